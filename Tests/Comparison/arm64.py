"""Runs all kernels as an arm64 processor does, in an emulator, and compares the results with this machine's.

Usage: python Tests/Comparison/arm64.py

Needs the toolchain's clang, a release build of `kernels-chosen`, and Debian's qemu-user, gcc-aarch64-linux-gnu and
libc6-dev-arm64-cross. The C of the runner is compiled as well, with warnings as errors, but not run: it needs a system
whose kernel is arm64's. Nothing written in Swift is part of this: the toolchain has no standard library for arm64.
"""

import pathlib
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parent.parent.parent
system = "/usr/aarch64-linux-gnu"
compiler = ["clang", "--target=aarch64-linux-gnu", f"--sysroot={system}", f"-I{system}/include", "-O3"]
# As the tests compare the processor's own clones.
tolerance = 1e-5


def compile_runner():
    headers = [f"-I{root}/Sources/{module}/include" for module in ("CPlatform", "CProbe", "CProcesses")]
    modules = ("CPlatform", "CProbe", "CProcesses", "lectern-host")
    files = [file for module in modules for file in (root / "Sources" / module).glob("*.c")]
    for file in sorted(files):
        subprocess.run([*compiler, "-Wall", "-Werror", "-fsyntax-only", *headers, file], check=True)
    return len(files)


def emulated(folder):
    program = folder / "kernels"
    files = [*(root / "Sources/CKernels").glob("*.c"), *(root / "Tests/Clones/Exercise").glob("*.c")]
    objects = []
    for file in sorted(files):
        objects.append(folder / f"{file.parent.name}-{file.stem}.o")
        headers = f"-I{root}/Sources/CKernels/include"
        # The loops that stay scalar are reported; here only the results count.
        subprocess.run([*compiler, "-Wno-pass-failed", headers, "-c", file, "-o", objects[-1]], check=True)
    linker = ["aarch64-linux-gnu-gcc", "-o", program, *objects, "-lm", "-lpthread"]
    subprocess.run(linker, check=True)
    return lines(["qemu-aarch64", "-L", system, program])


def lines(command):
    text = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return [line.split() for line in text.splitlines()]


def difference(theirs, ours):
    """How far two printed numbers are apart, measured by the larger of 1 and the second."""
    if theirs == ours:
        return 0
    a, b = float(theirs), float(ours)
    found = abs(a - b) / max(1, abs(b))
    # A difference that is no number is larger than any.
    return found if found == found else float("inf")


def main():
    print(f"{compile_runner()} files of the runner compile for arm64")
    with tempfile.TemporaryDirectory() as folder:
        theirs = emulated(pathlib.Path(folder))
    ours = lines([root / ".build/release/kernels-chosen"])
    if [line[0] for line in theirs] != [line[0] for line in ours]:
        sys.exit("other kernels were called")
    largest = {}
    for theirs_line, ours_line in zip(theirs, ours):
        if len(theirs_line) != len(ours_line):
            sys.exit(f"{ours_line[0]}: {len(theirs_line) - 1} numbers, {len(ours_line) - 1} here")
        found = max(map(difference, theirs_line, ours_line))
        largest[ours_line[0]] = max(largest.get(ours_line[0], 0), found)
    same = sum(a == b for a, b in zip(theirs, ours))
    print(
        f"{len(ours)} calls, {same} with the same bits; elsewhere the largest difference is {max(largest.values()):.1e}"
    )
    wrong = [f"{kernel}: {value:.1e}" for kernel, value in largest.items() if value > tolerance]
    sys.exit("\n".join(wrong) if wrong else 0)


main()
