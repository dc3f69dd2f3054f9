"""Deterministic stand-ins for the product, without models or files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.matching import words
from eval.ports import Leg
from index.types import Scope


class FakeIndex:
    """Ranks by shared words (sparse), shared letter trigrams (dense) or their sum (fused); ties by id."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def add(self, rows: Iterable[tuple[str, str, str]]) -> None:
        self._texts |= {key: f"{title}\n{text}" for key, title, text in rows}

    def rank(self, query: str, *, limit: int, leg: Leg = "fused") -> list[tuple[str, float]]:
        if not words(query):
            return []
        ways = {"sparse": [_words], "dense": [_trigrams], "fused": [_words, _trigrams]}[leg]
        scores = {key: sum(_overlap(way(query), way(text)) for way in ways) for key, text in self._texts.items()}
        found = [(key, score) for key, score in scores.items() if score > 0]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]


class FakeAnswers:
    """Says what a table holds; a question that is not in it raises LookupError. `failures` come back from `ingest`."""

    def __init__(self, answers: Mapping[str, Mapping[str, Any]], failures: Sequence[str] = ()) -> None:
        self._answers = answers
        self._failures = failures
        self.ingested: list[Path] = []
        self.scopes: list[Scope] = []

    def ingest(self, folder: Path) -> Sequence[str]:
        self.ingested.append(folder)
        return self._failures

    def ask(self, question: str, scope: Scope) -> Mapping[str, Any]:
        self.scopes.append(scope)
        return self._answers[question]


def _words(text: str) -> set[str]:
    return set(words(text))


def _trigrams(text: str) -> set[str]:
    joined = " ".join(words(text))
    return {joined[at : at + 3] for at in range(len(joined) - 2)}


def _overlap(left: set[str], right: set[str]) -> float:
    return len(left & right) / (len(left) * len(right)) ** 0.5 if left and right else 0.0
