"""The closing part: who signed, at which post, in whose place, and who receives the document.

Capacities: Hướng dẫn 36-HD/VPTW (T/M, K/T, T/L) and Nghị định 30/2020/NĐ-CP, phụ lục I (TM., KT., TL., TUQ., Q.).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.facts.head import is_rule, pieces_of
from ingest.language.kinds import natural_case
from ingest.language.markers import CAPITALS, LOWERS
from ingest.language.normalise import fold_spaces
from ingest.structure.regions import Line, is_closing
from ingest.types import Fact, Span

_CAPACITY = re.compile(r"(T/M|T/L|K/T|T/UQ|T/Q|TUQ[./]?|TM[./]?|TL[./]?|KT[./]?|Q[./])\s*(?=[^\W\d_])")
_RANK = r"(?:(?:Đại|Thượng|Trung|Thiếu)\s+(?:tướng|tá|úy)|GS|PGS|TS|ThS|BS|Giáo sư|Phó Giáo sư|Tiến sĩ|Thạc sĩ)[.,\s]+"
_WORD = rf"[{CAPITALS}][{LOWERS}]+"
_NAME = re.compile(
    rf"(?:[^\s\w]{{0,2}}\w?[\])]\s?)?(?:{_RANK}){{0,4}}(?P<name>{_WORD}(?:[ \t\u00a0]+(?:{_WORD}|[{CAPITALS}])){{1,5}})"
    rf"(?:\.?$|(?=\s+[{CAPITALS}]{{2}}))"
)
_ALL_ON_ONE_LINE = re.compile(
    rf"(?P<post>[{CAPITALS} .,/\-–]{{6,160}}?)\s*(?:[(\[][^)\]]{{0,30}}[)\]])?\s*(?={_WORD}\s{_WORD})"
)
_LAST_POSTS = tuple(
    re.compile(rf"(?:^|\s)(?P<post>(?:{heads})\s(?:(?!\b(?:KT|TM|TL)\.).)*)$")
    for heads in ("PHÓ|THỨ|CHÁNH", "CHỦ|BỘ|GIÁM|TRƯỞNG|BÍ|TỔNG|THỦ")
)
_RECIPIENTS = re.compile(r"[*_\s]*Nơi nhận\s*[*_]*\s*:?\s*[*_]*", re.IGNORECASE)
_ITEM = re.compile(r"[-–+*•]\s*\S")
_NOT_NAMES = re.compile(
    r"(?:Nơi Nhận|Căn Cứ|Điều|Chương|Phụ Lục|Việt Nam|Hà Nội|Bộ |Ban |Sở |Văn Phòng|Cục |Vụ )", re.IGNORECASE
)
_REACH = 30


@dataclass(frozen=True, slots=True)
class Signature:
    """What the closing part says; None for what it does not. `start` is the offset of its first line."""

    start: int
    signer: Fact[str] | None = None
    post: Fact[str] | None = None
    capacity: Fact[str] | None = None


def closing_at(lines: Sequence[Line], after: int) -> int | None:
    """The index of the first line of the closing part that begins at offset `after` or later."""
    return next((at for at, line in enumerate(lines) if line.start >= after and _closes(line.text)), None)


def _closes(words: str) -> bool:
    """Also the older "KT/BỘ TRƯỞNG" and a capacity glued to its post ("KT.BỘ TRƯỞNG")."""
    return is_closing(words) or (words.isupper() and len(words) < 100 and _CAPACITY.match(words) is not None)


def signature_of(lines: Sequence[Line], at: int) -> Signature:
    """The signature in the closing part whose first line has index `at`: its first name with a post or a capacity."""
    capacity: Fact[str] | None = None
    post: list[Line] = []
    for line in lines[at : at + _REACH]:
        for piece in pieces_of(line):
            if _RECIPIENTS.match(piece.text) or _ITEM.match(piece.text) or is_rule(piece.text):
                continue
            match = _CAPACITY.match(piece.text)
            if match is not None and (piece.text.isupper() or len(piece.text) < 160):
                if (flat := _flattened(piece, lines[at].start, match)) is not None:
                    return flat
                capacity = capacity or Fact(match[1], Span(piece.start, piece.start + match.end(1)))
                post = []
            elif piece.text.isupper() and len(piece.text) < 100:
                post.append(piece)
            elif (name := _NAME.match(piece.text)) and not _NOT_NAMES.match(piece.text) and (post or capacity):
                return Signature(lines[at].start, _name(piece, name), _post(post), capacity)
            elif len(piece.text) > 60 and capacity is not None:
                break
    return Signature(lines[at].start, capacity=capacity)


def _name(piece: Line, name: re.Match[str]) -> Fact[str]:
    span = Span(piece.start + name.start("name"), piece.start + name.end("name"))
    return Fact(fold_spaces(name["name"]), span)


def _flattened(piece: Line, start: int, mark: re.Match[str]) -> Signature | None:
    """ "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH (Đã ký) Nguyễn Văn A" on one line."""
    posts = _ALL_ON_ONE_LINE.match(piece.text)
    name = _NAME.match(piece.text, posts.end()) if posts else None
    if posts is None or name is None:
        return None
    last = next((found for post in _LAST_POSTS if (found := post.search(posts["post"].rstrip()))), None)
    at = piece.start + last.start("post") if last else 0
    post = _post([Line(at, at + len(last["post"]), last["post"])]) if last else None
    capacity = Fact(mark[1], Span(piece.start, piece.start + mark.end(1)))
    return Signature(start, _name(piece, name), post, capacity)


def _post(lines: list[Line]) -> Fact[str] | None:
    if not lines:
        return None
    words = fold_spaces(" ".join(line.text for line in lines))
    natural = natural_case(words)
    return Fact(natural if natural != words else words.capitalize(), Span(lines[0].start, lines[-1].end))


def recipients_of(lines: Sequence[Line], after: int) -> Fact[tuple[str, ...]] | None:
    """The items under the first "Nơi nhận" at offset `after` or later, without dashes and end marks; None if none."""
    start = next((i for i, line in enumerate(lines) if line.start >= after and _RECIPIENTS.match(line.text)), None)
    if start is None:
        return None
    items: list[str] = []
    spans: list[tuple[int, int]] = []
    for line in _recipient_lines(lines, start):
        for item in re.finditer(
            r"(?:^|(?<=[;,.])\s+|(?<=\s))[-–+*•]\s*(?P<words>.+?)(?=[;,.]?\s+[-–+*•]\s|$)", line.text
        ):
            if words := fold_spaces(item["words"]):
                items.append(words)
                spans.append((line.start + item.start("words"), line.start + item.end("words")))
        if not _ITEM.match(line.text) and items and line.text[0].islower() and not _RECIPIENTS.match(line.text):
            items[-1] = f"{items[-1]} {fold_spaces(line.text)}"
            spans[-1] = (spans[-1][0], line.end)
    named = tuple(words for item in items if (words := item.rstrip(" ;,./")))
    return Fact(named, Span(spans[0][0], max(end for _, end in spans))) if named else None


def _recipient_lines(lines: Sequence[Line], start: int) -> list[Line]:
    taken: list[Line] = []
    for line in lines[start : start + 60]:
        for piece in pieces_of(line):
            if piece.text[0].islower() or _ITEM.match(piece.text) or _RECIPIENTS.match(piece.text):
                taken.append(piece)
            elif taken and not piece.text.isupper() and not is_closing(piece.text):
                return taken
    return taken
