"""Ways to break a Word file: its ZIP, its parts, and the XML in them."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from random import Random

_ELEMENT = re.compile(rb"<(w:[A-Za-z]+)(?: [^<>]*)?>")
_WHOLE = re.compile(rb"<(w:(?:p|r|tr|tc|tbl|t))(?: [^<>]*)?>.*?</\1>", re.DOTALL)
_ATTRIBUTE = re.compile(rb'(w:[A-Za-z]+)="([^"]*)"')
_TEXT = re.compile(rb"(?<=>)[^<>]+(?=</w:t>)")
_TAGS = (b"w:p", b"w:tbl", b"w:tc", b"w:tr", b"w:r", b"w:sdt", b"w:txbxContent", b"w:ins", b"w:del", b"w:hyperlink")
_VALUES = (b"-1", b"0", b"99999999999", b"", b"NaN", b"x" * 100_000, "ệ".encode() * 1000, b"&#65;", b"true")
_ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "' + b"b" * 1000 + b'">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + at, b"&%c;" % (97 + at) * 10) for at in range(8)) + b"]>",
    b'<!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/hostname">]>',
    b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
)  # fmt: skip

Change = Callable[[bytes, Random], bytes]


def _parts(content: bytes) -> list[tuple[str, bytes]] | None:
    """The package's parts; None where an earlier way has broken the ZIP."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return [(name, package.read(name)) for name in package.namelist()]
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError, RuntimeError, KeyError):
        return None


def _packed(parts: Sequence[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, data in parts:
            # Written by its own record, so that a name may come twice without a warning.
            package.NameToInfo.pop(name, None)
            package.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _in_a_part(change: Change) -> Change:
    """`change` done to a part's XML: mostly the text's own."""

    def way(content: bytes, random: Random) -> bytes:
        parts = _parts(content)
        if not parts:
            return content
        main = [at for at, (name, _) in enumerate(parts) if name == "word/document.xml"]
        at = random.choice(main) if main and random.random() < 0.7 else random.randrange(len(parts))
        name, data = parts[at]
        parts[at] = name, change(data, random)
        return _packed(parts)

    return way


def _replaced(
    data: bytes, random: Random, pattern: re.Pattern[bytes], new: Callable[[re.Match[bytes]], bytes]
) -> bytes:
    found = list(pattern.finditer(data))
    for match in sorted(random.sample(found, min(len(found), random.choice((1, 3, 20)))), key=lambda m: -m.start()):
        data = data[: match.start()] + new(match) + data[match.end() :]
    return data


def tags(data: bytes, random: Random) -> bytes:
    """Elements are others, in one tag only or all through."""
    one, other = random.choice(_TAGS), random.choice(_TAGS)
    if random.random() < 0.5:
        return re.sub(rb"(</?)" + one + rb"(?=[ >/])", lambda match: match[1] + other, data)
    return _replaced(data, random, _ELEMENT, lambda match: match[0].replace(match[1], other))


def doubled(data: bytes, random: Random) -> bytes:
    """Elements stand there many times over, or in themselves."""
    return _replaced(data, random, _WHOLE, lambda match: match[0] * random.choice((0, 2, 300)))


def nested(data: bytes, random: Random) -> bytes:
    """A table in a table in a table, or any element in itself."""
    depth = random.choice((5, 250, 3000))
    opening, closing = random.choice(
        (
            (b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>"),
            (b"<w:sdt><w:sdtContent>", b"</w:sdtContent></w:sdt>"),
            (b"<w:r>", b"</w:r>"),
            (b"<w:p>", b"</w:p>"),
        )
    )
    found = list(_WHOLE.finditer(data))
    if not found:
        return data
    match = random.choice(found)
    return data[: match.start()] + opening * depth + match[0] + closing * depth + data[match.end() :]


def attributes(data: bytes, random: Random) -> bytes:
    """Attributes are extreme: huge, negative, no numbers."""
    return _replaced(data, random, _ATTRIBUTE, lambda match: match[1] + b'="' + random.choice(_VALUES) + b'"')


def letters(data: bytes, random: Random) -> bytes:
    """Text has letters that XML does not know, entities that nobody declared, or a million letters."""
    other = (b"\x00\x0b", b"&nope;", b"&#x110000;", b"\xff\xfe\xfa", b"a" * 1_000_000, b"]]>", b"<!--", b"&#8238;")
    return _replaced(data, random, _TEXT, lambda _: random.choice(other))


def declared(data: bytes, random: Random) -> bytes:
    """Entities are declared: a bomb, a file, an address."""
    at = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
    used = _replaced(data[at:], random, _TEXT, lambda _: random.choice((b"&i;", b"&h;")))
    return data[:at] + random.choice(_ENTITIES) + used


def encodings(data: bytes, random: Random) -> bytes:
    """The part says one encoding and is in another."""
    other = random.choice((b"UTF-16", b"windows-1258", b"EBCDIC-CP-US", b"nonsense"))
    data = re.sub(rb'encoding="[^"]*"', b'encoding="' + other + b'"', data)
    return data.decode("utf-8", "replace").encode("utf-16") if random.random() < 0.3 else data


def parts(content: bytes, random: Random) -> bytes:
    """Parts are missing, named otherwise, there twice, or full of nothing."""
    found = _parts(content)
    if not found:
        return content
    at = random.randrange(len(found))
    name, data = found[at]
    others = ("../../../x", "word/document.xml", "/" + name, name.upper(), "a" * 300, "[Content_Types].xml")
    match random.randrange(4):
        case 0:
            del found[at]
        case 1:
            found[at] = random.choice(others), data
        case 2:
            found.append((random.choice(others), data))
        case _:
            found[at] = name, b" " * (random.choice((0, 1, 30)) * 1024 * 1024)
    return _packed(found)


def relations(content: bytes, random: Random) -> bytes:
    """What belongs to what is told wrongly."""
    found = _parts(content)
    if not found:
        return content
    targets = (b"../word/document.xml", b"nowhere.xml", b"", b"file:///etc/hostname", b"http://127.0.0.1:9/x")
    changed = [
        (name, re.sub(rb'Target="[^"]*"', lambda _: b'Target="' + random.choice(targets) + b'"', data, count=3))
        if name.endswith(".rels")
        else (name, data)
        for name, data in found
    ]
    return _packed(changed)


WAYS: Sequence[Change] = (
    *map(_in_a_part, (tags, doubled, nested, attributes, letters, declared, encodings)), parts, relations
)  # fmt: skip
