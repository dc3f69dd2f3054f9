"""Mentions of other documents, and what is done to them, against documents whose mentions were all listed by hand.

`checked/references.tsv` holds every mention of a document, in reading order: its number, or the name of a law that is
named without one, and the relation, "-" for a mere mention. Own numbers and "Nghị quyết này" are none; a quy chế or a
plan without a number is none.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from eval.reading.readings import Readings
from eval.reading.rows import Row
from eval.sample.make import make_sample
from eval.sample.truth import KnownDocument
from ingest.errors import IngestError
from ingest.language.normalise import match_key
from ingest.language.numbers import number_key
from ingest.types import Reference, Relation

CHECKED = Path(__file__).parent / "checked" / "references.tsv"
_GROUP = "dẫn chiếu"
Told = tuple[str, str]
"""Key of the target, and the relation or "-"."""


def checked_references(path: Path = CHECKED) -> dict[str, list[Told]]:
    """File → its mentions in reading order."""
    found: dict[str, list[Told]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            found.setdefault(row["file"], []).append((_key(row["target"]), row["relation"]))
    return found


def told_of(references: Sequence[Reference]) -> list[Told]:
    """What we read, in the same form."""
    return [(_key(r.target.number or r.target.kind or ""), r.relation or "-") for r in references]


def _key(target: str) -> str:
    return number_key(target) if any(sign.isdigit() for sign in target[:8]) else match_key(target)


def counted(read: Sequence[Told], printed: Sequence[Told]) -> tuple[Counter[str], list[str]]:
    """Outcomes of one document, its mentions aligned in order, and each difference in words."""
    counts: Counter[str] = Counter()
    differences: list[str] = []
    aligned = SequenceMatcher(None, [key for key, _ in read], [key for key, _ in printed], autojunk=False)
    for kind, a, b, c, d in aligned.get_opcodes():
        if kind != "equal":
            counts["invented"] += b - a
            counts["missed"] += d - c
            counts["relations invented"] += sum(relation != "-" for _, relation in read[a:b])
            counts["relations missed"] += sum(relation != "-" for _, relation in printed[c:d])
            differences += [f"thừa {key}" for key, _ in read[a:b]] + [f"thiếu {key}" for key, _ in printed[c:d]]
            continue
        for (key, ours), (_, theirs) in zip(read[a:b], printed[c:d], strict=True):
            counts["right"] += 1
            counts["relations right"] += ours == theirs != "-"
            counts["relations invented"] += ours not in ("-", theirs)
            counts["relations missed"] += theirs not in ("-", ours)
            differences += [f"{key}: đọc “{ours}”, đúng là “{theirs}”"] if ours != theirs else []
    return counts, differences


def rows(readings: Readings) -> Iterator[Row]:
    """Precision and recall of mentions and of relations, every difference; the relations of the sample archive."""
    total: Counter[str] = Counter()
    shown: list[Row] = []
    files = 0
    for file, printed in checked_references().items():
        if not (readings.root / file).is_file():
            continue
        files += 1
        try:
            read = told_of(readings.documents(file)[0].references)
        except IngestError:
            read = []
        counts, differences = counted(read, printed)
        total += counts
        shown += [Row(f"{_GROUP}: sai khác", f"{file}: {difference}", 1) for difference in differences]
    yield from _figures(_GROUP, "lần nhắc", total, "", f"{files} tệp đã đối chiếu")
    yield from _figures(_GROUP, "quan hệ", total, "relations ", f"{files} tệp đã đối chiếu")
    yield from shown
    yield from _sample(readings)


def _figures(group: str, label: str, counts: Counter[str], prefix: str, of: str) -> Iterator[Row]:
    right, invented, missed = (counts[prefix + name] for name in ("right", "invented", "missed"))
    yield Row(group, f"{label}: độ chính xác", right / (right + invented) if right + invented else 1.0, of)
    yield Row(group, f"{label}: độ phủ", right / (right + missed) if right + missed else 1.0, of)


def _sample(readings: Readings) -> Iterator[Row]:
    """Relations to numbered documents in the archive that we make: each counts once a document."""
    made = Readings(readings.work / "references-sample", readings.work)
    counts: Counter[str] = Counter()
    shown: list[Row] = []
    for known in make_sample(made.root).documents:
        numbered = [r for r in made.documents(known.file)[0].references if r.target.number is not None]
        read = {told for told in told_of(numbered) if told[1] != "-"}
        printed = _known(known)
        counts["right"] += len(read & printed)
        counts["invented"] += len(read - printed)
        counts["missed"] += len(printed - read)
        for word, differences in (("thừa", read - printed), ("thiếu", printed - read)):
            shown += [Row(f"{_GROUP}: kho mẫu", f"{known.file}: {word} {r} {key}", 1) for key, r in sorted(differences)]
    yield from _figures(f"{_GROUP}: kho mẫu", "quan hệ", counts, "", f"{counts['right'] + counts['missed']} quan hệ")
    yield from shown


def _known(document: KnownDocument) -> set[Told]:
    relations = [known for known in document.relations if known.relation is not Relation.KEM_THEO]
    return {(_key(known.target), str(known.relation)) for known in relations}
