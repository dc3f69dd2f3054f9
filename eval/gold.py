"""Which citations are right: the places that a question's truth allows, and which of them a citation hits."""

from __future__ import annotations

import re

from eval.matching import base_name, contains, plain, same_place
from eval.questions import GoldSpan, Question
from eval.replies import Cited

_KINDS = (
    "nghị quyết|kết luận|quy định|quyết định|kế hoạch|hướng dẫn|chỉ thị|đề án|chương trình|thông tư|nghị định"
    "|thông báo|báo cáo|tờ trình|công văn|quy chế|văn bản|số"
)


def hits(cited: Cited, place: GoldSpan) -> bool:
    """Whether a citation stands at a place: the same file by base name, and overlapping quotes (`same_place`)."""
    return base_name(cited.file) == base_name(place.file) and same_place(cited.quote, place.quote)


def names(question: str, number: str | None) -> bool:
    """Whether a question names the document of that number, in full or by its kind and leading digits.

    >>> names("Nghị quyết số 72 nêu gì?", "72-NQ/TW"), names("Ai ký nghị quyết 172?", "72-NQ/TW")
    (True, False)
    """
    if not number:
        return False
    digits = re.match(r"0*(\d+)", plain(number))
    by_kind = digits and rf"(?<!\w)(?:{_KINDS})\s(?:số\s)?0*{digits[1]}(?![\d.,]*\d)"
    return contains(question, number) or bool(by_kind and re.search(by_kind, plain(question)))


def alternatives(question: Question) -> tuple[GoldSpan, ...]:
    """The `also_in` places that may be cited: all, unless the question names a gold document; then those it names."""
    if not any(names(question.text, span.number) for span in question.gold):
        return question.also_in
    return tuple(place for place in question.also_in if names(question.text, place.number))


def right(cited: Cited, question: Question) -> bool:
    """Whether a citation hits any gold span or allowed alternative."""
    return any(hits(cited, place) for place in (*question.gold, *alternatives(question)))


def stands_for(place: GoldSpan, span: GoldSpan, question: Question) -> bool:
    """Whether citing an alternative gives what a gold span gives.

    So where the question has one gold span only, where the two quotes overlap, or where the alternative's quote states
    every required fact that the span's quote states (at least one).
    """
    if len(question.gold) == 1 or same_place(place.quote, span.quote):
        return True
    stated = [forms for forms in question.must_contain if any(contains(span.quote, form) for form in forms)]
    return bool(stated) and all(any(contains(place.quote, form) for form in forms) for forms in stated)


def found(span: GoldSpan, citations: tuple[Cited, ...], question: Question) -> bool:
    """Whether some citation hits a gold span or an allowed alternative that stands for it."""
    places = [span, *(place for place in alternatives(question) if stands_for(place, span, question))]
    return any(hits(cited, place) for cited in citations for place in places)
