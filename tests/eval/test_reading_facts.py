"""The checked lists, and how facts and references are judged against them."""

import datetime as dt
from collections import Counter

import pytest

from eval.reading import facts, references
from eval.reading.facts import Verdict, checked_facts, precision, recall, verdicts_of
from eval.reading.references import checked_references, counted, told_of
from ingest.language.kinds import KINDS
from ingest.types import Fact, Facts, Reference, Relation, Span, Target

AT = Span(0, 1)


def test_the_list_of_facts_is_what_it_says():
    checked = checked_facts()
    assert len(checked) >= 100
    assert len({file.split("/")[0] for file in checked}) >= 7
    for printed in checked.values():
        for date in printed.get("issued_on", ()):
            dt.date.fromisoformat(date)
        assert set(printed.get("kind", ())) <= {*KINDS, "phụ lục"}


def test_the_list_of_references_is_what_it_says():
    checked = checked_references()
    assert len(checked) >= 12
    assert {relation for told in checked.values() for _, relation in told} <= {"-", *Relation}


def test_both_lists_hold_short_facts_and_no_texts():
    for path in (facts.CHECKED, references.CHECKED):
        cells = [cell for line in path.read_text("utf-8").splitlines() for cell in line.split("\t")[1:]]
        assert max(map(len, cells)) < 120


@pytest.mark.parametrize(
    ("read", "right", "outcome"),
    [
        ("57-NQ/TW", ("57-NQ/TW",), "right"),
        ("57-NQ/TW", ("58-NQ/TW", "57-NQ/TW"), "right"),
        ("57-NQ/TW", ("75-NQ/TW",), "wrong"),
        (None, ("57-NQ/TW",), "missed"),
        ("57-NQ/TW", (), "invented"),
    ],
)
def test_outcomes(read, right, outcome):
    found = Facts(number=Fact(read, AT) if read else None)
    assert [verdict.outcome for verdict in verdicts_of("a.md", found, {"number": right})] == [outcome]


def test_what_is_neither_printed_nor_read_is_no_case():
    assert list(verdicts_of("a.md", Facts(), {"number": ()})) == []


def test_names_are_compared_without_case_and_tone_placement():
    found = Facts(issuer=Fact("Ủy ban nhân dân", AT), issued_on=Fact(dt.date(2025, 3, 5), AT))
    printed = {"issuer": ("UỶ BAN NHÂN DÂN",), "issued_on": ("2025-03-05",)}
    assert {verdict.outcome for verdict in verdicts_of("a.md", found, printed)} == {"right"}


def test_precision_counts_what_was_invented_and_recall_what_was_missed():
    outcomes = Counter({"right": 8, "wrong": 1, "invented": 1, "missed": 1})
    assert (precision(outcomes), recall(outcomes)) == (0.8, 0.8)
    assert (precision(Counter()), recall(Counter())) == (1.0, 1.0)


def test_differences_become_rows():
    rows = list(
        facts._differences("g", [Verdict("a.md", "number", "wrong", "1", "2"), Verdict("a.md", "kind", "right")])
    )
    assert [(row.measure, row.of) for row in rows] == [("a.md: số", "đọc “1”, trên trang “2”")]


def test_mentions_are_aligned_in_order():
    read = [("1/qd", "can_cu"), ("2/qd", "-"), ("4/qd", "bai_bo")]
    printed = [("1/qd", "can_cu"), ("2/qd", "thay_the"), ("3/qd", "-")]
    counts, differences = counted(read, printed)
    assert (counts["right"], counts["invented"], counts["missed"]) == (2, 1, 1)
    assert (counts["relations right"], counts["relations invented"], counts["relations missed"]) == (1, 1, 1)
    assert len(differences) == 3


def test_numbers_are_compared_by_key_and_laws_by_name():
    told = told_of(
        [
            Reference(Target(number="57-NQ/TW"), Relation.CAN_CU, AT),
            Reference(Target(kind="Luật Đê điều"), None, AT),
        ]
    )
    assert told == [("57/nq/tw", "can_cu"), ("luật đê điều", "-")]
