from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from ingest.errors import DamagedDocument
from ingest.formats.docx import blocks_of_docx
from ingest.formats.numbering import numeral
from ingest.formats.package import check_package
from ingest.read import read


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


def test_a_soft_hyphen_in_front_of_a_letter_that_numbers_is_no_letter(tmp_path: Path) -> None:
    document = docx.Document()
    document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:ascii"), ".VnTime")
    for words in ("c) Së;", "u tiªn x·"):
        document.add_paragraph().add_run()._r.append(OxmlElement("w:softHyphen"))
        document.paragraphs[-1].runs[0].add_text(words)
    assert blocks_of_docx(saved(document, tmp_path)) == ["c) Sở;", "ưu tiên xã"]


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


def with_part(path: Path, name: str, change: Callable[[bytes], bytes], to: Path) -> Path:
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(to, "w") as target:
        for member in source.infolist():
            content = source.read(member)
            target.writestr(member, change(content) if member.filename == name else content)
    return to


def test_macro_documents_templates_and_the_strict_variant(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Điều 1. Tên")
    path = saved(document, tmp_path)
    macro = with_part(
        path,
        "[Content_Types].xml",
        lambda content: content.replace(
            b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
            b"vnd.ms-word.document.macroEnabled.main",
        ),
        tmp_path / "a.docm",
    )
    strict = with_part(
        path,
        "word/document.xml",
        lambda content: content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
        tmp_path / "strict.docx",
    )
    assert blocks_of_docx(macro) == blocks_of_docx(strict) == ["Điều 1. Tên"]


def test_tracked_changes_are_accepted(tmp_path: Path) -> None:
    document = docx.Document()
    first = document.add_paragraph("Căn cứ ")
    marks = first._p.get_or_add_pPr()
    marks.append(parse_xml(f"<w:rPr {nsdecls('w')}><w:del/></w:rPr>"))
    document.add_paragraph("Luật")
    table = document.add_table(2, 2)
    for at, text in enumerate(("TT", "Việc", "1", "Bị xóa")):
        table.cell(at // 2, at % 2).text = text
    table.rows[1]._tr.get_or_add_trPr().append(OxmlElement("w:del"))
    assert blocks_of_docx(saved(document, tmp_path)) == ["Căn cứ Luật", "TT | Việc"]


def test_notes_are_numbered_as_printed(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Theo quy định")
    for key in (7, 4):
        paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="{key}"/></w:r>'))
    path = saved(document, tmp_path)
    notes = "".join(
        f'<w:footnote w:id="{key}"><w:p><w:r><w:t>Chú {key}</w:t></w:r></w:p></w:footnote>' for key in (4, 7, 9)
    )
    relation = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" '
        'Target="/word/footnotes.xml"/></Relationships>'
    )
    made = with_part(
        path,
        "word/_rels/document.xml.rels",
        lambda content: content.replace(b"</Relationships>", relation.encode()),
        tmp_path / "b.docx",
    )
    with zipfile.ZipFile(made, "a") as package:
        package.writestr("word/footnotes.xml", f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>")
    assert blocks_of_docx(made) == ["Theo quy định", "[1] Chú 7", "[2] Chú 4"]


def test_alternate_content_formulas_and_symbols(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("a ")
    paragraph._p.append(
        parse_xml(
            f'<mc:AlternateContent {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            "<mc:Choice><w:r><w:t>chọn</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>bỏ</w:t></w:r></mc:Fallback>"
            "</mc:AlternateContent>"
        )
    )
    paragraph._p.append(
        parse_xml(
            '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>=</m:t></m:r><m:f>'
            "<m:num><m:r><m:t>x</m:t></m:r></m:num><m:den><m:r><m:t>y</m:t></m:r></m:den></m:f></m:oMath>"
        )
    )
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'))
    assert blocks_of_docx(saved(document, tmp_path)) == ["a chọn=x/y☑"]


def test_a_cell_stands_under_its_heading(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(2, 4)
    table.cell(0, 1).merge(table.cell(0, 2))
    for column, text in ((0, "TT"), (1, "Kết quả"), (3, "Ghi chú")):
        table.cell(0, column).text = text
    for column, text in enumerate("1ABC"):
        table.cell(1, column).text = text
    assert blocks_of_docx(saved(document, tmp_path)) == ["TT | Kết quả | | Ghi chú", "1 | A | B | C"]


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml"])
def test_entities_are_not_unfolded(tmp_path: Path, part: str) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
    )
    document = docx.Document()
    document.add_paragraph("x")
    bombed = with_part(
        saved(document, tmp_path),
        part,
        lambda content: content.replace(b"?>", b"?>" + bomb.encode() + b"]>", 1),
        tmp_path / "bomb.docx",
    )
    with pytest.raises(DamagedDocument):
        blocks_of_docx(bombed)


def test_deep_nesting_is_damage_not_a_crash(tmp_path: Path) -> None:
    deep = f"<w:document {nsdecls('w')}><w:body>" + "<w:sdt><w:sdtContent>" * 50_000
    made = with_part(
        saved(docx.Document(), tmp_path), "word/document.xml", lambda _: deep.encode(), tmp_path / "d.docx"
    )
    with pytest.raises(DamagedDocument):
        blocks_of_docx(made)


def test_a_secrecy_mark_in_a_header_is_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Tài liệu hội nghị"
    document.sections[0].header.add_paragraph("TỐI MẬT")
    document.sections[0].footer.paragraphs[0].text = "TỐI MẬT"
    document.add_paragraph("KẾ HOẠCH")
    path = saved(document, tmp_path)
    assert blocks_of_docx(path) == ["TỐI MẬT", "KẾ HOẠCH"]
    (read_document,) = read(path)
    assert read_document.facts.secrecy is not None
    assert read_document.facts.secrecy.value == 2
