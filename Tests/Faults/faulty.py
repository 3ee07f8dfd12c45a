"""A small book that is built while something goes wrong, and what must be true of it afterwards."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LECTERN = Path(os.environ.get("LECTERN", ROOT / ".build/release/lectern")).resolve()

BOOK = "title: Faults\nchapters: [a.md, b.md, c.md]\n"
CHAPTERS = {
    "a.md": "# First\n\nProse {prose}, with a **term**.\n\n" + "```{{swift}}\nlet code = {code}\nprint(code)\n```\n",
    "b.md": "# Second\n\nProse {prose}.\n\n"
    + '```{{swift}}\nlet table = try CSV(file: "rows.csv")\nprint({code}, table)\n```\n',
    "c.md": "# Third\n\nProse {prose}, and `{{swift}} 6 * {code}`.\n\n"
    + '```{{swift}}\nChart {{ PointMark(x: .value("x", 1), y: .value("y", {code})) }}\n```\n',
}
CHAPTER_PAGES = {"a.html", "b.html", "c.html"}
TELLING = b"This run failed"
PAGES = CHAPTER_PAGES | {"glossary.html", "index.html", "search.html"}


class Place:
    """A folder with a book, the pages, a cache, and room for temporary files."""

    def __init__(self, *rights):
        """`rights` are the options with which all runs and builds are made."""
        self.rights = rights
        self.root = Path(tempfile.mkdtemp(prefix="faults-"))
        self.notebooks, self.output = self.root / "notebooks", self.root / "output"
        self.temporary, self.cache = self.root / "temporary", self.root / "cache"
        for folder in (self.notebooks, self.temporary, self.cache):
            folder.mkdir()
        (self.notebooks / "rows.csv").write_text("x,y\n1,2\n")
        (self.notebooks / "book.yml").write_text(BOOK)
        self.known = {}

    def write(self, prose, code=1):
        for name, text in CHAPTERS.items():
            (self.notebooks / name).write_text(text.format(prose=prose, code=code))

    def environment(self, extra=None):
        own = {"TMPDIR": str(self.temporary), "XDG_CACHE_HOME": str(self.cache), "TERM": "dumb"}
        return {**os.environ, **own, **(extra or {})}

    def start(self, *arguments, extra=None, **options):
        return subprocess.Popen(
            [str(LECTERN), *arguments],
            cwd=self.root,
            env=self.environment(extra),
            stdin=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            stdout=subprocess.PIPE,
            start_new_session=True,
            **options,
        )

    def run(self, *arguments, extra=None, seconds=600):
        """The exit code, and what was printed."""
        process = self.start(*arguments, *self.rights, extra=extra)
        try:
            text, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            text, _ = process.communicate()
            return None, text.decode(errors="replace")
        return process.returncode, text.decode(errors="replace")

    def build(self, *options, extra=None, seconds=600):
        return self.run("build", "notebooks", *options, extra=extra, seconds=seconds)

    def pages(self):
        return {path.name: path.read_bytes() for path in self.output.iterdir()} if self.output.exists() else {}

    def reference(self, prose, code=1):
        """The pages that a build makes in which nothing goes wrong."""
        if (prose, code) not in self.known:
            self.write(prose, code)
            answer, text = self.build()
            assert answer == 0, text
            self.known[prose, code] = self.pages()
        return self.known[prose, code]

    def processes(self):
        """The processes that were started here and still run, without those that were killed and had no time to end."""
        found = []
        for entry in Path("/proc").iterdir():
            try:
                if entry.name.isdigit() and str(self.root).encode() in (entry / "environ").read_bytes():
                    status = dict(line.split(":", 1) for line in (entry / "status").read_text().splitlines())
                    pending = int(status["SigPnd"], 16) | int(status["ShdPnd"], 16)
                    if status["State"].split()[0] != "Z" and not pending & 1 << signal.SIGKILL - 1:
                        found.append((int(entry.name), (entry / "cmdline").read_bytes()[:80]))
            except OSError:
                pass
        return found

    def leftovers(self):
        """Files that no run should leave."""
        found = [path.name for path in self.temporary.iterdir()]
        found += [path.name for path in self.output.iterdir() if path.name not in PAGES] if self.output.exists() else []
        lectern = self.cache / "lectern"
        results = lectern / "results"
        names = [path.name for path in results.iterdir()] if results.exists() else []
        digests = {name: name.removeprefix("latest-").removeprefix("note-") for name in names}
        found += [name for name in names if name.startswith(".") or len(digests[name]) != 64]
        known = {"results", "modules", "serve-secret", "serving"}
        found += [path.name for path in lectern.iterdir() if path.name not in known] if lectern.exists() else []
        return found

    def remove(self):
        for process, _ in self.processes():
            os.kill(process, signal.SIGKILL)
        shutil.rmtree(self.root, ignore_errors=True)


class Problems:
    """What has gone wrong, with the case in which it has."""

    def __init__(self):
        self.found = []

    def check(self, holds, case, what):
        if not holds:
            self.found.append(f"{case}: {what}")
            print(f"  PROBLEM {case}: {what}", flush=True)
        return holds

    def check_whole(self, place, old, new, case, may_tell=False):
        """Each page is the last good one or the new one, or one that tells of a failure."""
        for name, page in place.pages().items():
            if name in PAGES:
                tells = may_tell and page.endswith(b"</html>\n") and (TELLING in page or name not in CHAPTER_PAGES)
                holds = page in (old.get(name), new.get(name)) or tells
                self.check(holds, case, f"{name} is neither the old page nor the new")

    def check_recovery(self, place, new, case):
        """The next run succeeds by itself, and leaves what a run leaves that nothing has gone wrong in."""
        code, text = place.build()
        self.check(code == 0, case, f"the next run ends with {code}: {text[-400:]}")
        self.check(place.pages() == new, case, f"the next run's pages differ: {differing(place.pages(), new)}")
        self.check(not place.leftovers(), case, f"left after the next run: {place.leftovers()}")

    def report(self, what):
        print(f"{what}: {len(self.found)} problems" if self.found else f"{what}: nothing lost", flush=True)
        return 1 if self.found else 0


def differing(pages, wanted):
    return sorted(name for name in pages.keys() | wanted.keys() if pages.get(name) != wanted.get(name))


def wait_until(holds, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.02)
    return holds()


def preload():
    """The library that makes calls fail, built where it isn't kept."""
    library = Path(tempfile.mkdtemp(prefix="preload-")) / "preload.so"
    compiler = shutil.which("cc") or shutil.which("clang")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, HERE / "preload.c", "-ldl"], check=True)
    return str(library)
