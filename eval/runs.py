"""The runs behind the commands: inputs in, files under a folder out, figures given back. Nothing here prints."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.answers import answer_lines, reply_of_line
from eval.beir import Collection
from eval.bootstrap import Estimate, difference, estimate, percentiles
from eval.jsonl import line_of, made_folder, write_object, write_rows
from eval.measures import Score
from eval.ports import Answers
from eval.questions import Question
from eval.records import Record
from eval.replies import Reply
from eval.retrieval import NAMES, Ranking, query_lines, scores_of, trec_lines
from eval.scoring import by_kind, estimates, shape
from eval.spans import DEPTH, Located, Passages, located
from eval.spans import line_of as spans_line
from eval.spans import scores_of as span_scores
from index.types import Scope

Percentiles = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class AnswersRun:
    """Figures of a run over questions; `raised` maps the questions that raised to the error."""

    estimates: Mapping[str, Estimate]
    kinds: Mapping[str, Mapping[str, Estimate]]
    latency_ms: Percentiles
    raised: Mapping[str, str]


def run_answers(
    answers: Answers, questions: Sequence[Question], ticks: Iterable[Question], out: Path, record: Record
) -> AnswersRun:
    """Ask every question and write `answers.jsonl` as it grows, then `summary.json`.

    `ticks` gives the same questions, and may show progress as it does.
    """
    made_folder(out)
    replies: dict[str, Reply | None] = {}
    raised: dict[str, str] = {}
    times: list[float] = []
    with (out / "answers.jsonl").open("w", encoding="utf-8") as file:
        for line in answer_lines(answers, ticks, Scope()):
            file.write(line_of(line))
            file.flush()
            replies[line["id"]] = reply_of_line(line)
            times.append(line["latency_ms"])
            if "error" in line:
                raised[line["id"]] = line["error"]
    run = AnswersRun(estimates(questions, replies), by_kind(questions, replies), percentiles(times), raised)
    write_object(out / "summary.json", {"record": record.shape(), **answers_shape(run, len(questions))})
    return run


def answers_shape(run: AnswersRun, questions: int) -> dict[str, Any]:
    """The figures as JSON."""
    return {
        "questions": questions,
        "raised": dict(run.raised),
        "latency_ms": dict(zip(("p50", "p95"), run.latency_ms, strict=True)),
        "measures": shape(run.estimates),
        "kinds": {kind: shape(of_kind) for kind, of_kind in run.kinds.items()},
    }


@dataclass(frozen=True, slots=True)
class SpansRun:
    """Figures of a run over gold spans; `states` counts the spans by `eval.spans.Located.state`."""

    scores: Mapping[str, Sequence[Score]]
    estimates: Mapping[str, Estimate]
    states: Mapping[str, int]
    latency_ms: Percentiles


def run_spans(passages: Passages, questions: Iterable[Question], out: Path, record: Record) -> SpansRun:
    """Look for every question's gold spans; write `spans.jsonl`, one question a line, and `summary.json`."""
    made_folder(out)
    found: dict[str, Sequence[Located]] = {}
    times: list[float] = []
    with (out / "spans.jsonl").open("w", encoding="utf-8") as file:
        for question in questions:
            started = time.perf_counter()
            shown = passages.top(question.text, DEPTH)
            times.append((time.perf_counter() - started) * 1000)
            found[question.id] = located(question, shown, passages)
            file.write(line_of(spans_line(question, found[question.id], shown)))
    states = Counter(each.state for spans in found.values() for each in spans)
    scores = span_scores(found)
    run = SpansRun(scores, {name: estimate(each) for name, each in scores.items()}, states, percentiles(times))
    figures = {"measures": shape(run.estimates), "spans": dict(states)}
    latency = dict(zip(("p50", "p95"), run.latency_ms, strict=True))
    summary = {"record": record.shape(), "questions": len(found), **figures, "latency_ms": latency}
    write_object(out / "summary.json", summary)
    return run


def span_gains(runs: Mapping[str, SpansRun]) -> dict[str, dict[str, Estimate]]:
    """By name of the run: the first one minus it, measure by measure, over the same questions."""
    first, *others = runs
    main = runs[first].scores
    return {name: {each: difference(runs[name].scores[each], main[each]) for each in main} for name in others}


@dataclass(frozen=True, slots=True)
class RetrievalRun:
    """Figures of a run over a collection, by leg, variant or system, and the main one minus each of the others."""

    estimates: Mapping[str, Mapping[str, Estimate]]
    gains: Mapping[str, Mapping[str, Estimate]]
    latency_ms: Mapping[str, Percentiles]


def run_retrieval(
    collection: Collection, made: Iterable[Ranking], out: Path, record: Record, main: str = "fused"
) -> RetrievalRun:
    """Score the rankings; write `run.trec` (and one a leg), `per_query.jsonl` and `summary.json`."""
    made_folder(out)
    by_leg: dict[str, list[Ranking]] = {}
    for ranking in made:
        by_leg.setdefault(ranking.leg, []).append(ranking)
    scores = {leg: scores_of(ranked, collection) for leg, ranked in by_leg.items()}
    for leg, ranked in by_leg.items():
        name = "run.trec" if leg == main else f"run.{leg}.trec"
        (out / name).write_text("".join(trec_lines(ranked)), encoding="utf-8")
    write_rows(out / "per_query.jsonl", query_lines(by_leg, scores, collection, main))
    lists = {leg: {name: list(scored[name].values()) for name in NAMES} for leg, scored in scores.items()}
    run = RetrievalRun(
        {leg: {name: estimate(listed) for name, listed in of_leg.items()} for leg, of_leg in lists.items()},
        {
            leg: {name: difference(of_leg[name], lists[main][name]) for name in NAMES}
            for leg, of_leg in lists.items()
            if leg != main
        },
        {leg: percentiles([ranking.latency_ms for ranking in ranked]) for leg, ranked in by_leg.items()},
    )
    write_object(out / "summary.json", {"record": record.shape(), "main": main, **retrieval_shape(run, collection)})
    return run


def retrieval_shape(run: RetrievalRun, collection: Collection) -> dict[str, Any]:
    """The figures as JSON."""
    return {
        "queries": len(collection.queries),
        "documents": len(collection.documents),
        "missing": collection.missing,
        "measures": {leg: shape(of_leg) for leg, of_leg in run.estimates.items()},
        "main_minus": {leg: shape(of_leg) for leg, of_leg in run.gains.items()},
        "latency_ms": {leg: dict(zip(("p50", "p95"), times, strict=True)) for leg, times in run.latency_ms.items()},
    }
