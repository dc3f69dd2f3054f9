"""Documents that a question names by number, in any spelling: "57-NQ/TW", "NQ 57", "57 nq tw", "nd 30/2020".

A mention says what was typed and no more: a serial, and of year, type and bodies what is there. Whether the archive
has such a document is for `is_named_by` and the catalogue to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.query.taken import Taken
from ingest.language.kinds import BODIES, KINDS
from ingest.language.normalise import nfc, strip_accents
from ingest.types import Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A document number as it was typed. `kinds` are types in lower-case Vietnamese, () when none was said; `codes` are
    further parts in lower case without accents ("tw", "cp"); `span` covers it in the question."""

    serial: str
    year: int | None
    kinds: tuple[str, ...]
    codes: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    gap: str
    """What stands between the token before and this one, blanks aside."""

    @property
    def is_joined(self) -> bool:
        return self.gap in ("/", "-", "–", "~")


def _bare(text: str) -> str:
    return strip_accents(nfc(text)).casefold()


_KINDS_OF: dict[str, list[str]] = {}
for _kind, _abbreviations in KINDS.items():
    for _abbreviation in _abbreviations:
        _KINDS_OF.setdefault(_bare(_abbreviation), []).append(_kind)
_NAMES = sorted(((_bare(kind).split(), kind) for kind in KINDS), key=lambda item: -len(item[0]))
_CODES = frozenset(map(_bare, BODIES)) | {
    "tw", "tu", "hu", "du", "qu", "ubnd", "hdnd", "cp", "ttg", "qh", "bct", "bbt", "btv", "bch", "vp", "btgtu", "btctu",
    "ubkt", "ubkttu", "bnctu", "bdvtu",
}  # fmt: skip
_COUNTED = frozenset(
    ("thang", "tuan", "ngay", "gio", "phut", "nam", "phan", "%", "nghin", "trieu", "ty", "dong", "nguoi", "nhiem",
     "muc", "tieu", "chi", "dieu", "khoan", "diem", "lan")
)  # fmt: skip
"""After a number, these make it a count or a span of time: "báo cáo 6 tháng", "kế hoạch 5 năm"."""
_TOKEN = re.compile(r"[^\W\d_]+|\d{1,3}\.\d{1,2}(?![\d.])|\d+|%")
"""A serial may have a part of its own: "66.3/2025/NQ-CP"; "1.200" is a count."""
_YEAR = re.compile(r"(?:19|20)\d\d")


def mentions_of(question: str, taken: Sequence[Span] = ()) -> tuple[Mention, ...]:
    """Every document number that the question names, in order; () for none.

    What lies in `taken` is said already ("khoản 2 Điều 5") and no serial.

    >>> [(m.serial, m.year, m.kinds, m.codes) for m in mentions_of("theo NQ57 và nd 30/2020, báo cáo 6 tháng")]
    [('57', None, ('nghị quyết',), ()), ('30', 2020, ('nghị định',), ())]
    """
    tokens, spoken_for = _tokens(question), Taken(taken)
    found: list[Mention] = []
    at, last = 0, -1
    while at < len(tokens):
        mention, after = _mention(tokens, at, spoken_for) if _is_free(tokens[at], spoken_for) else (None, at + 1)
        if mention is None and found and last >= 0 and _continues(tokens, last, at):
            mention, after = _listed(tokens, at, found[-1]), at + 1
        if mention and not (found and found[-1].span.overlaps(mention.span)):
            found.append(mention)
            last = after
        at = max(after, at + 1)
    return tuple(found)


def _is_free(token: _Token, taken: Taken) -> bool:
    return token.text[0].isdigit() and not _is_taken(token, taken)


def _is_taken(token: _Token, taken: Taken) -> bool:
    return taken.overlaps(Span(token.start, token.start + 1))


def is_named_by(mention: Mention, number_key: str, kind: str | None, year: int | None) -> bool:
    """Whether a document with this key (`ingest.language.numbers`), type and year of issue is what was named.

    What was not said matches anything; a year said must be that of the number, or of the date of issue.
    """
    serial, *rest = number_key.split("/")
    if serial != mention.serial:
        return False
    years = {int(part) for part in rest if _YEAR.fullmatch(part)} | ({year} if year else set())
    if mention.year and mention.year not in years:
        return False
    parts = {piece for part in rest for piece in (part, re.sub(r"\d+$", "", part)) if piece}
    said = {abbreviation for name in mention.kinds for abbreviation in map(_bare, KINDS[name])}
    if mention.kinds and kind not in mention.kinds and not said & parts:
        return False
    return all(code in parts or re.sub(r"\d+$", "", code) in parts for code in mention.codes)


def _tokens(question: str) -> list[_Token]:
    bare = same_length(question)
    tokens: list[_Token] = []
    end = 0
    for match in _TOKEN.finditer(bare):
        gap = bare[end : match.start()]
        # "57nq" and "nq57" are glued, as if by a hyphen; a blank alone is no joint.
        tokens += _split(match[0], match.start(), gap.strip() if gap else "~")
        end = match.end()
    return tokens


def same_length(question: str) -> str:
    """Without accents and in lower case; a letter that would change its length stays, so that offsets stay true."""
    return "".join(low if len(low := strip_accents(letter).casefold()) == 1 else letter for letter in question)


def _split(word: str, start: int, gap: str) -> Iterator[_Token]:
    """A run of letters as the codes that it is made of: "nqtw" is "nq", "tw"."""
    if word not in _CODES:
        for cut in range(2, len(word) - 1):
            if word[:cut] in _KINDS_OF and word[cut:] in _CODES:
                yield _Token(word[:cut], start, start + cut, gap)
                yield _Token(word[cut:], start + cut, start + len(word), "~")
                return
    yield _Token(word, start, start + len(word), gap)


def _mention(tokens: Sequence[_Token], at: int, taken: Taken) -> tuple[Mention | None, int]:
    """The mention whose serial is the number at `at`, and the index after it."""
    serial = tokens[at].text
    if len(serial) > 5:
        return None, at + 1
    kinds, first, said = _before(tokens, at)
    year, after = _year(tokens, at + 1)
    codes: list[str] = []
    while after < len(tokens) and _is_code(tokens[after]) and not (kinds and _begins_another(tokens, after)):
        token = tokens[after]
        if token.text in _KINDS_OF and not kinds and (token.text not in _CODES or not codes):
            kinds = tuple(_KINDS_OF[token.text])
        elif token.text not in _KINDS_OF or token.text in _CODES:
            codes.append(token.text + _digits_after(tokens, after))
            after += bool(_digits_after(tokens, after))
        after += 1
    if not kinds and not codes and not (year and _is_plain(tokens, at, said)):
        return None, at + 1
    # "nghị định 30 điều 5" goes on with an address, "báo cáo 6 tháng" with what is counted.
    is_counted = _is_counted(tokens, after) and not _is_taken(tokens[after], taken)
    if not codes and year is None and (_YEAR.fullmatch(serial) or is_counted):
        return None, at + 1
    span = Span(tokens[first].start, tokens[after - 1].end)
    return Mention(serial.lstrip("0") or "0", year, kinds, tuple(codes), span), after


def _continues(tokens: Sequence[_Token], last: int, at: int) -> bool:
    """Whether the number at `at` goes on a list whose last number ended before `last`: "nghị quyết 18, 19 và 57"."""
    between = tokens[last:at]
    if not tokens[at].text.isdigit() or len(tokens[at].text) > 3 or _is_counted(tokens, at + 1):
        return False
    return (not between and tokens[at].gap == ",") or (len(between) == 1 and between[0].text in ("va", "hoac"))


def _listed(tokens: Sequence[_Token], at: int, first: Mention) -> Mention:
    token = tokens[at]
    return Mention(token.text.lstrip("0") or "0", None, first.kinds, first.codes, Span(token.start, token.end))


def _before(tokens: Sequence[_Token], at: int) -> tuple[tuple[str, ...], int, bool]:
    """Types named before the number, where the mention begins, and whether "số" was said."""
    end = at
    said = end > 0 and tokens[end - 1].text == "so"
    end -= said
    if any(token.gap not in ("", "/", "-", "–", "~", ":", ".") for token in tokens[end : at + 1]):
        return (), at, False
    if end and tokens[end - 1].text in _KINDS_OF:
        return tuple(_KINDS_OF[tokens[end - 1].text]), end - 1, said
    # A body between type and number: "NQ/TW 57".
    if end > 1 and tokens[end - 1].text in _CODES and tokens[end - 2].text in _KINDS_OF:
        return tuple(_KINDS_OF[tokens[end - 2].text]), end - 2, said
    for words, kind in _NAMES:
        if [token.text for token in tokens[max(0, end - len(words)) : end]] == words:
            return (kind,), end - len(words), said
    return (), end if said else at, said


def _year(tokens: Sequence[_Token], at: int) -> tuple[int | None, int]:
    """A year after the serial: "/2020", "2020", "năm 2020"; not the beginning of a range of years."""
    year = at + (at < len(tokens) and tokens[at].text == "nam")
    if year >= len(tokens) or not _YEAR.fullmatch(tokens[year].text) or tokens[year].gap not in ("", "/", "-", "–"):
        return None, at
    after = year + 1
    if after < len(tokens) and tokens[after].is_joined and tokens[after].text.isdigit():
        return None, at
    return int(tokens[year].text), after


def _is_plain(tokens: Sequence[_Token], at: int, said: bool) -> bool:
    """Whether a serial with a year and no code is a number: "số 30/2020" is, "tháng 3/2020" is not."""
    if said:
        return True
    dated = at > 0 and (
        tokens[at - 1].text in ("thang", "quy", "ngay") or (tokens[at].is_joined and tokens[at].gap != "~")
    )
    return not dated and at + 1 < len(tokens) and tokens[at + 1].gap == "/"


def _is_code(token: _Token) -> bool:
    if token.text[0].isdigit() or token.text == "%" or not (token.is_joined or token.gap in ("", ".")):
        return False
    return token.text in _KINDS_OF or token.text in _CODES or (token.is_joined and len(token.text) <= 14)


def _begins_another(tokens: Sequence[_Token], at: int) -> bool:
    """Whether the type at `at` is that of the number after it: "qđ 77 nđ 99"."""
    is_followed = at + 1 < len(tokens) and tokens[at + 1].text[0].isdigit()
    return is_followed and tokens[at].text in _KINDS_OF and not tokens[at].is_joined


def _digits_after(tokens: Sequence[_Token], at: int) -> str:
    """The number glued to a code: the "15" of "QH15"."""
    after = at + 1
    if after < len(tokens) and tokens[after].text.isdigit() and tokens[after].start == tokens[at].end:
        return tokens[after].text
    return ""


def _is_counted(tokens: Sequence[_Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].text in _COUNTED
