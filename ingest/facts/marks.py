"""Marks stamped on a head: how secret and how urgent a document is. A mark that is missed is a leak.

Luật Bảo vệ bí mật nhà nước 117/2025/QH15 and 29/2018/QH14: MẬT, TỐI MẬT, TUYỆT MẬT; Nghị định 30/2020/NĐ-CP, phụ lục
I: KHẨN, THƯỢNG KHẨN, HỎA TỐC, under the number. A stamp stands alone, or a scan puts it on a line of the head. The same
words inside a title or a sentence ("bảo vệ bí mật nhà nước") are no mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.facts.head import PLACE_DATE, Head, bare, is_rule, without_country
from ingest.facts.issuer import begins_body_name
from ingest.language.kinds import kind_at_start
from ingest.language.numbers import numbers_of
from ingest.structure.regions import Line
from ingest.types import Fact, Span

_LEVELS = {"mat": 1, "toimat": 2, "tuyetmat": 3}
_URGENCIES = {
    "hoatochengio": "hoả tốc hẹn giờ",
    "hoatoc": "hoả tốc",
    "thuongkhan": "thượng khẩn",
    "toikhan": "thượng khẩn",
    "khan": "khẩn",
}


def _spaced(mark: str) -> str:
    """Letters with blanks between them, as stamps are cut: "M Ậ T"."""
    return r"[\s.]{0,3}".join(mark)


_MARK = "|".join(f"(?P<{mark}>{_spaced(mark)})" for mark in (*sorted(_LEVELS, key=len, reverse=True), *_URGENCIES))
_NEXT = re.compile(rf"\W*(?:(?:do|muc do)\s+(?:mat|khan)\s*[:.]?\W*|(?:tai lieu|van ban)\s+)?(?:{_MARK})(?![^\W_])\W*")
_AT_END = re.compile(rf"(?<![^\W_])(?:{_MARK})\W*$")
_GOES_ON = re.compile(r"(?:^|\s)(?:bi|bao|co|giai|do|giu|lo|va|lieu)\W*$")
"""Words that "mật" goes on with: bí mật, bảo mật, cơ mật, giải mật, "độ tối mật" in a title."""
_PLACE = re.compile(r"(?:tinh|thanh pho|huyen|quan|thi xa|xa|phuong|thi tran|dac khu)\s")
_LETTER = re.compile(r"[^\W\d_]")


def marks_of(text: str, head: Head) -> tuple[Fact[int] | None, Fact[str] | None]:
    """The highest level of secrecy, 1 to 3, and the first urgency of the head; None for what it does not bear."""
    secrecy: Fact[int] | None = None
    urgency: Fact[str] | None = None
    for mark, span in _marks(text, head):
        level = _LEVELS.get(mark, 0)
        if level and (secrecy is None or level > secrecy.value):
            secrecy = Fact(level, span)
        if not level and urgency is None:
            urgency = Fact(_URGENCIES[mark], span)
    return secrecy, urgency


def bears_mark(words: str) -> bool:
    """Whether a line holds nothing but marks, so that no reader may take it for a header or a smudge.

    >>> [bears_mark(words) for words in ("TỐI  MẬT", "M Ậ T", "HỎA TỐC", "BÍ MẬT NHÀ NƯỚC")]
    [True, True, True, False]
    """
    line = words.strip()
    return any(_alone(Line(0, len(line), line), None))


def _marks(text: str, head: Head) -> Iterator[tuple[str, Span]]:
    for at, piece in enumerate(head.pieces):
        before = head.pieces[at - 1] if at else None
        alone = list(_alone(_without_kind(piece) if at == head.kind_at else piece, before))
        yield from alone
        if not alone and (head.kind_at is None or at < head.kind_at):
            yield from _beside(text, piece)
    yield from _cut_apart(head)


def _without_kind(piece: Line) -> Line:
    """ "CÔNG ĐIỆN KHẨN" without the type."""
    found = kind_at_start(piece.text)
    start = found[1] if found else 0
    return Line(piece.start + start, piece.end, piece.text[start:])


def _alone(piece: Line, before: Line | None) -> Iterator[tuple[str, Span]]:
    """The marks of a piece that holds nothing else; those that go on with the line before are none ("BÍ / MẬT")."""
    words = bare(piece.text)
    if len(words) > 60 or (before is not None and _GOES_ON.search(bare(before.text)[-20:])):
        return
    found, at = [], 0
    while at < len(words) and (match := _NEXT.match(words, at)) is not None:
        found.append((str(match.lastgroup), match.span(str(match.lastgroup))))
        at = match.end()
    listed = len({_LEVELS[mark] for mark, _ in found if mark in _LEVELS}) > 1  # "độ tối mật, mật" of a title
    if at < len(words) or listed or not _is_stamped(piece.text):
        return
    first = bare(before.text).strip() if before is not None else ""
    for mark, (start, end) in found:
        # A stamp broken over two lines: "TỐI" / "MẬT".
        whole = first + mark if mark == "mat" and first in ("toi", "tuyet") else mark
        begin = before.start if whole != mark and before is not None else piece.start + start
        yield whole, Span(begin, piece.start + end)


def _is_stamped(words: str) -> bool:
    """Capitals, or a capital first: a stamp is never in small letters."""
    letters = _LETTER.findall(words)
    return bool(letters) and letters[0].isupper()


def _beside(text: str, piece: Line) -> Iterator[tuple[str, Span]]:
    """A mark in capitals on a line with something else of the head: the number, the date, a name, the country."""
    words = bare(piece.text)
    for match in (_NEXT.match(words), _AT_END.search(words)):
        if match is None:
            continue
        mark = str(match.lastgroup)
        start, end = match.span(mark)
        printed, others = piece.text[start:end], (words[:start] + " " + words[end:]).strip()
        if others and printed.isupper() and _is_of_head(text, piece, Span(start, end), others):
            yield mark, Span(piece.start + start, piece.start + end)


def _is_of_head(text: str, piece: Line, mark: Span, others: str) -> bool:
    rest = piece.text[: mark.start].rstrip() or piece.text[mark.end :].lstrip()
    line = Line(0, len(rest), rest)
    if is_rule(rest) or without_country(line) != line or PLACE_DATE.search(rest):
        return True
    if re.match(r"\W*(?:\w+\s+){0,3}so\b", others) or next(numbers_of(rest), None) is not None:
        return bare(rest).startswith(("so", "luat so")) or len(rest) < 40
    if mark.start == 0:
        return begins_body_name(rest) or _PLACE.match(bare(rest)) is not None
    return rest.isupper() and not _is_part_of_name(text, piece.text, mark)


def _is_part_of_name(text: str, words: str, mark: Span) -> bool:
    """ "BẢO MẬT", or a place that the text names elsewhere in small letters ("xã Yên Mật")."""
    before = words[: mark.start]
    if _GOES_ON.search(bare(before)):
        return True
    name = f"{before.split()[-1].capitalize()} {mark.of(words).capitalize()}"
    return name in text


def _cut_apart(head: Head) -> Iterator[tuple[str, Span]]:
    """A mark whose letters a table or wide blanks cut into pieces: "M", "Ậ", "T"."""
    run: list[Line] = []
    for piece in (*head.pieces, Line(0, 0, "-" * 9)):
        if len(piece.text) <= 5 and piece.text.isupper():
            run.append(piece)
            continue
        mark = "".join(bare(part.text) for part in run)
        if len(run) > 1 and mark in _LEVELS:
            yield mark, Span(run[0].start, run[-1].end)
        run = []
