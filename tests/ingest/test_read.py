from __future__ import annotations

import hashlib
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from ingest.errors import EmptyFile, ToolMissing, UnsupportedFormat
from ingest.formats.fakes import FakeOcr, FakeOffice
from ingest.formats.office import LibreOffice
from ingest.read import READER_VERSION, is_candidate, read

TEXT = "QUYẾT ĐỊNH\n\nĐiều 1. Tên gọi\n\n1. Khoản một."


def test_a_document_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    (document,) = read(path)
    assert document.text == "QUYẾT ĐỊNH\nĐiều 1. Tên gọi\n1. Khoản một."
    assert document.file_id == hashlib.sha256(path.read_bytes()).hexdigest()
    assert document.id.endswith("-0")
    assert document.pages == ()
    assert read(path) == (document,)
    assert READER_VERSION


def test_the_same_words_in_three_formats(tmp_path: Path, make_pdf) -> None:
    (tmp_path / "a.md").write_text("# QUYẾT ĐỊNH\n\n**Điều 1.** Tên gọi\n\n1. Khoản một.", encoding="utf-8")
    (tmp_path / "a.html").write_text(
        "<html><meta charset=utf-8><p>QUYẾT ĐỊNH</p><p>Điều 1. Tên gọi</p><p>1. Khoản một.</p>", encoding="utf-8"
    )
    pdf = make_pdf([(250, 100, "QUYẾT ĐỊNH"), (90, 130, "Điều 1. Tên gọi"), (90, 150, "1. Khoản một.")])
    assert len({read(path)[0].text for path in (tmp_path / "a.md", tmp_path / "a.html", pdf)}) == 1


def test_old_encodings_without_fonts_are_turned_and_said(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("§iÒu 1. Ph¹m vi ®iÒu chØnh cña NghÞ ®Þnh\nSè: 5", encoding="utf-8")
    (document,) = read(path)
    assert document.text == "Điều 1. Phạm vi điều chỉnh của Nghị định\nSố: 5"
    assert next(finding.code for finding in document.findings) == "legacy_encoding"


def test_office_formats_go_through_the_converter(tmp_path: Path) -> None:
    import docx

    made = docx.Document()
    made.add_paragraph("Điều 1. Từ bản cũ")
    made.save(str(tmp_path / "made.docx"))
    (tmp_path / "a.rtf").write_bytes(b"{\\rtf1 x}")
    assert read(tmp_path / "a.rtf", office=FakeOffice(tmp_path / "made.docx"))[0].text == "Điều 1. Từ bản cũ"
    with pytest.raises(ToolMissing):
        read(tmp_path / "a.rtf", office=LibreOffice(program="no-such-program"))


def test_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "e.pdf").touch()
    with pytest.raises(EmptyFile):
        read(tmp_path / "e.pdf")
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    with pytest.raises(UnsupportedFormat):
        read(tmp_path / "a.png")


def test_nothing_in_it_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(" \n \n")
    assert "empty_text" in {finding.code for finding in read(tmp_path / "a.txt")[0].findings}


def test_importing_the_door_loads_no_library() -> None:
    heavy = "{'pypdfium2', 'docx', 'lxml', 'openpyxl', 'PIL', 'numpy'}"
    code = f"import sys, ingest.read; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.data
@pytest.mark.parametrize("folder", ["party", "html", "pdf", "word"])
def test_real_documents_keep_the_invariants(documents: Path, folder: str) -> None:
    paths = sorted(path for path in (documents / folder).iterdir() if is_candidate(path) and path.suffix != ".doc")
    for path in paths[::4]:
        (document,) = read(path, ocr=FakeOcr())
        lines = document.text.split("\n")
        assert len(lines) > 5, path.name
        assert all(line == " ".join(line.split()) and line for line in lines), path.name
        pages = document.pages
        if pages:
            assert pages[0].span.start == 0 and pages[-1].span.end == len(document.text)
            assert all(a.span.end == b.span.start for a, b in pairwise(pages))
        assert "legacy_encoding" not in {finding.code for finding in document.findings}
