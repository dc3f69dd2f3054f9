"""The checks of a reading find each kind of fault, and none in a sound one."""

from __future__ import annotations

import pytest

from eval.reading.soundness import faults_of
from ingest.types import Box, Document, Finding, Page, PageSource, Span, Word

TEXT = "Điều 1. Tên"
BOX = Box(10, 10, 40, 24)


def page(start: int, end: int, *words: Word, number: int = 1) -> Page:
    return Page(number, Span(start, end), PageSource("text"), 595, 842, words)


def document(*pages: Page, text: str = TEXT, findings: tuple[Finding, ...] = ()) -> Document:
    return Document("0-0", text, "application/pdf", pages=pages, findings=findings)


def test_a_sound_reading_has_no_faults() -> None:
    pages = page(0, 5, Word(BOX, Span(0, 4)), Word(BOX, None)), page(5, 11, Word(BOX, Span(5, 7)), number=2)
    assert list(faults_of(document(*pages))) == []
    assert list(faults_of(document(text=""))) == []


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (document(text="Die\u0302u"), "NFC"),
        (document(page(0, 5)), "cover"),
        (document(page(0, 5), page(6, 11, number=2)), "tile"),
        (document(page(0, 11, Word(BOX, Span(0, 7)))), "gives"),
        (document(page(0, 5, Word(BOX, Span(5, 7))), page(5, 11, number=2)), "another page"),
        (document(page(0, 11, Word(Box(40, 10, 10, 24), None))), "inside out"),
        (document(page(0, 11, Word(Box(-20, 10, 10, 24), None))), "beside"),
        (document(page(0, 11, Word(Box(10, 830, 40, 900), None))), "below"),
        (document(findings=(Finding("x", "x", Span(3, 99)),)), "behind"),
    ],
)
def test_each_fault_is_found(broken: Document, fault: str) -> None:
    assert any(fault in found for found in faults_of(broken))
