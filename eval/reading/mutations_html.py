"""Ways to break a web page: tags, nesting, attributes, entities, encodings."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

_TAG = re.compile(rb"</?[a-zA-Z][^<>]*>")
_CELL = re.compile(rb"<t[dh](?=[ >])")
_NAMES = (
    b"div", b"p", b"table", b"tr", b"td", b"span", b"b", b"script", b"style", b"select", b"svg", b"math", b"template",
    b"frameset", b"body", b"html", b"head", b"pre", b"textarea", b"title", b"noscript", b"plaintext", b"iframe",
)  # fmt: skip
_ENTITIES = (
    b"&#0;", b"&#x110000;", b"&#xD800;", b"&nope;", b"&amp", b"&" * 1000, b"&#8238;", b"&#99999999999999999999;",
)  # fmt: skip
_CHARSETS = (b"utf-16", b"windows-1258", b"x-user-defined", b"gb18030", b"utf-7", b"nonsense", b"")
_OPENERS = (b"<!--", b"<![CDATA[", b"<script>", b"<style>", b"<textarea>", b"<plaintext>", b"<", b"</", b"<a href='")

Change = Callable[[bytes, Random], bytes]


def _replaced(
    content: bytes, random: Random, pattern: re.Pattern[bytes], new: Callable[[re.Match[bytes]], bytes]
) -> bytes:
    found = list(pattern.finditer(content))
    for match in sorted(random.sample(found, min(len(found), random.choice((1, 5, 50)))), key=lambda m: -m.start()):
        content = content[: match.start()] + new(match) + content[match.end() :]
    return content


def _inserted(content: bytes, random: Random, piece: bytes) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + piece + content[at:]


def tags(content: bytes, random: Random) -> bytes:
    """Tags are gone, doubled, or others."""

    def tag(match: re.Match[bytes]) -> bytes:
        other = random.choice(_NAMES)
        return random.choice((b"", match[0] * 2, b"<" + other + b">", b"</" + other + b">"))

    return _replaced(content, random, _TAG, tag)


def nested(content: bytes, random: Random) -> bytes:
    """Elements in elements, thousands deep, not closed."""
    name = random.choice(_NAMES)
    opening = b"<table><tr><td>" if name == b"table" else b"<" + name + b">"
    return _inserted(content, random, opening * random.choice((10, 500, 20_000)))


def attributes(content: bytes, random: Random) -> bytes:
    """Cells span a million columns; attributes go on without end."""
    spans = (b"1000000000", b"-5", b"0", b"1e9", b"99999999999999999999", b"x", b"65535")
    kind = random.choice((b"colspan", b"rowspan"))
    content = _replaced(content, random, _CELL, lambda match: match[0] + b' %s="%s"' % (kind, random.choice(spans)))
    if random.random() < 0.3:
        content = _inserted(content, random, b"<p " + b'a="%s" ' % (b"x" * 100) * random.choice((1, 5000)) + b">")
    return content


def entities(content: bytes, random: Random) -> bytes:
    """Signs that no one can write: null, surrogates, numbers beyond Unicode."""
    for _ in range(random.choice((1, 20))):
        content = _inserted(content, random, random.choice(_ENTITIES))
    return content


def encodings(content: bytes, random: Random) -> bytes:
    """The page says one encoding and is in another."""
    text = content.decode("utf-8", "replace")
    content = text.encode(random.choice(("utf-8", "utf-16", "utf-16-be", "utf-32", "cp1258")), "replace")
    return random.choice((b"", b"\xff\xfe", b"\xef\xbb\xbf", b"\x00" * 10)) + content


def unclosed(content: bytes, random: Random) -> bytes:
    """A comment, a script or a quote that does not end."""
    return _inserted(content, random, random.choice(_OPENERS))


def mislabelled(content: bytes, random: Random) -> bytes:
    """Another character set is announced in the head."""
    return b'<html><head><meta charset="' + random.choice(_CHARSETS) + b'"></head>' + content


def long_text(content: bytes, random: Random) -> bytes:
    """A paragraph without end, of one letter, of blanks, or of marks on one letter."""
    piece = random.choice((b"a", b" ", "ệ".encode(), "\u0301".encode(), b"1.1.", b"- ", b"|"))
    return _inserted(content, random, b"<p>" + piece * random.choice((1000, 100_000)) + b"</p>")


WAYS: Sequence[Change] = (tags, nested, attributes, entities, encodings, unclosed, mislabelled, long_text)
