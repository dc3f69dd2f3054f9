"""Number, type, date, issuing body and signer against what was checked by hand on the page.

`checked/facts.tsv` holds a line a file: "-" where the page prints none (a value of ours is then an error), "?" where it
was not judged, "|" between readings that are both right. Checked on pictures of the pages (PDF, scans) and on the plain
words of the first and last lines (the others), never on our output.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.reading.readings import Readings
from eval.reading.rows import Row
from eval.sample.make import make_sample
from eval.sample.truth import KnownFacts
from ingest.errors import IngestError
from ingest.language.normalise import match_key, nfc
from ingest.types import Facts

CHECKED = Path(__file__).parent / "checked" / "facts.tsv"
LABELS = {"number": "số", "kind": "loại", "issued_on": "ngày", "issuer": "cơ quan", "signer": "người ký"}
_COLUMNS = {"number": "number", "kind": "kind", "issued_on": "date", "issuer": "issuer", "signer": "signer"}
_BY_KEY = ("issuer", "signer", "parent_issuer", "place", "title", "signer_post", "urgency")
"""Compared without regard to case and tone placement: printed in capitals, written in sentences."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One fact of one file: "right", "wrong", "missed" (we read none) or "invented" (the page prints none)."""

    file: str
    fact: str
    outcome: str
    read: str = ""
    printed: str = ""


def checked_facts(path: Path = CHECKED) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """File → fact → the readings that are right, () where the page prints none; facts not judged are left out."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {
        row["file"]: {
            fact: () if row[column] == "-" else tuple(row[column].split("|"))
            for fact, column in _COLUMNS.items()
            if row[column] != "?"
        }
        for row in rows
    }


def verdicts_of(file: str, facts: Facts, printed: Mapping[str, tuple[str, ...]]) -> Iterator[Verdict]:
    """A verdict for every judged fact that the page prints or we read."""
    for name, right in printed.items():
        found = getattr(facts, name)
        read = "" if found is None else str(found.value)
        if not read and not right:
            continue
        outcome = "missed" if not read else "invented" if not right else _compared(name, read, right)
        yield Verdict(file, name, outcome, read, " | ".join(right))


def _compared(name: str, read: str, right: tuple[str, ...]) -> str:
    form = match_key if name in _BY_KEY else nfc
    return "right" if form(read) in {form(item) for item in right} else "wrong"


def precision(outcomes: Counter[str]) -> float:
    """Of what was read, the part that is right; 1.0 where nothing was read."""
    read = outcomes["right"] + outcomes["wrong"] + outcomes["invented"]
    return outcomes["right"] / read if read else 1.0


def recall(outcomes: Counter[str]) -> float:
    """Of what is printed, the part that was read rightly; 1.0 where nothing is printed."""
    printed = outcomes["right"] + outcomes["wrong"] + outcomes["missed"]
    return outcomes["right"] / printed if printed else 1.0


def rows(readings: Readings) -> Iterator[Row]:
    """Precision and recall per fact, by folder in detail, every difference; the same on the sample archive."""
    verdicts, files = _judged(readings)
    yield from _figures("dữ kiện", verdicts, f"{files} tệp đã đối chiếu", floors=True)
    for folder in sorted({verdict.file.split("/", 1)[0] for verdict in verdicts}):
        here = [verdict for verdict in verdicts if verdict.file.startswith(f"{folder}/")]
        yield from _figures(f"dữ kiện: {folder}", here, "")
    yield from _differences("dữ kiện: sai khác", verdicts)
    sample = list(_sample(readings))
    yield from _figures("dữ kiện: kho mẫu", sample, "", names=tuple(dict.fromkeys(v.fact for v in sample)))
    yield from _differences("dữ kiện: kho mẫu, sai khác", sample)


def _judged(readings: Readings) -> tuple[list[Verdict], int]:
    verdicts: list[Verdict] = []
    files = 0
    for file, printed in checked_facts().items():
        if not (readings.root / file).is_file():
            continue
        files += 1
        try:
            documents = readings.documents(file)
        except IngestError:
            documents = ()
        verdicts += verdicts_of(file, documents[0].facts if documents else Facts(), printed)
    return verdicts, files


def _figures(
    group: str, verdicts: Iterable[Verdict], of: str, *, floors: bool = False, names: tuple[str, ...] = tuple(LABELS)
) -> Iterator[Row]:
    by_fact: dict[str, Counter[str]] = {name: Counter() for name in names}
    for verdict in verdicts:
        by_fact[verdict.fact][verdict.outcome] += 1
    for name, outcomes in by_fact.items():
        if not outcomes:
            continue
        label, told = LABELS.get(name, name), of or f"{outcomes.total()} chỗ"
        asked = floors and name != "signer"
        wanted = "≥ 0.95" if floors and name in ("number", "issued_on") else ""
        yield Row(group, f"{label}: độ chính xác", precision(outcomes), told, "≥ 0.99" if asked else "")
        yield Row(group, f"{label}: độ phủ", recall(outcomes), told, wanted)


def _differences(group: str, verdicts: Iterable[Verdict]) -> Iterator[Row]:
    for verdict in verdicts:
        if verdict.outcome != "right":
            label = LABELS.get(verdict.fact, verdict.fact)
            said = f"đọc “{verdict.read or 'không'}”, trên trang “{verdict.printed or 'không'}”"
            yield Row(group, f"{verdict.file}: {label}", 1, said)


def _sample(readings: Readings) -> Iterator[Verdict]:
    """The archive that we make ourselves, in six formats: its truth is known exactly."""
    made = Readings(readings.work / "facts-sample", readings.work)
    for known in make_sample(made.root).documents:
        yield from verdicts_of(known.file, made.documents(known.file)[0].facts, _known(known.facts))


def _known(facts: KnownFacts) -> dict[str, tuple[str, ...]]:
    """The source says the day of effect only where one is printed: "kể từ ngày ký" is not judged."""
    names = ("number", "kind", "issuer", "parent_issuer", "place", "issued_on", "effective_on", "title", "signer")
    told = {name: getattr(facts, name) for name in (*names, "signer_post", "urgency", "secrecy")}
    known: dict[str, tuple[str, ...]] = {name: () if v is None else (str(v),) for name, v in told.items()}
    known["title"] += (re.sub(r"^của .*?(?=về )", "", facts.title),)  # the body before the subject is no part of it
    return known if facts.effective_on else {name: value for name, value in known.items() if name != "effective_on"}
