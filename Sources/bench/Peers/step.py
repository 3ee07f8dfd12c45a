"""A case that a peer can run."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any


@dataclasses.dataclass
class Step:
    """What is timed. In training, `run` returns the loss before the step."""

    run: Callable[[], Any]
    #: The number of elements in the model's matrices, to compare with the engine's.
    weights: int = 0
    has_loss: bool = False
