"""Asking an archive as readers do, one or several at a time: in this process, over its one index."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from eval.bootstrap import percentiles
from eval.jsonl import read_rows
from index.filters import Filter
from index.types import Scope

if TYPE_CHECKING:
    from api.application import Application
    from index.search import Index
    from index.types import Store

HITS = 10
_WARMING = 10
"""Questions asked before the clock runs."""
_TYPED_CHARS = 90

Ask = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Case:
    """How the questions are put: to which part of the archive, for whom, and with what further options of the search.

    `about` says so in Vietnamese.
    """

    name: str
    about: str
    scope: Scope = field(default_factory=Scope)
    where: Filter | None = None
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Speed:
    """Milliseconds of a question for one of `clients` at a time, and questions a second of all of them together."""

    clients: int
    asked: int
    p50_ms: float
    p95_ms: float
    per_s: float


def cases(application: Application) -> Iterator[Case]:
    """Without a filter; by the commonest type; by one year; for readers of three bodies; each also reranked."""
    facets = application.catalogue.facets(None, Scope())
    kind, year = next(iter(facets.kinds), ""), next(iter(facets.years), 2025)
    in_year = Filter(issued_from=dt.date(year - 1, 1, 1), issued_to=dt.date(year - 1, 12, 31))
    bodies = Scope(organisations=frozenset(f"Đơn vị {number}" for number in range(3)))
    plain = (
        Case("khong-loc", "không lọc"),
        Case("loai", f"lọc theo loại “{kind}”", where=Filter(kinds=frozenset({kind}))),
        Case("nam", f"lọc theo năm {year - 1}", where=in_year),
        Case("don-vi", "người đọc thuộc 3 đơn vị", scope=bodies),
    )
    for case in plain:
        for on, name, about in ((False, "", "không xếp lại"), (True, "+xep-lai", "có xếp lại")):
            yield Case(case.name + name, f"{case.about}, {about}", case.scope, case.where, {"rerank": on})


def whole_path(application: Application, case: Case) -> Ask:
    """Understand, encode, search, rerank where there is a reranker, read passages and mastheads of their documents."""
    index, catalogue = application.index, application.catalogue

    def ask(question: str) -> object:
        said = index.understand(question)
        hits = index.search(said, case.scope, HITS, where=case.where, **case.options)
        return catalogue.entries_of(sorted({hit.passage.document_id for hit in hits}), case.scope)

    return ask


def store_of(index: Index) -> Store:
    """The store behind an index: its legs are asked and its points read by themselves."""
    return index._store


def stages(application: Application, questions: Sequence[str], encode: Ask, segment: Ask) -> dict[str, float]:
    """Median milliseconds of parts of the path, one after the other: what they add up to is not the whole."""
    index = application.index
    said = [index.understand(question) for question in questions]
    meanings = [each.meaning for each in said]
    parts: dict[str, Ask] = {
        "hieu-cau-hoi": index.understand,
        "tach-tu": segment,
        "ma-hoa": encode,
        "nhanh-tu-khoa": lambda question: index.search(question, Scope(), HITS, leg="sparse"),
    }
    for each in parts.values():
        each(questions[0])
    return {
        name: round(timed(ask, meanings if name in ("tach-tu", "ma-hoa") else questions, 1).p50_ms, 2)
        for name, ask in parts.items()
    }


def timed(ask: Ask, questions: Sequence[str], clients: int) -> Speed:
    """Every question once, shared out among `clients` threads; the first few are asked before and not counted."""
    for question in questions[:_WARMING]:
        ask(question)

    def one(question: str) -> float:
        started = time.perf_counter()
        ask(question)
        return (time.perf_counter() - started) * 1000

    started = time.perf_counter()
    if clients == 1:
        times = [one(question) for question in questions]
    else:
        with ThreadPoolExecutor(clients) as pool:
            times = list(pool.map(one, questions))
    return speed_of(times, clients, time.perf_counter() - started)


def speed_of(times_ms: Sequence[float], clients: int, elapsed_s: float) -> Speed:
    """Figures of at least one time."""
    p50, p95 = percentiles(times_ms)
    assert p50 is not None and p95 is not None
    return Speed(clients, len(times_ms), round(p50, 2), round(p95, 2), round(len(times_ms) / elapsed_s, 1))


def questions_of(files: Sequence[Path], application: Application, count: int, seed: int = 7) -> list[str]:
    """`count` questions of these JSONL files (`text` or `question`), chosen by `seed`; without files, of the archive.

    Those of the archive are how real passages begin. Where there are fewer than `count` they are asked again.
    """
    texts = [row.text("question" if "question" in row.fields else "text") for file in files for row in read_rows(file)]
    if not texts:
        everybody = application.catalogue.ids(Scope())[:200]
        found = [each for key in everybody for each in application.catalogue.passages_of(key)]
        texts = [passage.text[:_TYPED_CHARS].replace("\n", " ") for passage in found]
    Random(seed).shuffle(texts)
    return list(islice(cycle(texts), count))
