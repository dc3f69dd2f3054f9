"""The bench's harmful files are what they claim to be, and its judgement of an outcome can fail."""

import zipfile
from pathlib import Path

import pytest

from eval.reading import harmful
from eval.reading.faults import CASES, MEMORY_MIB, Case, is_held, outcome_of
from ingest.errors import DamagedDocument, ReaderCrashed, ReadingTimedOut
from ingest.fakes import read_or_fail
from ingest.workers import Outcome

CASE = Case("a", lambda folder: harmful.text(folder, "a.txt", "!ours"), ("damaged_document",), read_or_fail, 10)
HELD = Outcome(Path("a"), error=DamagedDocument(Path("a"), "PDF"), seconds=1, peak_mib=50)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, True),
        ({"error": ReaderCrashed(Path("a"), "SIGSEGV")}, False),
        ({"error": ReadingTimedOut(Path("a"), 10)}, False),
        ({"error": None}, False),
        ({"seconds": 100}, False),
        ({"peak_mib": MEMORY_MIB * 2}, False),
    ],
)
def test_an_outcome_is_judged(changed, expected):
    kept = {"error": HELD.error, "seconds": HELD.seconds, "peak_mib": HELD.peak_mib} | changed
    assert is_held(CASE, Outcome(Path("a"), **kept)) == expected


def test_a_case_goes_through_a_real_worker(tmp_path):
    outcome = outcome_of(CASE, tmp_path)
    assert is_held(CASE, outcome) and outcome.peak_mib > 5
    assert list(tmp_path.iterdir()) == []


def test_no_label_twice():
    assert len({case.label for case in CASES}) == len(CASES)


def test_pdfs_are_what_they_claim(tmp_path):
    from pypdf import PdfReader

    assert len(PdfReader(harmful.pdf_of_pages(tmp_path, 30)).pages) == 30
    assert len(PdfReader(harmful.pdf_without_pages(tmp_path)).pages) == 0
    assert PdfReader(harmful.pdf_encrypted(tmp_path)).is_encrypted
    content = harmful.pdf_huge_image(tmp_path).read_bytes()
    assert len(content) < 5 * 2**20 and b"/Width 32768" in content


def test_a_deflated_stream_unfolds_to_what_it_claims():
    import zlib

    packed = harmful._deflated(b"0 0 m 9 9 l S   ", 8 * 2**20)
    data = packed[packed.index(b"stream\n") + 7 : packed.rindex(b"\nendstream")]
    assert zlib.decompress(data) == b"0 0 m 9 9 l S   " * (8 * 2**20 // 16)


def test_archives_are_what_they_claim(tmp_path):
    with zipfile.ZipFile(harmful.zip_overlapping(tmp_path)) as package:
        assert len(package.infolist()) == 1000
        assert len({info.header_offset for info in package.infolist()}) == 1
    with zipfile.ZipFile(harmful.zip_nested(tmp_path)) as package:
        assert len(package.infolist()) == 16
