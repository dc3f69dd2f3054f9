"""An optional second opinion: a model that may reject what the rules let through, and never admit what they
did not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol


class Judge(Protocol):
    """Says whether quotes entail a statement.

    Deterministic for the same input, as an answer must come out of its trace again; `quotes` is not empty. A judge
    that cannot judge raises nothing and gives True: it may only take away.
    """

    def supports(self, statement: str, quotes: Sequence[str]) -> bool: ...


@dataclass(frozen=True, slots=True)
class FakeJudge:
    """A `Judge` that rejects the statements it was told to.

    >>> FakeJudge({"Cá bay."}).supports("Cá bay.", ["Cá bơi."])
    False
    """

    rejected: Collection[str] = ()

    def supports(self, statement: str, quotes: Sequence[str]) -> bool:
        """See `Judge.supports`."""
        return statement not in self.rejected
