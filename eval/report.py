"""Figures as plain text tables, in Vietnamese. Nothing here prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.bootstrap import Estimate, mean
from eval.compare import Change
from eval.pages.runs import Run, changes
from eval.spans import TOPS

LABELS = {
    "required_facts_accuracy": "Đủ dữ kiện bắt buộc",
    "direct_accuracy": "– riêng 250 ký tự đầu của lời đáp",
    "citation_precision": "Trích dẫn đúng (precision)",
    "citation_recall": "Trích dẫn đủ (recall)",
    "refusal_precision": "Từ chối đúng (precision)",
    "refusal_recall": "Từ chối đủ (recall)",
    "refusal_f1": "Từ chối F1",
    "polarity": "Đúng có/không",
    "answer_rate": "Tỉ lệ có trả lời",
    "citation_precision_given": "Trích dẫn đúng khi trả lời",
    **{f"whole@{top}": f"Đủ, trọn trong {top} đoạn đầu" for top in TOPS},
    **{f"own@{top}": f"– chỉ đúng chỗ gốc, {top} đoạn đầu" for top in TOPS},
    **{f"part@{top}": f"Phần chỗ trọn trong {top} đoạn đầu" for top in TOPS},
    **{f"joined@{top}": f"– kể cả chỗ bị cắt, {top} đoạn đầu" for top in TOPS},
}
_KIND_COLUMNS = {
    "required_facts_accuracy": "dữ kiện",
    "citation_precision": "trích đúng",
    "citation_recall": "trích đủ",
    "refusal_recall": "từ chối đủ",
}
_NONE = "–"


def estimates_table(estimates: Mapping[str, Estimate]) -> str:
    """One measure a line: name, figure, 95 % interval, eligible questions."""
    rows = [(LABELS.get(name, name), figure(e.value), interval(e), str(e.questions)) for name, e in estimates.items()]
    return table(("Thước đo", "Giá trị", "Khoảng 95 %", "Số câu"), rows)


def kinds_table(kinds: Mapping[str, Mapping[str, Estimate]]) -> str:
    """One kind of question a line."""
    rows = [
        (
            kind or _NONE,
            str(max(e.questions for e in estimates.values())),
            *(figure(estimates[name].value) for name in _KIND_COLUMNS),
        )
        for kind, estimates in kinds.items()
    ]
    return table(("Loại câu hỏi", "Số câu", *_KIND_COLUMNS.values()), rows)


def legs_table(legs: Mapping[str, Mapping[str, Estimate]]) -> str:
    """One leg a line, one measure a column, each with its interval."""
    names = list(next(iter(legs.values())))
    rows = [(leg, *(f"{figure(e.value)} {interval(e)}" for e in estimates.values())) for leg, estimates in legs.items()]
    return table(("Nhánh", *names), rows)


def systems_table(
    systems: Mapping[str, Mapping[str, Estimate]],
    main_minus: Mapping[str, Mapping[str, Estimate]],
    about: Mapping[str, str],
) -> str:
    """One system a line: each measure with its interval, then its paired difference from the main one (the first)."""
    names = list(next(iter(systems.values())))
    head = ("Cách tìm", *(cell for name in names for cell in (name, "khoảng 95 %", "so với đầy đủ", "khoảng 95 %")), "")
    rows = []
    for system, estimates in systems.items():
        cells = [system]
        for name, e in estimates.items():
            less = opposite(main_minus[system][name]) if system in main_minus else Estimate(None, None, None, 0)
            cells += [figure(e.value), interval(e), figure(less.value, sign=True), interval(less, sign=True)]
        rows.append((*cells, f" {about[system]}"))
    return table(head, rows)


def opposite(estimate: Estimate) -> Estimate:
    """The same difference taken the other way round."""
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return estimate
    # 0 − 0 is 0, −0 is not.
    return Estimate(0 - estimate.value, 0 - estimate.high, 0 - estimate.low, estimate.questions)


def changes_table(changes: Sequence[Change]) -> str:
    """One measure a line: both figures and the paired difference."""
    rows = [
        (
            LABELS.get(str(change.measure), str(change.measure)),
            figure(change.before),
            figure(change.after),
            figure(change.difference.value, sign=True),
            interval(change.difference, sign=True),
            str(len(change.flips)),
        )
        for change in changes
    ]
    return table(("Thước đo", "A", "B", "B − A", "Khoảng 95 %", "Câu đổi"), rows)


def runs_table(before: Run, after: Run) -> str:
    """One measure a line over the questions of both runs: the paired difference; below, the questions that changed."""
    shared, found = changes(before, after)
    rows = [
        (
            LABELS.get(name, name),
            figure(mean(before.scores(name, shared))),
            figure(mean(after.scores(name, shared))),
            figure(each.value, sign=True),
            interval(each, sign=True),
            str(each.questions),
        )
        for name, each in found.items()
    ]
    lines = [table(("Thước đo", "A", "B", "B − A", "Khoảng 95 %", "Số câu"), rows)]
    first, second = ({question.id: question for question in run.questions} for run in (before, after))
    for name in found:
        pairs = [(first[key], second[key]) for key in shared]
        flips = [(a, b) for a, b in pairs if a.scores.get(name) != b.scores.get(name)]
        lines += [f"\n{LABELS.get(name, name)}:"] if flips else []
        lines += [f"  {figure(a.scores.get(name))} → {figure(b.scores.get(name))}  {a.id}  {a.text}" for a, b in flips]
    return "\n".join(lines)


def flips_list(changes: Sequence[Change]) -> str:
    """The questions whose score changed, by measure."""
    lines: list[str] = []
    for change in changes:
        if change.flips:
            lines.append(f"{LABELS.get(str(change.measure), str(change.measure))}:")
            lines += [
                f"  {figure(flip.before)} → {figure(flip.after)}  {flip.question.id}  {flip.question.text}"
                for flip in change.flips
            ]
    return "\n".join(lines)


def states_line(states: Mapping[str, int]) -> str:
    """How many gold spans a passage can hold whole."""
    whole, cut, absent = (states.get(state, 0) for state in ("whole", "cut", "absent"))
    return f"Chỗ trích gốc: {whole} trọn trong một đoạn, {cut} bị cắt qua nhiều đoạn, {absent} không có trong kho."


def latency_line(p50_and_p95_ms: Sequence[float | None], name: str = "Thời gian mỗi câu") -> str:
    """p50 and p95 in milliseconds."""
    p50, p95 = map(_ms, p50_and_p95_ms)
    return f"{name}: p50 {p50}, p95 {p95}"


def figure(value: float | None, *, sign: bool = False) -> str:
    """Three decimals; a dash for None.

    >>> figure(0.5), figure(None), figure(0.25, sign=True)
    ('0.500', '–', '+0.250')
    """
    if value is None:
        return _NONE
    return f"{value:+.3f}" if sign else f"{value:.3f}"


def interval(estimate: Estimate, *, sign: bool = False) -> str:
    """The interval in brackets; a dash where there is none."""
    if estimate.low is None:
        return _NONE
    return f"[{figure(estimate.low, sign=sign)}; {figure(estimate.high, sign=sign)}]"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns padded with blanks; the first to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = ("  ".join(map(_padded, row, widths, range(len(row)))) for row in (head, *rows))
    return "\n".join(line.rstrip() for line in lines)


def _padded(cell: str, width: int, column: int) -> str:
    return cell.rjust(width) if column else cell.ljust(width)


def _ms(value: float | None) -> str:
    return _NONE if value is None else f"{value:.0f} ms"
