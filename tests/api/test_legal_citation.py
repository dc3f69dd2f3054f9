"""Citations as an office writes them, and entries of a bibliography that nothing in a masthead can break."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.legal_citation import bibliography, cited, document_cited, place_cited
from index.types import DocumentEntry

ENTRY = DocumentEntry(
    "d-0", "nghi-quyet/57.pdf", "application/pdf", "57-NQ/TW", "nghị quyết", "Bộ Chính trị", dt.date(2024, 12, 22),
    "Về đột phá phát triển", 9, 1, 0, 0, None,
)  # fmt: skip
BARE = replace(ENTRY, number=None, kind=None, issuer=None, issued_on=None, title=None)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển"),
        ({"title": None}, "Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị"),
        ({"issuer": None, "issued_on": None}, "Nghị quyết số 57-NQ/TW về đột phá phát triển"),
        ({"title": "VỀ ĐỘT PHÁ"}, "Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị VỀ ĐỘT PHÁ"),
        (
            {"title": "Hà Nội đến năm 2030."},
            "Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị Hà Nội đến năm 2030",
        ),
        (
            {"kind": "luật", "number": "18/2003/QH11", "issuer": "Quốc hội", "title": "Hợp tác xã"},
            "Luật Hợp tác xã số 18/2003/QH11 ngày 22/12/2024 của Quốc hội",
        ),
        (
            {"kind": "luật", "number": None, "issuer": None, "issued_on": None, "title": "LUẬT ĐẤT ĐAI"},
            "LUẬT ĐẤT ĐAI",
        ),
        ({"kind": None}, "Văn bản số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển"),
        ({"kind": None, "number": None}, "“Về đột phá phát triển” ngày 22/12/2024 của Bộ Chính trị"),
    ],
)
def test_a_document_is_cited_by_what_its_masthead_says(changes, words):
    assert document_cited(replace(ENTRY, **changes)) == words


def test_a_document_without_anything_is_cited_by_its_file():
    assert cited(BARE, "đoạn 3", ()) == "57.pdf, đoạn 3"


def test_the_place_and_its_pages_follow():
    assert cited(ENTRY, "điểm a khoản 2 Điều 5", (3,)).endswith("phát triển, điểm a khoản 2 Điều 5, tr. 3")
    assert place_cited("Điều 5", (3, 4, 5)) == "Điều 5, tr. 3–5"


def test_a_bibliography_has_an_entry_a_document_under_names_of_their_own():
    twin = replace(ENTRY, id="d-1")
    made = bibliography({"d-0": (ENTRY, ["Điều 1", "Điều 1", "Điều 2, tr. 4"]), "d-1": (twin, [])})
    assert re.findall(r"^@misc\{(.*),$", made, re.MULTILINE) == [
        "nghi-quyet-57-NQ-TW-2024",
        "nghi-quyet-57-NQ-TW-2024-2",
    ]
    assert "  note = {Điều 1; Điều 2, tr. 4},\n" in made and "  date = {2024-12-22},\n" in made
    assert "  author = {{Bộ Chính trị}},\n" in made and made.count("note") == 1
    assert bibliography({}) == ""


ANY = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)


@given(ANY, ANY, ANY, ANY)
def test_no_words_of_a_document_break_an_entry(title, number, issuer, place):
    entry = replace(ENTRY, title=title, number=number, issuer=issuer, file=title or "a.pdf")
    made = bibliography({"d-0": (entry, [place])})
    bare = re.sub(r"\\.", "", made.replace("\\textbackslash{}", "").replace("\\text", ""))
    assert bare.count("{") == bare.count("}")
    assert re.fullmatch(r"@misc\{[A-Za-z0-9-]+,\n(  \w+ = \{.*\},\n)+\}\n", made)
    assert "\n" not in document_cited(replace(entry, number="1", issuer="x"))
