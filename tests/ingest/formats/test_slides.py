import zipfile
from pathlib import Path

import pytest

from ingest.errors import DamagedDocument
from ingest.formats.slides import blocks_of_slides

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
        ("presentation", "presentation"),
    )
)  # fmt: skip


def slides(folder: Path, body: str, styles: str = "") -> Path:
    path = folder / "a.odp"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("content.xml", f"<office:x {NAMES}>{styles}<draw:page>{body}</draw:page></office:x>")
        package.writestr("styles.xml", f"<office:x {NAMES}/>")
    return path


def test_boxes_lists_tables_and_fonts(tmp_path: Path) -> None:
    styles = (
        '<style:style style:family="text" style:name="T1" style:parent-style-name="T0"/>'
        '<style:style style:family="text" style:name="T0"><style:text-properties style:font-name="VNI-Times"/>'
        "</style:style>"
    )
    body = (
        '<draw:frame><draw:text-box><text:p><text:span text:style-name="T1">LUAÄT ÑAÁT</text:span>'
        "<text:s/>ĐAI<text:line-break/>hai</text:p><text:list><text:list-item><text:p>một</text:p></text:list-item>"
        "</text:list></draw:text-box></draw:frame>"
        '<draw:frame presentation:class="page-number"><draw:text-box><text:p>7</text:p></draw:text-box></draw:frame>'
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell>"
        "<text:p>b</text:p></table:table-cell></table:table-row></table:table>"
        "<presentation:notes><text:p>ghi chú riêng</text:p></presentation:notes>"
    )
    assert blocks_of_slides(slides(tmp_path, body, styles)) == ["LUẬT ĐẤT ĐAI", "hai", "một", "a | b"]


def test_damaged(tmp_path: Path) -> None:
    path = slides(tmp_path, "<text:p>")
    with pytest.raises(DamagedDocument):
        blocks_of_slides(path)
