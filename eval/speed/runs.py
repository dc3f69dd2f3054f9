"""One size of archive measured part by part; what was measured before stays in `speed.json` until measured again."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from eval.jsonl import read_object, write_object
from eval.product import opened
from eval.speed import rivals, serving
from eval.speed.archives import Archives, Built
from eval.speed.asking import cases, questions_of, stages, store_of, timed, whole_path
from eval.speed.clauses import Pieces
from eval.speed.machine import disk_mib, load, machine, memory_mib
from index.openvino_encoder import OpenVinoE5
from index.search import indexed_text
from index.words import Segmenter

if TYPE_CHECKING:
    from api.application import Application

RESULTS = "speed.json"
PARTS = ("inside", "http", "bm25s", "local")
LOCAL_LARGEST = 25_000
"""Passages beyond which the local mode, which advises against 20,000, is not asked."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured: number of questions, clients at a time, question files, and parts out of `PARTS`."""

    asked: int
    clients: tuple[int, ...]
    queries: tuple[Path, ...]
    parts: tuple[str, ...]


def measure(archives: Archives, out: Path, passages: int, plan: Plan, *, optimised: bool) -> dict[str, Any]:
    """The figures of one size, as they are put into `speed.json`. Raises what building and asking raise."""
    place, built = archives.of(passages, optimised=optimised)
    name = place.name
    found: dict[str, Any] = {"archive": asdict(built), "optimised": optimised, "disk": disk_of(place, built)}
    _keep(out, name, found)
    with opened(place) as application:
        questions = questions_of(plan.queries, application, plan.asked)
        if "inside" in plan.parts:
            _keep(out, name, {"inside": inside(application, questions, plan.clients)})
        if "bm25s" in plan.parts:
            _keep(out, name, {"bm25s": against_bm25s(application, questions)})
        if "local" in plan.parts and built.passages <= LOCAL_LARGEST:
            _keep(out, name, {"local": against_local_mode(application, questions)})
    if "http" in plan.parts:
        _keep(out, name, {"http": {"load": load(), **_plain(serving.served(place, questions, plan.clients))}})
    sized: dict[str, Any] = results_of(out)["sizes"][name]
    return sized


def inside(application: Application, questions: Sequence[str], clients: Sequence[int]) -> dict[str, Any]:
    """The whole path in this process, case by case, and what its stages take one by one."""
    before = load()
    application.index.warm()
    table = [
        {"case": case.name, "about": case.about, **asdict(timed(whole_path(application, case), questions, number))}
        for case in cases(application)
        for number in clients
    ]
    encoder, words = OpenVinoE5(), Segmenter()
    parts = stages(application, questions, lambda text: encoder.encode_queries([text]), words.words_of)
    return {"load": before, "cases": table, "stages_ms": parts, "memory_mib": memory_mib(os.getpid())}


def against_bm25s(application: Application, questions: Sequence[str]) -> dict[str, Any]:
    """Our sparse leg and bm25s over the same passages and terms."""
    texts = [indexed_text(passage) for passage in rivals.passages_in(application.catalogue)]
    terms = rivals.terms_by(Pieces(Segmenter()))
    ours = rivals.sparse_leg(store_of(application.index), questions, terms)
    theirs, built_s = rivals.bm25s_leg(texts, questions, terms)
    return {"load": load(), "ours": asdict(ours), "bm25s": asdict(theirs), "bm25s_index_s": built_s}


def against_local_mode(application: Application, questions: Sequence[str]) -> dict[str, Any]:
    """Both legs of our store and of qdrant-client's local mode, over the same points."""
    terms, encoder = rivals.terms_by(Segmenter()), OpenVinoE5()
    asked = list(questions[: rivals.LOCAL_QUESTIONS])
    ours = rivals.both_legs(store_of(application.index), encoder, asked, terms)
    points = list(rivals.points_in(store_of(application.index)))
    with TemporaryDirectory(prefix="vanban-bench-") as folder:
        store, loading_s = rivals.local_mode(Path(folder), points, encoder.dimension)
        theirs = rivals.both_legs(store, encoder, asked, terms)
        store.close()
    return {"load": load(), "ours": asdict(ours), "local": asdict(theirs), "local_loading_s": loading_s}


def disk_of(place: Path, built: Built) -> dict[str, float]:
    """MiB of index and catalogue, and KiB of both together for each passage."""
    index, catalogue = disk_mib(place / "index"), disk_mib(place / "catalogue.sqlite")
    per_passage = round((index + catalogue) * 1024 / built.passages, 2)
    return {"index_mib": index, "catalogue_mib": catalogue, "kib_per_passage": per_passage}


def results_of(out: Path) -> dict[str, Any]:
    """What was measured so far: `machine`, and `sizes` by the archive's name."""
    place = out / RESULTS
    return read_object(place) if place.exists() else {"sizes": {}}


def _keep(out: Path, name: str, found: dict[str, Any]) -> None:
    results = results_of(out)
    sizes = results["sizes"] | {name: results["sizes"].get(name, {}) | found}
    ordered = dict(sorted(sizes.items(), key=lambda item: (item[1]["archive"]["passages"], item[0])))
    write_object(out / RESULTS, {"machine": machine(), "sizes": ordered})


def _plain(served: dict[str, Any]) -> dict[str, Any]:
    return {**served, "speeds": [asdict(speed) for speed in served["speeds"]]}
