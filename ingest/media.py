"""What a file is: by its first bytes and content, then by its suffix."""

from __future__ import annotations

import zipfile
from pathlib import Path

from ingest.errors import DamagedDocument, EmptyFile, EncryptedDocument, UnreadableFile, UnsupportedFormat
from ingest.language.decoding import looks_binary

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
PPT = "application/vnd.ms-powerpoint"
ODT = "application/vnd.oasis.opendocument.text"
RTF = "application/rtf"
HTML = "text/html"
MARKDOWN = "text/markdown"
TEXT = "text/plain"

_BY_SUFFIX = {
    ".pdf": PDF, ".docx": DOCX, ".xlsx": XLSX, ".pptx": PPTX, ".doc": DOC, ".xls": XLS, ".ppt": PPT, ".odt": ODT,
    ".rtf": RTF, ".html": HTML, ".htm": HTML, ".xhtml": HTML, ".md": MARKDOWN, ".markdown": MARKDOWN, ".txt": TEXT,
}  # fmt: skip

SUPPORTED_SUFFIXES = frozenset(_BY_SUFFIX)
"""Suffixes, in lower case with the dot, of the files that a folder is searched for."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (("WordDocument", DOC), ("Workbook", XLS), ("Book", XLS), ("PowerPoint Document", PPT))
_ZIP_MEMBERS = (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX))
_ZIPPED = {DOCX: "DOCX", XLSX: "XLSX", PPTX: "PPTX", ODT: "ODT"}
_LOCKS = ("~$", ".~lock", "._")


def is_candidate(path: Path) -> bool:
    """Whether a file met in a folder looks like a document; hidden and lock files and other types are passed over."""
    name = path.name
    return path.suffix.lower() in SUPPORTED_SUFFIXES and not name.startswith((".", *_LOCKS))


def content_of(path: Path) -> bytes:
    """The file's bytes. Raises UnreadableFile, EmptyFile."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(path, _reason(error)) from error
    if not content:
        raise EmptyFile(path)
    return content


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "không có quyền đọc"
    if isinstance(error, FileNotFoundError):
        return "không tìm thấy tệp"
    return "đây là thư mục" if isinstance(error, IsADirectoryError) else "lỗi đọc đĩa"


def media_type_of(path: Path, content: bytes) -> str:
    """The media type of `content`, not empty; the suffix of `path` decides between kinds of text.

    Raises UnsupportedFormat, EncryptedDocument, and DamagedDocument when the suffix promises what is not there.
    """
    promised = _BY_SUFFIX.get(path.suffix.lower())
    if b"%PDF-" in content[:1024]:
        return PDF
    if content.startswith(_OLE):
        return _ole_type(path, content)
    if content.startswith(b"PK\x03\x04"):
        return _zip_type(path, promised)
    if content.lstrip()[:5] == b"{\\rtf":
        return RTF
    if promised in (PDF, RTF, DOC, XLS, PPT, *_ZIPPED) and looks_binary(content):
        raise DamagedDocument(path, path.suffix[1:].upper())
    return _text_type(path, content, promised)


def _ole_type(path: Path, content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise EncryptedDocument(path)
    for stream, media_type in _OLE_STREAMS:
        if (stream + "\0").encode("utf-16-le") in content:
            return media_type
    raise UnsupportedFormat(path, "application/x-ole-storage")


def _zip_type(path: Path, promised: str | None) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
            mimetype = package.read("mimetype").decode("ascii", "replace") if "mimetype" in names else ""
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError) as error:
        if promised in _ZIPPED:
            raise DamagedDocument(path, _ZIPPED[promised]) from error
        raise UnsupportedFormat(path, "application/zip") from error
    if mimetype == ODT:
        return ODT
    for prefix, media_type in _ZIP_MEMBERS:
        if any(name.startswith(prefix) for name in names):
            return media_type
    if promised in _ZIPPED:
        raise DamagedDocument(path, _ZIPPED[promised])
    raise UnsupportedFormat(path, "application/zip")


def _text_type(path: Path, content: bytes, promised: str | None) -> str:
    if looks_binary(content) and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnsupportedFormat(path, "application/octet-stream")
    head = content[:2048].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")) or b"<html" in head:
        return HTML
    if promised in (HTML, MARKDOWN, TEXT):
        return promised
    if promised is not None:
        raise DamagedDocument(path, path.suffix[1:].upper())
    if path.suffix == "":
        return TEXT
    raise UnsupportedFormat(path)
