"""Spellings are ten, of documents and units that they fit; being right means the first passage touches the unit."""

import pytest

from eval.spellings import Asked, Numbered, asked_of, is_right, spellings_of, unit_spellings_of
from ingest.structure.sections import sections_of
from ingest.types import Span

TEXT = "Điều 1. Phạm vi\n1. Trong tỉnh.\n2. Ngoài tỉnh.\na) Gần;\nb) Xa.\nĐiều 2. Hiệu lực\nTừ ngày ký."
DECREE = Numbered("a", "30/2020/NĐ-CP", "nghị định", 2020)
PARTY = Numbered("b", "57-NQ/TW", "nghị quyết", 2024)
TWIN = Numbered("c", "57-NQ/TU", "nghị quyết", 2024)
LETTER = Numbered("d", "1234/BTC-QLN", "công văn", 2019)


@pytest.mark.parametrize("document", [DECREE, PARTY, LETTER])
def test_ten_spellings_that_differ(document):
    found = spellings_of(document)
    assert len(found) == len(set(found)) == 10 and found[0] == document.number


def test_some_spellings():
    assert {"nghị định số 30/2020/NĐ-CP", "30/2020/nd-cp", "NĐ30/2020"} <= set(spellings_of(DECREE))
    assert {"NQ57 TW", "57-nq/tw", "57 - NQ / TW", "nghi quyet so 57/2024"} <= set(spellings_of(PARTY))


def test_ten_ways_to_a_unit():
    sections = sections_of(TEXT)
    deepest = next(at for at, section in enumerate(sections) if section.number == "b")
    found = unit_spellings_of(sections, deepest, DECREE.number)
    assert len(found) == 10
    assert {"điểm b khoản 2 Điều 1 30/2020/NĐ-CP", "diem b khoan 2 dieu 1 30/2020/nd-cp"} <= set(found)


def test_what_a_spelling_fits():
    asked = list(asked_of([DECREE, PARTY, TWIN], lambda document_id: sections_of(TEXT) if document_id == "a" else ()))
    by_question = {each.question: each for each in asked}
    assert by_question["57-NQ/TW"].documents == {"b"}
    assert by_question["Nghị quyết 57 năm 2024"].documents == {"b", "c"}
    units = [each for each in asked if each.span is not None]
    assert len(units) == 30 and all(each.documents == {"a"} for each in units)


def test_annexes_that_count_anew_are_not_asked_for():
    text = TEXT + "\nPHỤ LỤC I\nDANH MỤC\nĐiều 1. Phạm vi khác\n1. Một.\n2. Hai."
    sections = sections_of(text)
    for each in asked_of([DECREE], lambda _: sections, units=50):
        assert each.span is None or not each.question.startswith(("Điều 1 ", "khoản 1 Điều 1 "))


@pytest.mark.parametrize(("first", "right"), [
    (None, False), (("a", Span(0, 5)), False), (("a", Span(8, 12)), True), (("b", Span(8, 12)), False),
])  # fmt: skip
def test_right(first, right):
    assert is_right(Asked("x", frozenset("a"), Span(10, 20)), first) is right
    assert is_right(Asked("x", frozenset("a")), first) is (first is not None and first[0] == "a")
