"""What evaluation needs of the product: two small Protocols. The real ones are made in `eval.product`, fakes in
`eval.fakes`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, Protocol

from index.types import Scope

Leg = Literal["fused", "sparse", "dense"]
LEGS: tuple[Leg, ...] = ("fused", "sparse", "dense")


class RetrievalIndex(Protocol):
    """A collection that the product's own splitter, encoders and store hold."""

    def add(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Index (document id, title, text) rows; a title may be empty."""
        ...

    def rank(self, query: str, *, limit: int, leg: Leg = "fused") -> list[tuple[str, float]]:
        """Document ids with their best passage's score, best first, each id once.

        As many as `limit` where so many are found; a query without words gives none.
        """
        ...


class Answers(Protocol):
    """An archive that can be filled and asked."""

    def ingest(self, folder: Path) -> Sequence[str]:
        """Take in every file under the folder; the files that failed, by name."""
        ...

    def ask(self, question: str, scope: Scope) -> Mapping[str, Any]:
        """The answer as `api.shapes.answer_shape` gives it. May raise any of the product's errors."""
        ...
