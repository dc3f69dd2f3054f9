"""Files made to harm a reader. Every function writes one into `folder` and gives its path."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

_GIB = 2**30
_MIB = 2**20
_ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
_DOCTYPE = f'<!DOCTYPE x [<!ENTITY e0 "Vanban">{_ENTITIES}]>'
"""e11 stands for 10^11 words (the "billion laughs")."""
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def text(folder: Path, name: str, content: str) -> Path:
    """A text file of any name."""
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


# DOCX and HTML --------------------------------------------------------------------------------------------------------


def docx_bomb(folder: Path) -> Path:
    """A document whose only part unfolds to 1 GiB."""
    return _docx(folder / "bomb.docx", None)


def docx_entities(folder: Path) -> Path:
    """A document of entities that name entities."""
    body = f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>&e11;</w:t></w:r></w:p></w:body></w:document>'
    return _docx(folder / "entities.docx", f'<?xml version="1.0"?>{_DOCTYPE}{body}')


def html_entities(folder: Path) -> Path:
    """The same in a web page, which has no entities of its own."""
    return text(folder, "entities.html", f"{_DOCTYPE}<html><body><p>Điều 1. &e11;</p></body></html>")


def _docx(path: Path, document: str | None) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _RELATIONS)
        if document is not None:
            package.writestr("word/document.xml", document)
        else:
            _write_gib(package, "word/document.xml")
    return path


# ZIP ------------------------------------------------------------------------------------------------------------------


def zip_bomb(folder: Path) -> Path:
    """One member of 1 GiB in 5 MiB."""
    path = folder / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        _write_gib(package, "a.txt")
    return path


def zip_nested(folder: Path) -> Path:
    """Five layers of sixteen archives each: a million files of 10 MiB."""
    content = _zipped({"a.txt": bytes(10 * _MIB)})
    for _ in range(5):
        content = _zipped({f"{n}.zip": content for n in range(16)})
    (folder / "nested.zip").write_bytes(content)
    return folder / "nested.zip"


def zip_overlapping(folder: Path) -> Path:
    """A thousand entries that share the bytes of one (after D. Fifield, "A better zip bomb", 2019)."""
    content = _zipped({"a.txt": bytes(_MIB)})
    at, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    directory, tail = content[at:end] * 1000, bytearray(content[end:])
    struct.pack_into("<HHI", tail, 8, 1000, 1000, len(directory))
    (folder / "overlapping.zip").write_bytes(content[:at] + directory + tail)
    return folder / "overlapping.zip"


def zip_leading_out(folder: Path) -> Path:
    """Members that would be written elsewhere, or that are links."""
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(folder / "out.zip", "w") as package:
        for name in ("../a.txt", "/tmp/b.txt", "C:\\c.txt", link):
            package.writestr(name, "/etc/passwd")
    return folder / "out.zip"


def _write_gib(package: zipfile.ZipFile, name: str) -> None:
    with package.open(name, "w") as part:
        for _ in range(_GIB // _MIB):
            part.write(b" " * _MIB)


def _zipped(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return made.getvalue()


# PDF ------------------------------------------------------------------------------------------------------------------


def pdf_of_pages(folder: Path, pages: int = 20_000) -> Path:
    """So many pages, all of one line of text."""
    first = 5
    kids = " ".join(f"{first + n} 0 R" for n in range(pages))
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << /Font << /F 4 0 R >> >> >>"
    )
    objects = [*_catalog(f"[{kids}]", pages), _stream(b"BT /F 12 Tf 72 700 Td (Page of many) Tj ET"), _FONT]
    return _pdf(folder / "pages.pdf", [*objects, *[page] * pages])


def pdf_long_content(folder: Path) -> Path:
    """A page whose content is 1 GiB of drawing, deflated to 1 MiB."""
    return _one_page(folder / "content.pdf", _deflated(b"1 0 0 1 0 0 cm 0 0 m 9 9 l S   ", _GIB))


def pdf_huge_image(folder: Path) -> Path:
    """A page that shows an image of 32,768 by 32,768 grey points, deflated to 1 MiB."""
    image = b"/Type /XObject /Subtype /Image /Width 32768 /Height 32768 /ColorSpace /DeviceGray /BitsPerComponent 8 "
    drawing = _stream(b"q 595 0 0 842 0 0 cm /I Do Q")
    return _one_page(folder / "image.pdf", drawing, _deflated(bytes(32), _GIB, image))


def pdf_truncated(folder: Path) -> Path:
    """The first half of a file of ten pages."""
    path = pdf_of_pages(folder, 10)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    return path


def pdf_encrypted(folder: Path) -> Path:
    """A file that opens with a password only."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(pdf_of_pages(folder, 1)))
    writer.encrypt("mat-khau", algorithm="AES-256")
    writer.write(folder / "encrypted.pdf")
    return folder / "encrypted.pdf"


def pdf_without_pages(folder: Path) -> Path:
    """A sound file of no pages."""
    return _pdf(folder / "none.pdf", _catalog("[]", 0))


_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R "
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def _one_page(path: Path, content: bytes, image: bytes = b"<< >>") -> Path:
    page = _PAGE + b"/Resources << /Font << /F 4 0 R >> /XObject << /I 6 0 R >> >> >>"
    return _pdf(path, [*_catalog("[5 0 R]", 1), content, _FONT, page, image])


def _catalog(kids: str, pages: int) -> list[bytes]:
    return [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids {kids} /Count {pages} >>".encode()]


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< %b/Length %d >>\nstream\n%b\nendstream" % (entries, len(data), data)


def _deflated(pattern: bytes, size: int, entries: bytes = b"") -> bytes:
    """The pattern up to `size` bytes. Blocks flushed whole may be repeated (RFC 1951): no need to pack all."""
    block = pattern * (_MIB // len(pattern))
    packer = zlib.compressobj(9)
    first = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    check = 1
    for _ in range(size // len(block)):
        check = zlib.adler32(block, check)
    ending = b"\x03\x00" + check.to_bytes(4, "big")
    return _stream(first + again * (size // len(block) - 1) + ending, entries + b"/Filter /FlateDecode ")


def _pdf(path: Path, objects: list[bytes]) -> Path:
    """A file of these objects, numbered from 1, with its table (ISO 32000-1, 7.5)."""
    with path.open("wb") as file:
        places = []
        file.write(b"%PDF-1.7\n")
        for number, body in enumerate(objects, start=1):
            places.append(file.tell())
            file.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        table = file.tell()
        file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
        file.writelines(b"%010d 00000 n \n" % place for place in places)
        file.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table))
    return path
