"""The table of cases, Sources/BenchmarkModels/cases.txt: what is timed, at which sizes."""

from __future__ import annotations

import dataclasses
import pathlib

FILE = pathlib.Path(__file__).resolve().parents[2] / "BenchmarkModels" / "cases.txt"


@dataclasses.dataclass(frozen=True)
class Case:
    """A line of the table: `case["batch"]` is a single number, `case.numbers("widths")` a list."""

    name: str
    family: str
    mode: str
    sizes: dict[str, list[int]]

    def __getitem__(self, name: str) -> int:
        (size,) = self.sizes[name]
        return size

    def numbers(self, name: str) -> list[int]:
        return self.sizes[name]

    @property
    def trains(self) -> bool:
        return self.mode == "train"


def parse(line: str) -> Case:
    """Reads a line; `bench` has already reported mistakes in it."""
    name, family, mode, _, *sizes = line.split()
    pairs = (size.split("=") for size in sizes)
    return Case(name, family, mode, {key: [int(number) for number in value.split("-")] for key, value in pairs})


def read(file: pathlib.Path = FILE) -> list[Case]:
    """All cases, in the table's order."""
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    return [parse(line) for line in lines if line and not line.startswith("#")]
