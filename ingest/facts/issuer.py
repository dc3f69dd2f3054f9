"""Who issued a document, read from the capitals over its number and from its signature.

Hướng dẫn 36-HD/VPTW: papers of the Bộ Chính trị and the Ban Bí thư may carry the Central Committee's head; who signs
for whom (T/M) tells them apart. Nghị định 30/2020/NĐ-CP, phụ lục I: the parent body stands over the issuing one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.facts.head import Head, bare, is_rule, without_country
from ingest.facts.joint import bodies_in
from ingest.language.kinds import BODIES, is_known_name, natural_case
from ingest.language.normalise import fold_spaces, match_key
from ingest.structure.regions import Line
from ingest.types import Fact, Span

_HEADS = re.compile(
    r"(?:ban(?! hành)|bộ|uỷ ban|hội đồng|hội|sở|cục|tổng cục|chi cục|văn phòng|đảng uỷ|đảng bộ|đảng đoàn|tỉnh uỷ"
    r"|thành uỷ|huyện uỷ|quận uỷ|quân uỷ|quốc hội|chính phủ|thủ tướng|chủ tịch|toà án|viện|ngân hàng|kiểm toán"
    r"|thanh tra|trường|học viện|liên đoàn|tổng liên đoàn|đoàn|trung ương đoàn|trung tâm|công ty|tập đoàn|tổng công ty"
    r"|chi bộ|kho bạc|bảo hiểm|công an|quân khu|thường trực|phòng (?:giáo dục|nội vụ|tài chính|kinh tế|văn hoá)"
    r"|đài|thông tấn|tiểu ban|tổ công tác|nhà xuất bản|tạp chí|báo|đại hội|ubnd|hđnd|ubmttq|bch|btv|huyện đoàn"
    r"|tỉnh đoàn|thành đoàn|quận đoàn|ttytdp|hạt|trạm|chi đoàn|xí nghiệp|hợp tác xã|đặc khu uỷ|xã uỷ|phường uỷ)\b"
)
_OPEN_END = re.compile(r"(?:\bvà|\bcủa|[-–,])$", re.IGNORECASE)
_NUMBER_LINE = re.compile(r"\W*(?:[^\W\d_]+\s+){0,3}so(?:\s*[:.;]|\s*[\d…/(_]|\s*$)")
_CLOSES = re.compile(r"(?:T/M|T/L|K/T|TM|TL|KT|TUQ)(?:\.|\s|/)|Nơi nhận")
_AUTHORITY_OVER = re.compile(r"[-–\s]*(?:Căn cứ|Xét|Theo đề nghị)\b")
_SIGNED_FOR = re.compile(r"(?m)^[^\n]{0,40}?\bT/M\s+(BỘ CHÍNH\s+TRỊ|BAN BÍ\s+THƯ)\b")
_CENTRAL = match_key("Ban Chấp hành Trung ương")
_SHOUTS = re.compile(r"VĂN BẢN|CÔNG BÁO|PHẦN|PHỤ LỤC|HỎA TỐC|HOẢ TỐC|KHẨN|MẬT|DỰ THẢO|BẢN SAO|XÁC THỰC|NỘI DUNG")


_BARE_NAMES = {bare(name): name for name in BODIES.values() if len(name) > 8}
"""For names whose tone marks a scan has mixed up ("BỘ NGOẠI GIÁO"): no two of these differ in marks alone."""


def _is_name(piece: Line) -> bool:
    if is_rule(piece.text) or len(piece.text) > 120 or _SHOUTS.match(piece.text):
        return False
    if re.search(r"\d{3}|:", piece.text):
        return False
    return piece.text.isupper() or is_known_name(piece.text)


def _names(head: Head) -> list[Line]:
    names: list[Line] = []
    for piece in head.above:
        if _NUMBER_LINE.match(bare(piece.text)):
            if names:
                break
            continue
        if _CLOSES.match(piece.text):
            break
        cut = without_country(piece)
        if cut is not None and _is_name(cut) and not (match_key(cut.text) == "việt nam" and not _joins(names, cut)):
            names.append(cut)
    return names


def _joins(names: list[Line], piece: Line) -> bool:
    return bool(names) and names[-1].end + 1 == piece.start


def _bodies(names: list[Line]) -> list[list[Line]]:
    """Lines gathered into bodies: a line that begins no body's name goes on with the one before."""
    bodies: list[list[Line]] = []
    for name in names:
        key = match_key(name.text)
        so_far = " ".join(line.text for line in bodies[-1]) if bodies else ""
        goes_on = bodies and (
            _HEADS.match(key) is None
            or _OPEN_END.search(so_far) is not None
            or is_known_name(f"{so_far} {name.text}")
            or (match_key(so_far) == "ban chấp hành" and key.startswith(("đảng bộ", "trung ương", "đoàn", "hội")))
        )
        if goes_on:
            bodies[-1].append(name)
        elif _HEADS.match(key):
            bodies.append([name])
    return _without_repeats(bodies)


def _without_repeats(bodies: list[list[Line]]) -> list[list[Line]]:
    """A gazette's section title names the body once more over the head."""
    keys = [match_key(" ".join(line.text for line in body)) for body in bodies]
    return [body for at, body in enumerate(bodies) if keys[at] not in keys[at + 1 :]]


def begins_body_name(words: str) -> bool:
    """Whether the words begin as a body's name does ("Ủy ban …", "Sở …"), whatever their case."""
    return _HEADS.match(match_key(words)) is not None


def _fact(lines: list[Line]) -> Fact[str]:
    words = fold_spaces(" ".join(line.text.strip("*_ ") for line in lines))
    known = _BARE_NAMES.get(bare(words)) if words.isupper() and not is_known_name(words) else None
    return Fact(known or natural_case(words), Span(lines[0].start, lines[-1].end))


def issuers_of(text: str, head: Head) -> tuple[Fact[str] | None, Fact[str] | None]:
    """The issuing body and the body over it; None for what the head does not show.

    Where the head is the Central Committee's and the paper is signed for the Bộ Chính trị or the Ban Bí thư, that
    body is the issuer, with the span of the signature.
    """
    bodies = _bodies(_names(head))
    if len(bodies) > 3:
        return None, None
    if not bodies:
        return _authority(head), None
    issuer = _fact(bodies[-1])
    parent = _fact(bodies[-2]) if len(bodies) > 1 else None
    signed = _SIGNED_FOR.search(text) if match_key(issuer.value) == _CENTRAL else None
    if signed is not None and parent is None:
        return Fact(natural_case(fold_spaces(signed[1])), Span(*signed.span(1))), issuer
    return issuer, parent


def joint_issuers_of(text: str, head: Head) -> tuple[Fact[str], ...]:
    """All the bodies that the head of a joint document names, in its order; () where it names none."""
    return tuple(
        body for lines in _bodies(_names(head)) for body in bodies_in(text, Span(lines[0].start, lines[-1].end))
    )


def _authority(head: Head) -> Fact[str] | None:
    """Without a masthead, the body in capitals between title and reasons ("CHÍNH PHỦ" over "Căn cứ …")."""
    last = head.pieces[-1] if head.kind_at is not None and head.below else None
    known = last is not None and (is_known_name(last.text) or (last.text.isupper() and begins_body_name(last.text)))
    return _fact([last]) if last is not None and known and _AUTHORITY_OVER.match(head.after) else None


def body_over(lines: Sequence[Line]) -> Fact[str] | None:
    """The last body named in capitals on `lines`, which end right before a number; None when there is none."""
    names = [line for line in lines if _is_name(line)]
    bodies = _bodies(names)
    return _fact(bodies[-1]) if bodies and bodies[-1][-1].end == lines[-1].end else None


_BODY_NAMES = sorted(
    {*BODIES.values(), "Ủy ban thường vụ Quốc hội", "Ban Bí thư Trung ương Đảng"}, key=len, reverse=True
)
_SPOKEN = re.compile("|".join(re.escape(name) for name in _BODY_NAMES if "," not in name))


def body_named_in(text: str, span: Span) -> Fact[str] | None:
    """The first well-known body named inside `span`, None when there is none."""
    match = _SPOKEN.search(text, span.start, span.end)
    return Fact(match[0], Span(*match.span())) if match else None
