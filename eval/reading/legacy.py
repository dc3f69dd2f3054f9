"""Legacy fonts: what was read of `legacy-fonts/`, against the Unicode text of each file in `transcripts/`.

Both sides are folded (see `alignment.comparable`), counts are summed over files. Lines of transcripts that are wrong
are left out; `legacy_wrong_lines.tsv` names them with the reason, each judged from the difference of the two readings.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import reduce
from operator import add
from pathlib import Path

from eval.reading.alignment import Agreement, agreement
from eval.reading.readings import Readings
from eval.reading.rows import Row
from ingest.errors import IngestError

_GROUP = "phông chữ cũ"
_FOLDER = "legacy-fonts"
_WRONG = Path(__file__).with_name("legacy_wrong_lines.tsv")
_FLOORS = {"ký tự": "≥ 0.98", "chữ cái có dấu": "≥ 0.98", "từ có dấu": "≥ 0.95"}
_POOR = 0.9
"""A file with fewer of its accented words is one whose text stays unconverted, whatever the cause."""
_TELLING = frozenset(("legacy_unconverted", "empty_text", "no_text_layer", "low_ocr_confidence"))


def wrong_lines(path: Path = _WRONG) -> dict[str, dict[int, str]]:
    """File stem → line of its transcript (1-based) → why it is wrong. Ranges are written "17-52"."""
    found: dict[str, dict[int, str]] = {}
    for row in path.read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            name, numbers, reason = row.split("\t")
            for part in numbers.split(","):
                first, _, last = part.partition("-")
                for number in range(int(first), int(last or first) + 1):
                    found.setdefault(name, {})[number] = reason
    return found


def rows(readings: Readings) -> Iterator[Row]:
    """Shares over all files, then what is left out, the files that are poor, and a maintained library beside it."""
    wrong = wrong_lines()
    truths = {
        name: text.read_text(encoding="utf-8")
        for name in readings.names(_FOLDER)
        if (text := readings.root / _FOLDER / "transcripts" / (Path(name).stem + ".txt")).is_file()
    }
    if not truths:
        yield Row(_GROUP, "bỏ qua: không có bản chép", 0, f"thư mục {_FOLDER}")
        return
    ours = {name: _compared(truth, _text(readings, name), name, wrong) for name, truth in truths.items()}
    of = f"{len(ours)} tệp"
    yield from _shares("", ours, of, _FLOORS)
    whole = {name: agreement(truth, _text(readings, name), {}) for name, truth in truths.items()}
    yield from _shares("không bỏ dòng nào: ", whole, of, {})
    left_out = Counter(
        reason for stem in {Path(name).stem for name in truths} for reason in wrong.get(stem, {}).values()
    )
    for reason, count in sorted(left_out.items()):
        yield Row(_GROUP, f"dòng bản chép sai, bỏ ra: {reason}", count, of)
    yield from _poor(readings, ours)
    yield from _each(ours)
    yield from _library(readings, truths, wrong)


def _compared(truth: str, read: str, name: str, wrong: dict[str, dict[int, str]]) -> Agreement:
    return agreement(truth, read, wrong.get(Path(name).stem, {}))


def _text(readings: Readings, name: str) -> str:
    try:
        return "\n".join(document.text for document in readings.documents(name))
    except IngestError:
        return ""


def _shares(label: str, found: dict[str, Agreement], of: str, floors: dict[str, str]) -> Iterator[Row]:
    total = reduce(add, found.values(), Agreement())
    named = {
        "ký tự": total.characters,
        "chữ cái có dấu": total.letters,
        "từ có dấu": total.words,
        "từ có dấu, không kể thứ tự": total.loose,
    }
    for name, share in named.items():
        yield Row(_GROUP, f"{label}{name}: đúng", share.recall, f"{share.truth} trong {of}", floors.get(name, ""))
        yield Row(_GROUP, f"{label}{name}: có trong bản chép", share.precision, f"{share.read} đã đọc")


def _poor(readings: Readings, ours: dict[str, Agreement]) -> Iterator[Row]:
    """Files whose text stays unconverted: each must say so."""
    silent = 0
    for name, found in ours.items():
        if found.loose.recall < _POOR:
            says = any(code in _TELLING for code in _codes(readings, name))
            silent += not says
            said = "có báo" if says else "KHÔNG báo"
            yield Row(_GROUP, f"còn chữ chưa chuyển ({said}): {name}", found.loose.recall, f"{found.loose.truth} từ")
    yield Row(_GROUP, "tệp còn chữ chưa chuyển mà không báo", silent, f"{len(ours)} tệp", "= 0")


def _codes(readings: Readings, name: str) -> list[str]:
    try:
        return [finding.code for document in readings.documents(name) for finding in document.findings]
    except IngestError as error:
        return [error.code, "empty_text"]


def _each(ours: dict[str, Agreement]) -> Iterator[Row]:
    for name, found in sorted(ours.items(), key=lambda item: item[1].words.recall):
        if found.words.recall < 1:
            order = f"không kể thứ tự {found.loose.recall:.4f}, {found.words.truth} từ"
            yield Row(_GROUP, f"từ có dấu, {name}", found.words.recall, order)


def _library(readings: Readings, truths: dict[str, str], wrong: dict[str, dict[int, str]]) -> Iterator[Row]:
    """The same figures of viparse (PyPI, MIT), which reads such files too; it is no part of the installation."""
    load = _viparse()
    if load is None:
        yield Row(_GROUP, "viparse: bỏ qua, chưa cài (pip install 'viparse[office,rtf,pdf]')", 0)
        return
    texts: dict[str, str] = {}
    failed = 0
    for name in truths:
        try:
            texts[name] = load(readings.root / name)
        except Exception as error:  # another library's failure is a figure here
            failed += 1
            print(f"viparse: {name}: {type(error).__name__}", file=sys.stderr)  # noqa: T201
    found = {name: _compared(truth, texts.get(name, ""), name, wrong) for name, truth in truths.items()}
    yield Row(_GROUP, "viparse: tệp không đọc được", failed, f"{len(truths)} tệp")
    yield from _shares("viparse: ", found, f"{len(truths)} tệp", {})


def _viparse() -> Callable[[Path], str] | None:
    try:
        import viparse
    except ImportError:
        return None

    def text_of(path: Path) -> str:
        return "\n".join(str(document.text) for document in viparse.load(str(path)))

    return text_of
