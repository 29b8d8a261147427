"""What training is told: how long, how many networks, from which seed on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["Plan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Passes over the marked text, networks that vote, and the seed of the first of them.

    Each voter costs as much time to train and to run as one network alone. `begin`: a model to teach further, or
    several, of whose weights the mean is; without one LAC's weights are where learning begins. `rate`: how far a step
    goes at most. `share`: of the documents that are no news to the network, so many are read in each pass.
    """

    epochs: int = 10
    voters: int = 1
    seed: int = 1
    begin: tuple[Path, ...] = ()
    rate: float = 3e-3
    share: float = 1.0

    def __post_init__(self) -> None:
        if min(self.epochs, self.voters) < 1:
            msg = f"{self.epochs} epochs and {self.voters} voters: training needs one of each"
            raise ValueError(msg)
