"""What a question asks of documents as such: when they were issued, who signed, which number, to whom they go.

The answers stand in mastheads and signatures, whose words are nothing like the question's. Here is told only whether
they are asked for; of which documents, and where they stand, is for `index.named`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from index.query.mentions import same_length
from ingest.language.normalise import match_key, strip_accents
from ingest.types import Span


class AskedFact(StrEnum):
    """What is asked for; the values are fields of `ingest.types.Facts`."""

    ISSUED_ON = "issued_on"
    SIGNER = "signer"
    NUMBER = "number"
    ISSUER = "issuer"
    PLACE = "place"
    RECIPIENTS = "recipients"
    EFFECTIVE_ON = "effective_on"


_NO_PAPER = (
    r"(?! (?:kết(?! luận)|hợp đồng|tên|quỹ|hiệu|cược|túc|giấy|biên bản|số|tự|(?:công văn|văn bản)(?! (?:số )?\d)))"
)
_SIGN = rf"k[yý]{_NO_PAPER}"
_ISSUE = rf"(?:ban hành|{_SIGN}|ra đời|công bố|thông qua|phát hành)"
_DAY = r"(?:ngày|tháng|năm|thời gian|thời điểm)(?: tháng| năm){0,2}"
_WHEN = rf"(?:(?:khi|lúc|hôm|hồi) nào|bao giờ|{_DAY} (?:nào|mấy|gì|bao nhiêu))"
_SO = r"(?: (?:vào|từ|kể|trong|là|thi hành|chính thức|được|đã|sẽ|thì|mới|bắt đầu|ban hành)){0,4}"
_POST = (
    r"(?:thủ tướng|bộ trưởng|thứ trưởng|chủ tịch|bí thư|chủ nhiệm|viện trưởng|thống đốc|trưởng ban|giám đốc|cục trưởng)"
)
_WHO = rf"(?:ai|(?:người|đồng chí|lãnh đạo|vị|ông|cán bộ|chức danh|chức vụ|{_POST})(?: \w+)?(?: \w+)? nào)"
_OFFICE = r"(?:ai|(?:cơ quan|đơn vị|tổ chức|bộ|ban|ngành|cấp|nơi|bên|chủ thể)(?: \w+){0,2}? nào)"
_FEW = r"(?: \w+){0,7}?"
_NAMES = r"(?: \S+){0,16}?"
"""The documents' own names may stand between: "ngày ban hành Kết luận 157 và 212 là ngày nào"."""
_SINCE = r"(?<!từ )(?<!sau )(?<!trước )"
_FORMS: tuple[tuple[AskedFact, str], ...] = (
    (AskedFact.EFFECTIVE_ON, rf"hiệu lực{_SO} {_WHEN}|{_WHEN}{_SO}{_NAMES}{_SO} có hiệu lực"),
    (AskedFact.EFFECTIVE_ON, rf"{_SINCE}(?:ngày|thời điểm)(?: bắt đầu)?(?: có)? hiệu lực"),
    (AskedFact.EFFECTIVE_ON, rf"thời điểm{_NAMES} có hiệu lực$|có hiệu lực(?: thi hành)?(?: hay)? chưa"),
    (AskedFact.ISSUED_ON, rf"{_ISSUE}{_SO} {_WHEN}|{_WHEN}{_SO} {_ISSUE}|{_WHEN}{_SO}{_NAMES}{_SO} {_ISSUE}$"),
    (AskedFact.ISSUED_ON, rf"{_SINCE}{_DAY} {_ISSUE}"),
    (AskedFact.SIGNER, rf"(?:{_WHO}|{_POST}){_FEW} {_SIGN}|người (?:đã )?{_SIGN}"),
    (AskedFact.SIGNER, rf"chữ k[yý]|{_SIGN}(?: ban hành)? (?:là|bởi) {_WHO}"),
    (AskedFact.NUMBER, r"số(?: k[yý])?(?: hiệu)?(?: văn bản)?(?: là)? (?:bao nhiêu|mấy|nào|gì|thế nào)$"),
    (AskedFact.NUMBER, r"(?:có|mang|đánh|là) số(?: hiệu)? (?:bao nhiêu|mấy|nào|gì)|số (?:k[yý] )?hiệu"),
    (AskedFact.ISSUER, rf"{_OFFICE}(?: là| đã)? (?:ban hành|thông qua|phát hành)"),
    (AskedFact.ISSUER, r"(?<!thay mặt )(?:cơ quan|đơn vị|nơi|cấp) ban hành"),
    (AskedFact.PLACE, rf"{_ISSUE}(?: ban hành)? (?:ở|tại) (?:đâu|(?:\w+ )?nào)"),
    (AskedFact.PLACE, rf"(?:ở|tại) đâu {_ISSUE}|nơi k[yý]|địa danh"),
    (AskedFact.RECIPIENTS, r"gửi(?: cho| đến| tới| về| các| những){0,3} (?:ai|đâu|(?:\w+ ){1,4}nào)|nơi nhận"),
    (AskedFact.RECIPIENTS, r"(?:ai|(?:cơ quan|đơn vị|nơi|tổ chức) nào)(?: là nơi| được| sẽ){0,2} nhận"),
)
_AFTER_NAME: tuple[tuple[AskedFact, str], ...] = (
    (AskedFact.ISSUED_ON, r"(?:(?:ra|của|đề|ghi|là|vào) )*ngày(?: tháng| năm){0,2} (?:nào|mấy|bao nhiêu)"),
    (AskedFact.EFFECTIVE_ON, rf"(?:được |bắt đầu ){{0,2}}(?:áp dụng|thi hành){_SO} {_WHEN}"),
    (AskedFact.ISSUER, rf"(?:là |là văn bản )?(?:của|do) {_OFFICE}"),
)
"""All that follows the name of a document: "NQ 105 ra ngày nào", "Quy định 383 của cơ quan nào"."""
_SAYS = re.compile(
    r"[\s,]*(?:(?:co|da|cung) )?(?:quy dinh|yeu cau|giao|neu|de ra|xac dinh|cho phep|huong dan|noi|dat)(?!\w)"
)
_ACCORDING = re.compile(r"(?<!\w)(?:theo|trong|tai|o|can cu)\s$")
_RULE = re.compile(r"(?<!\w)(?:(?<!có )phải|cần|được phép|có thẩm quyền|có quyền)(?!\w)")
"""What ought to be done is content: "ai phải ký"."""
_WORD = re.compile(r"\w[\w/.-]*(?<!\.)")
_ENDS = r"(?: (?:ạ|vậy|thế|nhỉ|đó|đấy|hả|không))*$"


def _compiled(forms: Iterable[tuple[AskedFact, str]], *, is_bare: bool) -> list[tuple[AskedFact, re.Pattern[str]]]:
    spelled = [(fact, strip_accents(form).replace("[yy]", "y") if is_bare else form) for fact, form in forms]
    return [(fact, re.compile(rf"(?<!\w)(?:{form})(?!\w)")) for fact, form in spelled]


_ANYWHERE = {is_bare: _compiled(_FORMS, is_bare=is_bare) for is_bare in (False, True)}
_AFTER = {
    is_bare: _compiled([(fact, form + _ENDS) for fact, form in _AFTER_NAME], is_bare=is_bare)
    for is_bare in (False, True)
}


def facts_asked(words: str, named: Sequence[Span] = ()) -> frozenset[AskedFact]:
    """Which facts of the documents that it names the NFC question `words` asks for; none for "".

    `named` are the spans of their numbers in it, in order. A question for what a document says asks for none: "Nghị
    định 30 quy định ai ký công văn", "theo Nghị quyết 57 kế hoạch được ban hành khi nào".

    >>> sorted(facts_asked("Kết luận 157 và 212 do ai ký, ban hành ngày nào?"))
    [<AskedFact.ISSUED_ON: 'issued_on'>, <AskedFact.SIGNER: 'signer'>]
    """
    bare = same_length(words)
    if any(_SAYS.match(bare, span.end) or _ACCORDING.search(bare, 0, span.start) for span in named):
        return frozenset()
    key = _syllables(words)
    if _RULE.search(key):
        return frozenset()
    is_bare = key.isascii()
    found = {fact for fact, form in _ANYWHERE[is_bare] if form.search(key)}
    if named:
        after = _syllables(words[named[-1].end :])
        found |= {fact for fact, form in _AFTER[is_bare] if form.match(after)}
    return frozenset(found)


def _syllables(words: str) -> str:
    """One blank between them; marks that stand inside numbers stay."""
    return " ".join(_WORD.findall(match_key(words)))
