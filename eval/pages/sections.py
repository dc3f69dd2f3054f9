"""Parts of the page as HTML text: what one sort of run is compared by. Every word from a file is escaped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from eval.bootstrap import Estimate, estimate
from eval.pages.drawing import Bar, bars, histogram
from eval.pages.runs import ANSWERS, RETRIEVAL, SPANS, Run, Told, changes
from eval.report import LABELS, figure, interval

TITLES = {RETRIEVAL: "Tìm kiếm", ANSWERS: "Trả lời", SPANS: "Chỗ trích gốc trong các đoạn đầu"}
PRIMARY = {
    RETRIEVAL: ("nDCG@10", "R@1"),
    ANSWERS: ("required_facts_accuracy", "citation_precision", "citation_recall", "refusal_recall"),
    SPANS: ("whole@5", "whole@3"),
}
"""What is drawn; the first also decides which questions count as lost or won."""
_SPREAD = {RETRIEVAL: "nDCG@10", ANSWERS: "citation_recall", SPANS: "part@5"}
_MOST_SPREADS = 4
"""Runs in one drawing of a distribution: more cannot be told apart."""


def section(runs: Sequence[Run]) -> str:
    """Runs of one sort over the same questions: figures, by kind, distribution, changes from the first to each other.

    `runs` has at least one, the main ones first.
    """
    sort = runs[0].sort
    parts = [f"<h2>{TITLES[sort]}</h2>", _figures(runs), *_drawn(sort, runs), *_by_kind(sort, runs)]
    parts.append(_spread(sort, runs))
    for other in compared(runs):
        parts.append(_changes(sort, runs[0], other))
    return "\n".join(part for part in parts if part)


def compared(runs: Sequence[Run]) -> list[Run]:
    """The runs that the first one is compared with: the other main ones, or else what is inside it."""
    return [run for run in runs[1:] if run.is_main] or list(runs[1:])


def table(head: Sequence[str], rows: Sequence[Sequence[str]], kind: str = "") -> str:
    """Cells are HTML already; the first of each row is its heading."""
    top = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>{"".join(f"<td>{cell}</td>" for cell in row[1:])}</tr>' for row in rows
    )
    return f'<div class="wide"><table class="{kind}"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def label(measure: str) -> str:
    """A measure's Vietnamese name, or the one that everybody knows it by."""
    return LABELS.get(measure, measure)


def _figures(runs: Sequence[Run]) -> str:
    measures = [*dict.fromkeys(name for run in runs for name in run.measures if not name.startswith("part@"))]
    estimates = {run.name: {name: estimate(run.scores(name)) for name in measures} for run in runs}
    if len(runs) < len(measures):
        head = ["Thước đo", *(escape(run.name) for run in runs)]
        return table(
            head, [[escape(label(name)), *(_cell(estimates[run.name][name]) for run in runs)] for name in measures]
        )
    head = ["Lượt chạy", *(escape(label(name)) for name in measures)]
    return table(head, [[escape(run.name), *(_cell(estimates[run.name][name]) for name in measures)] for run in runs])


def _drawn(sort: str, runs: Sequence[Run]) -> Iterator[str]:
    for name in PRIMARY[sort]:
        rows = [_bar(run.name, estimate(run.scores(name)), number) for number, run in enumerate(runs)]
        yield f"<h3>{escape(label(name))}</h3>{bars(rows, label(name))}"


def _by_kind(sort: str, runs: Sequence[Run]) -> Iterator[str]:
    main = [run for run in runs if run.is_main]
    kinds = [*dict.fromkeys(question.kind for run in main for question in run.questions)]
    for name in PRIMARY[sort] if len(kinds) > 1 else ():
        rows = []
        for kind in kinds:
            for number, run in enumerate(main):
                found = estimate(run.scores(name, kind=kind))
                told = f"{kind or '–'} ({found.questions})" + (f" · {run.name}" if len(main) > 1 else "")
                rows += [_bar(told, found, number)] if found.questions else []
        yield f"<h3>{escape(label(name))}, theo loại câu hỏi (số câu)</h3>{bars(rows, f'{label(name)} theo loại')}"


def _spread(sort: str, runs: Sequence[Run]) -> str:
    name = _SPREAD[sort]
    chosen = ([run for run in runs if run.is_main] if sort != RETRIEVAL else list(runs))[:_MOST_SPREADS]
    series = {run.name: [score.value for score in run.scores(name) if score] for run in chosen}
    drawn = histogram(series, f"Phân bố của {label(name)}")
    return f"<h3>Phân bố điểm từng câu: {escape(label(name))}</h3>{drawn}"


def _changes(sort: str, before: Run, after: Run) -> str:
    shared, found = changes(before, after)
    title = f"<h3>{escape(before.name)} → {escape(after.name)}</h3>"
    if not shared:
        return f"{title}<p>Hai lượt không có câu hỏi chung.</p>"
    changed = {name: each for name, each in found.items() if not name.startswith("part@")}
    rows = [
        [
            escape(label(name)),
            _comma(figure(each.value, sign=True)),
            _comma(interval(each, sign=True)),
            str(each.questions),
        ]
        for name, each in changed.items()
    ]
    drawn = bars(
        [_bar(label(name), changed[name], 0) for name in PRIMARY[sort] if name in changed], "Chênh lệch", is_signed=True
    )
    left_out = len(before.questions) + len(after.questions) - 2 * len(shared)
    note = f"<p>{left_out} câu chỉ có ở một lượt, không được so.</p>" if left_out else ""
    head = ["Thước đo", "Chênh lệch", "Khoảng 95 %", "Số câu"]
    return f"{title}{note}{drawn}{table(head, rows)}{_flips(PRIMARY[sort][0], before, after, shared)}"


def _flips(measure: str, before: Run, after: Run, shared: Sequence[str]) -> str:
    first = {question.id: question for question in before.questions}
    second = {question.id: question for question in after.questions}
    pairs = [(first[key], second[key]) for key in shared]
    moves = [(a, b, b.scores.get(measure, 0.0) - a.scores.get(measure, 0.0)) for a, b in pairs]
    lost = sorted((move for move in moves if move[2] < 0), key=lambda move: move[2])
    won = sorted((move for move in moves if move[2] > 0), key=lambda move: -move[2])
    parts = []
    for words, found in (("mất", lost), ("được", won)):
        listed = table(
            ("Câu hỏi", "Điểm", escape(before.name), escape(after.name)), [_flip(measure, *m[:2]) for m in found]
        )
        parts.append(
            f"<details><summary>{len(found)} câu {words} theo {escape(label(measure))}</summary>"
            f"{listed if found else '<p>Không có câu nào.</p>'}</details>"
        )
    return "".join(parts)


def _flip(measure: str, before: Told, after: Told) -> list[str]:
    scores = _comma(f"{figure(before.scores.get(measure))} → {figure(after.scores.get(measure))}")
    return [
        f"{escape(before.text)} <small>{escape(before.id)}</small>",
        scores,
        escape(before.given),
        escape(after.given),
    ]


def _cell(found: Estimate) -> str:
    told = f"{figure(found.value)} <small>{interval(found)}</small>"
    return _comma(told) if found.questions else "–"


def _comma(figures: str) -> str:
    return figures.replace(".", ",")


def _bar(name: str, found: Estimate, colour: int) -> Bar:
    return Bar(name, found.value, found.low, found.high, colour)


def records(runs: Sequence[Run]) -> str:
    """What each main run was made of, folded."""
    parts = []
    for run in runs:
        if run.is_main and run.record:
            rows = [[escape(name), escape(_said(value))] for name, value in run.record.items()]
            parts.append(f"<details><summary>{escape(run.name)}</summary>{table(('Mục', 'Giá trị'), rows)}</details>")
    return "".join(parts)


def _said(value: object) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {inner}" for name, inner in value.items())
    return "" if value is None else str(value)
