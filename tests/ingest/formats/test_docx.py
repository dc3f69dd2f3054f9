from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from ingest.errors import DamagedDocument
from ingest.formats.docx import blocks_of_docx
from ingest.formats.numbering import numeral
from ingest.formats.package import check_package


def saved(document: docx.document.Document, folder: Path) -> Path:
    path = folder / "a.docx"
    document.save(str(path))
    return path


def numbered(document: docx.document.Document, text: str, number: int, level: int = 0) -> None:
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def test_computed_numbers_are_written_out(tmp_path: Path) -> None:
    document = docx.Document()
    root = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate((("decimal", "Điều %1."), ("decimal", "%2."), ("lowerLetter", "%3)")))
    )
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
    for text, level in (("Tên", 0), ("khoản", 1), ("điểm", 2), ("điểm", 2), ("khoản", 1), ("Tên", 0), ("khoản", 1)):
        numbered(document, text, 91, level)
    assert blocks_of_docx(saved(document, tmp_path)) == [
        "Điều 1. Tên", "1. khoản", "a) điểm", "b) điểm", "2. khoản", "Điều 2. Tên", "1. khoản",
    ]  # fmt: skip


def test_numerals() -> None:
    assert [numeral(n, "lowerLetter") for n in (1, 26, 27)] == ["a", "z", "aa"]
    assert [numeral(n, "upperRoman") for n in (4, 9, 40)] == ["IV", "IX", "XL"]


def test_masthead_and_data_tables(tmp_path: Path) -> None:
    document = docx.Document()
    head = document.add_table(2, 2)
    head.cell(0, 0).text, head.cell(0, 1).text = "BỘ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    head.cell(1, 0).text, head.cell(1, 1).text = "Số: 1/QĐ-BNV", "Hà Nội, ngày 01 tháng 6 năm 2026"
    data = document.add_table(2, 3)
    for column, text in enumerate(("TT", "Việc", "Cơ quan")):
        data.cell(0, column).text = text
    data.cell(1, 1).merge(data.cell(1, 2)).text = "Gộp"
    data.cell(1, 0).text = "1"
    assert blocks_of_docx(saved(document, tmp_path)) == [
        "BỘ NỘI VỤ", "Số: 1/QĐ-BNV", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Hà Nội, ngày 01 tháng 6 năm 2026",
        "TT | Việc | Cơ quan", "1 | Gộp",
    ]  # fmt: skip


def test_legacy_fonts_by_run_and_by_style_with_soft_hyphens(tmp_path: Path) -> None:
    document = docx.Document()
    document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:ascii"), ".VnTime")
    paragraph = document.add_paragraph()
    run = paragraph.add_run("ng")
    run._r.append(OxmlElement("w:softHyphen"))
    run.add_text("êi ")
    capitals = paragraph.add_run("viÖt nam")
    capitals.font.name = ".VnTimeH"
    unicode = paragraph.add_run(" Việt")
    unicode.font.name = "Times New Roman"
    assert blocks_of_docx(saved(document, tmp_path)) == ["người VIỆT NAM Việt"]


def test_breaks_deleted_and_hidden_text(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("NGHỊ QUYẾT\nVề việc\nthí điểm")
    hidden = paragraph.add_run(" ẩn")
    hidden.font.hidden = True
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>xóa</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f'<w:ins {nsdecls("w")}><w:r><w:t xml:space="preserve"> thêm</w:t></w:r></w:ins>'))
    assert blocks_of_docx(saved(document, tmp_path)) == ["NGHỊ QUYẾT", "Về việc thí điểm thêm"]


def test_damaged_packages(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"no zip")
    with pytest.raises(DamagedDocument):
        blocks_of_docx(path)
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    with pytest.raises(DamagedDocument):
        blocks_of_docx(path)


def test_a_package_that_would_unfold_too_far_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * 100_000)
    check_package(path, "DOCX")
    with pytest.raises(DamagedDocument):
        check_package(path, "DOCX", limit_bytes=99_999)
