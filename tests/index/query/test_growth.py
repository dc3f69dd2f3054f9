"""A question twice as long takes twice the work, however it repeats itself: work is counted, not timed."""

import sys
from contextlib import contextmanager

import pytest

from index.query import described, times
from index.query.abbreviations import read_abbreviations
from index.query.described import descriptions_of
from index.query.lexicon import lexicon_of
from index.query.slips import suggested
from index.query.taken import Taken
from index.query.understanding import understood
from ingest.types import Span

LEXICON = lexicon_of(
    ["Nghị quyết về phát triển khoa học, công nghệ của Bộ Y tế năm nay. Các luật đất đai. Khoản, điều."] * 9
)
ABBREVIATIONS = read_abbreviations()
REPEATED = (
    "nghi quyet ve phat trien khoa hoc cong nghe ", "nghị quyết về phát triển ", "a ", "57-NQ/TW ", "khoản 2 điều 5 ",
    "k2 đ5 ", "nghị quyết 57, 18, 19 ", "năm 2025 ", "kế hoạch của Bộ Y tế do ai ký ", "các văn bản hiện hành ",
    "kế hoạch thực hiện nghị quyết 57 ai ký ", '"a" ', "CĐS CCHC ", "1/1/1/", "là ", "ai ",
    "của ai ký ban hành ngày nào ", "d9u7o7c5 ", "mới nhất ",
)  # fmt: skip


@contextmanager
def counted():
    """Calls of functions and steps of generators, ours and the interpreter's own, while it lasts."""
    work = [0]

    def count(frame, event, argument):
        work[0] += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        yield work
    finally:
        sys.setprofile(None)


def work_for(question):
    with counted() as work:
        said = understood(question, LEXICON, ABBREVIATIONS)
        suggested(said, LEXICON)
        descriptions_of(said.words, said.mentions)
    return work[0]


@pytest.mark.parametrize("repeated", REPEATED)
def test_work_grows_as_the_question_does(repeated):
    times_over = 600 // len(repeated)
    work_for(repeated * times_over)  # what is kept from question to question is filled
    short, long = work_for(repeated * times_over), work_for(repeated * 4 * times_over)
    assert long < 5 * short


@pytest.mark.parametrize(
    ("module", "name", "repeated"),
    [
        (times, "_CONTENT", "kết quả năm 2025 "),
        (times, "_NAMES_LAW", "năm 2025 "),
        (described, "_OVER", "nghị quyết 57 "),
    ],
)
def test_what_stands_before_is_looked_at_no_further_than_near(monkeypatch, module, name, repeated):
    pattern, looked = getattr(module, name), []

    class Counting:
        def search(self, text, start=0, end=None):
            end = len(text) if end is None else end
            looked.append(end - start)
            return pattern.search(text, start, end)

    monkeypatch.setattr(module, name, Counting())
    said = understood(repeated * 100, LEXICON, ABBREVIATIONS)
    descriptions_of(said.words, said.mentions)
    assert looked and max(looked) <= 240


def test_taken_is_what_any_span_overlaps():
    spans = [Span(5, 9), Span(0, 2), Span(8, 12), Span(20, 20)]
    for start in range(22):
        for end in range(start, 23):
            span = Span(start, end)
            assert Taken(spans).overlaps(span) == (
                start < end and any(span.overlaps(each) for each in spans if len(each))
            )
    assert not Taken().overlaps(Span(0, 5))
