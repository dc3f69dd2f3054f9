"""How a place in a document is cited, for pasting into a paper: one line of text, or an entry of a bibliography.

A document is cited by type, number, date, issuer and subject, a law by type and name first: Nghị định 30/2020/NĐ-CP,
phụ lục I, on citing other documents ("viện dẫn").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from api.filtering import day
from index.types import DocumentEntry
from ingest.language.normalise import match_key, strip_accents

_LAWS = ("luật", "bộ luật", "pháp lệnh", "hiến pháp")
_TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "{}%&#$_"},
}


def document_cited(entry: DocumentEntry) -> str:
    """ "Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về …": what the masthead says and nothing else.

    A subject in capitals stays in capitals: which letters of it were capital cannot be known. A document without type,
    number and subject is cited by its file.
    """
    title = " ".join((entry.title or "").split()).strip(" .;,:")
    name = _kind_of(entry)
    is_law = entry.kind in _LAWS and bool(title)
    if is_law:
        name = title if match_key(title).startswith(match_key(name)) else f"{name} {title}"
    elif not (entry.kind or entry.number):
        name = f"“{title}”" if title else entry.file.rpartition("/")[2]
    parts = (
        name,
        f"số {entry.number}" if entry.number else "",
        f"ngày {day(entry.issued_on)}" if entry.issued_on else "",
        f"của {entry.issuer}" if entry.issuer else "",
        "" if is_law or not (entry.kind or entry.number) else _continued(title),
    )
    return " ".join(part for part in parts if part)


def place_cited(address: str, pages: Sequence[int]) -> str:
    """ "điểm a khoản 2 Điều 5, tr. 3"; pages are 1-based, none for a file without pages."""
    return f"{address}, tr. {_page_range(pages)}" if pages else address


def cited(entry: DocumentEntry, address: str, pages: Sequence[int]) -> str:
    """A document and a place in it, in one line."""
    return f"{document_cited(entry)}, {place_cited(address, pages)}"


def bibliography(documents: Mapping[str, tuple[DocumentEntry, Sequence[str]]]) -> str:
    """Entries as BibTeX reads them, one a document, with the places found in `note`; by document id, in that order.

    Names of entries are ASCII and each occurs once; no documents give "".
    """
    named: dict[str, None] = {}
    return "\n".join(_entry(_unused(_key_of(entry), named), entry, places) for entry, places in documents.values())


def _entry(key: str, entry: DocumentEntry, places: Sequence[str]) -> str:
    issued = entry.issued_on
    fields = {
        "author": f"{{{_tex(entry.issuer)}}}" if entry.issuer else "",
        "title": f"{{{_tex(document_cited(entry))}}}",
        "type": _tex(_kind_of(entry)) if entry.kind else "",
        "number": _tex(entry.number or ""),
        "year": str(issued.year) if issued else "",
        "date": issued.isoformat() if issued else "",
        "note": _tex("; ".join(dict.fromkeys(places))),
        "file": _tex(entry.file),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{key},", *lines, "}", ""])


def _key_of(entry: DocumentEntry) -> str:
    named = f"{entry.kind or ''} {entry.number}" if entry.number else entry.title or entry.file
    year = str(entry.issued_on.year) if entry.issued_on else ""
    words = re.findall(r"[A-Za-z0-9]+", strip_accents(f"{named} {'' if year in named else year}"))
    return "-".join(words)[:60].strip("-") or "van-ban"


def _unused(key: str, named: dict[str, None]) -> str:
    chosen, at = key, 2
    while chosen.casefold() in named:
        chosen, at = f"{key}-{at}", at + 1
    named[chosen.casefold()] = None
    return chosen


def _kind_of(entry: DocumentEntry) -> str:
    kind = entry.kind or "văn bản"
    return kind[:1].upper() + kind[1:]


def _continued(title: str) -> str:
    """A subject in the middle of a sentence: "Về công tác văn thư" begins small, "Hà Nội …" and "BAN HÀNH" do not."""
    first, _, rest = title.partition(" ")
    if len(first) > 1 and first[1:].islower() and not rest[:1].isupper():
        return title[:1].lower() + title[1:]
    return title


def _page_range(pages: Sequence[int]) -> str:
    return str(pages[0]) if len(pages) == 1 else f"{pages[0]}–{pages[-1]}"


def _tex(text: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in " ".join(text.split()))
