"""What the peers' programs make of a case."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any


@dataclasses.dataclass
class Step:
    """What is timed. In training, `run` returns the loss before the step."""

    run: Callable[[], Any]
    #: How many numbers the model's matrices have, to compare with the engine's.
    weights: int = 0
    has_loss: bool = False
