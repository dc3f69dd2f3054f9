import os
import zipfile
from pathlib import Path

import pytest

from ingest import media
from ingest.errors import DamagedDocument, EmptyFile, EncryptedDocument, UnreadableFile, UnsupportedFormat
from ingest.media import content_of, is_candidate, media_type_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.txt", b"%PDF-1.7\n", media.PDF),
        ("a.pdf", b"\n\n%PDF-1.4", media.PDF),
        ("a.doc", b"{\\rtf1 x}", media.RTF),
        ("a.doc", OLE + "WordDocument\0".encode("utf-16-le"), media.DOC),
        ("a.xls", OLE + "Workbook\0".encode("utf-16-le"), media.XLS),
        ("a.doc", b"<html><body>x</body></html>", media.HTML),
        ("a.md", "# Chào".encode(), media.MARKDOWN),
        ("a.txt", "Chào".encode("utf-16"), media.TEXT),
        ("README", b"plain", media.TEXT),
    ],
)
def test_content_decides(name: str, content: bytes, media_type: str) -> None:
    assert media_type_of(Path(name), content) == media_type


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.docx", b"not a zip", DamagedDocument),
        ("a.docx", b"PK\x03\x04rubbish", DamagedDocument),
        ("a.pdf", b"\x00\x01\x02", DamagedDocument),
        ("a.txt", b"\x00\x01\x02binary", UnsupportedFormat),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00", UnsupportedFormat),
        ("a.zip", b"PK\x03\x04", UnsupportedFormat),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedDocument),
        ("a.msi", OLE, UnsupportedFormat),
        ("a.json", b"{}", UnsupportedFormat),
    ],
)
def test_what_is_not_read(tmp_path: Path, name: str, content: bytes, error: type[Exception]) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(error):
        media_type_of(path, content)


def test_zipped_formats(tmp_path: Path) -> None:
    for member, media_type in (("word/document.xml", media.DOCX), ("xl/workbook.xml", media.XLSX)):
        with zipfile.ZipFile(tmp_path / "x", "w") as package:
            package.writestr("[Content_Types].xml", "x")
            package.writestr(member, "x")
        assert media_type_of(tmp_path / "x", (tmp_path / "x").read_bytes()) == media_type


def test_unreadable_and_empty(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        content_of(tmp_path / "none")
    with pytest.raises(UnreadableFile):
        content_of(tmp_path)
    (tmp_path / "e.txt").touch()
    with pytest.raises(EmptyFile):
        content_of(tmp_path / "e.txt")


def test_what_is_no_regular_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.pdf")
    with pytest.raises(UnreadableFile, match="không phải tệp thường"):
        content_of(tmp_path / "a.pdf")


def test_candidates() -> None:
    assert all(is_candidate(Path(name)) for name in ("a.PDF", "b.docx", "c.htm", "d.rtf", "e.ZIP"))
    assert not any(is_candidate(Path(name)) for name in ("a.png", "b.json", ".c.pdf", "~$d.docx", ".~lock.e.odt#", "f"))
