"""Documents that a question names without their numbers: "Kế hoạch của Đảng đoàn Quốc hội thực hiện Nghị quyết 57".

What is said of each: its type, and of the issuing body, the document that it carries out and its subject what is there.
Whether the archive has such documents is for `index.described`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from index.query.mentions import Mention
from index.query.taken import Taken
from ingest.language.kinds import KINDS
from ingest.language.normalise import match_key, nfc
from ingest.types import Span

_LONGEST = 12
_NEAR_CHARS = 60
_BODY_CHARS = 200
_MOST = 6
"""A question describes one document, or two; each takes a look at the archive."""
ANNEX = "phụ lục"
_KIND = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted((re.escape(kind) for kind in KINDS), key=len, reverse=True))}|{ANNEX})(?!\w)",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"(?<!\w)(?:(?:thực hiện|triển khai|thi hành|quán triệt|cụ thể h(?:óa|oá)|quy định chi tiết|hướng dẫn|sửa đổi"
    r"|bổ sung|thay thế|bãi bỏ|kèm theo)(?:\s+(?:các|những))?"
    r"|phụ lục(?:\s+(?:số\s+)?(?:[ivx]+|\d+))?(?:\s+(?:của|của các))?)\s*$",
    re.IGNORECASE,
)
_OF = re.compile(r"\s+của\s+", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:\s+của(?:\s+\w+){1,9}?)?\s+(?:(?:quy định|hướng dẫn|ban hành|phê duyệt)\s+)?(?:về việc|về)\s+", re.IGNORECASE
)
_WORD = re.compile(r"[\w/-]+")


@dataclass(frozen=True, slots=True)
class Description:
    """One document that is described. `kind` is its type in lower case; the rest is empty where it is not said.

    `bodies` and `subjects` are what the words after "của" and "về" may be, as match keys, the shortest first: where a
    name ends is for the archive to tell. `over` are documents by number that it carries out, changes or belongs to.
    """

    kind: str
    bodies: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    over: tuple[Mention, ...] = ()


def objects_of(words: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Those of the numbered documents that another is said to carry out or change: "thực hiện Nghị quyết 57"."""
    return tuple(
        mention
        for mention in mentions
        if _OVER.search(words, max(0, mention.span.start - _NEAR_CHARS), mention.span.start)
    )


def descriptions_of(words: str, mentions: Sequence[Mention]) -> tuple[Description, ...]:
    """Every type that is named without a number and with something that tells which document is meant.

    >>> descriptions_of("Kế hoạch của Bộ Y tế do ai ký", ())[0].bodies[:3]
    ('bộ', 'bộ y', 'bộ y tế')
    """
    words, numbered = nfc(words), Taken(mention.span for mention in mentions)
    over = objects_of(words, mentions)
    found = []
    for match in _KIND.finditer(words):
        if numbered.overlaps(Span(*match.span())):
            continue
        of, about = _OF.match(words, match.end()), _ABOUT.match(words, match.end())
        described = Description(
            match_key(match[0]),
            _beginnings(words[of.end() : of.end() + _BODY_CHARS]) if of else (),
            _beginnings(words[about.end() : about.end() + _BODY_CHARS]) if about else (),
            over,
        )
        if described.bodies or described.subjects or described.over:
            found.append(described)
    return tuple(dict.fromkeys(found))[:_MOST]


def _beginnings(words: str) -> tuple[str, ...]:
    syllables = [match_key(word[0]) for word in list(_WORD.finditer(words))[:_LONGEST]]
    return tuple(accumulate(syllables, "{} {}".format))
