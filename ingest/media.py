"""What a file is: by its first bytes and content, then by its suffix."""

from __future__ import annotations

import stat
import unicodedata
import zipfile
from pathlib import Path

from ingest.errors import DamagedDocument, EmptyFile, EncryptedDocument, UnreadableFile, UnsupportedFormat
from ingest.language.decoding import looks_binary
from ingest.zipped import BROKEN, opened_zip

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
CSV = "text/csv"
ZIP = "application/zip"

_BY_SUFFIX = {
    ".pdf": PDF, ".docx": DOCX, ".xlsx": XLSX, ".pptx": PPTX, ".doc": DOC, ".xls": XLS, ".ppt": PPT, ".odt": ODT,
    ".rtf": RTF, ".html": HTML, ".htm": HTML, ".xhtml": HTML, ".md": MARKDOWN, ".markdown": MARKDOWN, ".txt": TEXT,
    ".docm": DOCX, ".dotx": DOCX, ".dotm": DOCX, ".dot": DOC, ".xlsm": XLSX, ".pptm": PPTX, ".ppsx": PPTX, ".pps": PPT,
    ".mht": HTML, ".mhtml": HTML, ".csv": CSV, ".tsv": CSV,
}  # fmt: skip

SUPPORTED_SUFFIXES = frozenset(_BY_SUFFIX)
"""Suffixes, in lower case with the dot, of the files that a folder is searched for."""

ARCHIVE_SUFFIXES = frozenset({".zip"})
"""Suffixes of files that hold documents as a folder does."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (("WordDocument", DOC), ("Workbook", XLS), ("Book", XLS), ("PowerPoint Document", PPT))
_ZIP_MEMBERS = (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX))
_ZIPPED = {DOCX: "DOCX", XLSX: "XLSX", PPTX: "PPTX", ODT: "ODT"}
_LOCKS = ("~$", ".~lock", "._")


def is_candidate(path: Path) -> bool:
    """Whether a file met in a folder looks like a document or an archive of documents.

    Hidden and lock files and other types are passed over.
    """
    return path.suffix.lower() in SUPPORTED_SUFFIXES | ARCHIVE_SUFFIXES and not path.name.startswith((".", *_LOCKS))


def may_be_archive(path: Path) -> bool:
    """Whether the name does not speak against an archive of documents; `is_archive` then looks into the file."""
    return path.suffix.lower() not in SUPPORTED_SUFFIXES


def is_archive(path: Path) -> bool:
    """Whether the file is to be unfolded: a ZIP, or called one, that is no document of a zipped format.

    Raises OSError when it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(4)
    if not head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return path.suffix.lower() in ARCHIVE_SUFFIXES
    try:
        _zip_type(path, None)
    except UnsupportedFormat as error:
        return error.media_type == ZIP
    return False


def shown_name(name: str) -> str:
    """A file's name as it may be printed: what would steer a terminal or turn the reading direction becomes "\ufffd".

    >>> shown_name("a\\x1b[2J\\u202etxt.pdf")
    'a\ufffd[2J\ufffdtxt.pdf'
    """
    return "".join("\ufffd" if unicodedata.category(sign) in _UNPRINTABLE else sign for sign in name)


_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def content_of(path: Path) -> bytes:
    """The file's bytes. Raises UnreadableFile, EmptyFile."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            # A pipe or a device would be read for ever.
            raise UnreadableFile(path, "đây là thư mục" if path.is_dir() else "không phải tệp thường")
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
        with opened_zip(path) as package:
            names = package.namelist()
            mimetype = _mimetype_of(package) if "mimetype" in names else ""
    except BROKEN as error:
        if promised in _ZIPPED:
            raise DamagedDocument(path, _ZIPPED[promised]) from error
        raise UnsupportedFormat(path, ZIP) from error
    if mimetype:
        if mimetype == ODT:
            return ODT
        raise UnsupportedFormat(path, mimetype)
    for prefix, media_type in _ZIP_MEMBERS:
        # A folder called "word" that somebody packed has no list of content types.
        if any(name.startswith(prefix) for name in names) and (promised in _ZIPPED or "[Content_Types].xml" in names):
            return media_type
    if promised in _ZIPPED:
        raise DamagedDocument(path, _ZIPPED[promised])
    raise UnsupportedFormat(path, ZIP)


def _mimetype_of(package: zipfile.ZipFile) -> str:
    """What OpenDocument and EPUB files begin with, stored as it is (OpenDocument 1.3, part 2, 3.3); "" for another."""
    info = package.getinfo("mimetype")
    if info.compress_type != zipfile.ZIP_STORED:
        return ""
    with package.open(info) as member:
        return member.read(100).decode("ascii", "replace")


def _text_type(path: Path, content: bytes, promised: str | None) -> str:
    if looks_binary(content) and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnsupportedFormat(path, "application/octet-stream")
    head = content[:2048].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")) or b"<html" in head:
        return HTML
    if promised in (HTML, MARKDOWN, TEXT, CSV):
        return promised
    if promised is not None:
        raise DamagedDocument(path, path.suffix[1:].upper())
    if path.suffix == "":
        return TEXT
    raise UnsupportedFormat(path)
