"""Reading data with numpy and pyarrow: a table of text, and images of bytes."""

from __future__ import annotations

import pathlib
import struct
import tempfile

import numpy as np
from step import Step
from table import Case


def make(case: Case, peer: str) -> Step | None:
    """A case ready to run; images are read by numpy alone."""
    folder = tempfile.TemporaryDirectory()  # lives as long as the step
    file = pathlib.Path(folder.name) / case.name
    if case.family == "csv":
        write_table(file, case["rows"], case["columns"])
        read = {"numpy": read_table_numpy, "pyarrow": read_table_arrow}[peer]
    elif peer == "numpy":
        write_images(file, case["images"], case["side"])
        read = read_images
    else:
        return None
    return Step(lambda folder=folder: read(file))


def write_table(file: pathlib.Path, rows: int, columns: int) -> None:
    """Numbers with as few digits as 32-bit floats need, as in the engine's file, and a label."""
    numbers = np.random.default_rng(0).standard_normal((rows, columns)).astype(np.float32)
    with file.open("w", encoding="ascii") as out:
        out.write(",".join(f"x{column}" for column in range(columns)) + ",label\n")
        for index, row in enumerate(numbers):
            out.write(",".join(str(number) for number in row) + f",{index % 3}\n")


def read_table_numpy(file: pathlib.Path) -> tuple[np.ndarray, np.ndarray]:
    # numpy's fastest way: fromstring and Python's own float take longer.
    table = np.loadtxt(file, delimiter=",", skiprows=1, dtype=np.float32)
    return table[:, :-1], table[:, -1].astype(np.int64)


def read_table_arrow(file: pathlib.Path) -> tuple[np.ndarray, np.ndarray]:
    """One array of all numbers, row by row, and one of the labels, as the engine has them."""
    import pyarrow as pa
    import pyarrow.csv

    with file.open(encoding="ascii") as text:
        names = text.readline().strip().split(",")
    types = {name: pa.float32() for name in names[:-1]} | {names[-1]: pa.int64()}
    table = pa.csv.read_csv(file, convert_options=pa.csv.ConvertOptions(column_types=types))
    columns = [column.to_numpy() for column in table.columns]
    return np.column_stack(columns[:-1]), columns[-1]


def write_images(file: pathlib.Path, images: int, side: int) -> None:
    numbers = np.arange(images * side * side, dtype=np.int64) * 31
    file.write_bytes(struct.pack(">4B3I", 0, 0, 8, 3, images, side, side) + numbers.astype(np.uint8).tobytes())


def read_images(file: pathlib.Path) -> np.ndarray:
    """Numbers from 0 to 1. Dividing bytes directly takes longer."""
    with file.open("rb") as data:
        shape = struct.unpack(">4B3I", data.read(16))[4:]
    images = np.fromfile(file, np.uint8, offset=16).reshape(shape).astype(np.float32)
    images /= 255
    return images
