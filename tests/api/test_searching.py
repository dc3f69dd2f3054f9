"""One search line for all doors, over the fakes: pages, orders, filters, counts, and what a reader may not see."""

from dataclasses import replace

import pytest

from api.errors import EmptyQuestion, PassageNotFound, QuestionTooLong
from api.filtering import filter_of
from api.searching import LOOKED_AT, SearchRequest, chosen_of, page_of
from api.understanding import Interpretation
from index.catalogue.catalogue import Told
from index.grouping import Order
from index.query.lexicon import Lexicon
from index.query.understanding import Part, understood
from index.types import DocumentEntry, Hit, Passage, Scope
from ingest.types import Span

OPEN = Scope()
NUMBERS = ("21-NQ/TU", "30/KH-UBND", "77/2025/QĐ-UBND")


def files(page):
    return [document.entry.file for document in page.documents]


def asked(query="số tỉnh", **changes):
    return SearchRequest(query, **changes)


def test_a_result_is_documents_with_their_best_places(reading):
    page = reading.search_page(asked("phí neo đậu của chủ tàu"), OPEN)
    assert files(page)[0] == "quyet-dinh-77.md" and page.total_documents == 3 and page.is_all
    first = page.documents[0]
    assert "50.000 đồng" in first.places[0].found.hit.passage.text and first.found >= len(first.places)
    assert {span.of(first.places[0].found.hit.passage.text) for span in first.places[0].why.words} >= {"phí neo đậu"}
    assert page.facets.documents == 3 and page.without == {}
    assert page.total_passages == sum(document.found for document in page.documents)


def test_pages_neither_repeat_nor_leave_out_whatever_the_order(reading):
    for order in Order:
        whole = reading.search_page(asked(order=order), OPEN)
        paged = [reading.search_page(asked(order=order, per_page=1, page=at), OPEN) for at in (1, 2, 3, 4)]
        assert [file for page in paged for file in files(page)] == files(whole)
        flat = reading.search_page(asked(order=order, groups=False, per_page=99), OPEN)
        pieces = [
            reading.search_page(asked(order=order, groups=False, per_page=2, page=at), OPEN) for at in range(1, 9)
        ]
        assert [each.found for page in pieces for each in page.passages] == [each.found for each in flat.passages]
        assert flat.documents == () and flat.total_passages == len(flat.passages)


def test_orders_are_by_date_and_by_number(reading):
    in_order = {Order.DATE: ["30/KH-UBND", "77/2025/QĐ-UBND", "21-NQ/TU"], Order.NUMBER: [*NUMBERS]}
    for order, numbers in in_order.items():
        found = reading.search_page(asked('"tỉnh"', order=order, literal=frozenset({Part.OPERATORS})), OPEN)
        listed = [each.entry.number for each in found.documents]
        assert listed == [number for number in numbers if number in listed] and len(listed) > 1


def test_a_filter_bounds_what_is_found_and_counted(reading):
    where = filter_of({"kind": ["ke hoach"], "from": ["2025"]})
    page = reading.search_page(asked("rừng ngập mặn", where=where), OPEN)
    assert files(page) == ["ke-hoach/ke-hoach-30.txt"] and page.total_documents == 1
    assert page.without == {"kind": 3, "from": 1}
    assert dict(page.facets.kinds) == {"kế hoạch": 1, "nghị quyết": 1, "quyết định": 1} and page.facets.documents == 1
    nothing = reading.search_page(asked("rừng", where=filter_of({"kind": ["luật"]})), OPEN)
    assert nothing.documents == () and nothing.pages == 0 and nothing.without == {"kind": 3}


def test_what_a_reader_may_not_see_is_nowhere_in_a_result(application, tmp_path, write):
    folder = write(tmp_path / "goc", {"mo.txt": "QUYẾT ĐỊNH\nvề bến cá\nĐiều 1. Bến cá mở lúc 4 giờ."})
    marked = write(tmp_path / "mat", {"mat.txt": "KẾ HOẠCH\nvề bến cá\nĐiều 1. Bến cá tập kết ca nô."})
    application.ingest([folder])
    application.ingest([marked], told=Told(clearance=1))
    for where in (filter_of({}), filter_of({"format": ["text"]}), filter_of({"kind": ["kế hoạch"]})):
        page = application.search_page(asked("bến cá", where=where), OPEN)
        assert "mat.txt" not in str(page) and "kế hoạch" not in page.facets.kinds and page.facets.documents <= 1
        assert set(page.without.values()) <= {1}
    seen = application.search_page(asked("bến cá"), Scope(clearance=1))
    assert sorted(files(seen)) == ["mat.txt", "mo.txt"]
    hidden = next(each.places[0] for each in seen.documents if each.entry.file == "mat.txt").found.hit.passage.id
    with pytest.raises(PassageNotFound):
        application.like(hidden, OPEN)
    itself, found = application.like(hidden, Scope(clearance=1))
    assert itself.hit.passage.id == hidden and "mo.txt" in {each.file for each in found}


def test_likeness_leaves_the_passage_out(reading):
    first = reading.search("phí neo đậu", OPEN, limit=1)[0].hit.passage
    itself, found = reading.like(first.id, OPEN, limit=3)
    assert itself.hit.passage == first and len(found) == 3 and first.id not in {each.hit.passage.id for each in found}
    with pytest.raises(PassageNotFound):
        reading.like("khong-co", OPEN)


@pytest.mark.parametrize("query", ["", " \n", "\u00a0"])
def test_an_empty_query_is_refused(reading, query):
    with pytest.raises(EmptyQuestion):
        reading.search_page(asked(query), OPEN)


def test_too_long_a_query_is_refused_and_an_odd_one_is_not(reading):
    with pytest.raises(QuestionTooLong):
        reading.search_page(asked("a" * 10_000), OPEN)
    for query in ("🐟" * 900, "\u202e\x01\x7f", "\udcff cá", '"', "-", "~5", "a" * 2000, "số " * 600):
        assert reading.search_page(asked(query), OPEN).total_passages >= 0


# Pure ---------------------------------------------------------------------------------------------------------------


def hit(key, score, document):
    return Hit(Passage(key, document, Span(0, 1), "x", ""), score, {"dense": score})


def entry(key):
    return DocumentEntry(key, f"{key}.pdf", "x/y", None, None, None, None, None, 0, 1, 0, 0, None)


def read(query="x"):
    return Interpretation(understood(query, Lexicon(), {}))


HITS = [hit("1", 4.0, "a"), hit("2", 1.1, "b"), hit("3", 0.9, "c"), hit("4", -1.0, "a")]


def test_another_order_than_relevance_lists_what_is_sure():
    assert chosen_of(HITS, Order.RELEVANCE, read().said) == HITS
    assert chosen_of(HITS, Order.DATE, read().said) == HITS[:2]
    assert chosen_of(HITS, Order.NUMBER, read('"x"').said) == HITS
    assert chosen_of(HITS[3:], Order.DATE, read().said) == HITS[3:] and chosen_of([], Order.DATE, read().said) == []


def test_what_has_no_entry_or_is_gone_is_left_out():
    entries = {key: entry(key) for key in ("a", "c")}
    page = page_of(asked(), read(), HITS, entries, lambda each: None if each.passage.id == "3" else each)
    assert [(each.entry.id, len(each.places), each.found) for each in page.documents] == [("a", 2, 2), ("c", 0, 1)]
    assert (page.total_documents, page.total_passages, page.pages, page.is_all) == (2, 3, 1, True)
    full = page_of(replace(asked(), looked_at=4), read(), HITS, entries, lambda each: each)
    assert not full.is_all and full.documents[0].places[0].why.looked_at == 3
    few = page_of(asked(places=1, others=9), read(), HITS, entries, lambda each: each).documents[0]
    assert ([len(few.places), len(few.others)], few.found) == ([1, 1], 2)
    dated = page_of(asked(order=Order.DATE), read(), HITS, entries, lambda each: each)
    assert (dated.total_documents, dated.left_out) == (1, 2)
    assert page_of(asked(page=10**9), read(), HITS, entries, lambda each: each).documents == ()
    assert asked().looked_at == LOOKED_AT


def test_the_few_that_are_enough_to_answer_are_marked():
    entries = {key: entry(key) for key in ("a", "b", "c")}
    page = page_of(asked(groups=False), read(), HITS, entries, lambda each: each, answering=2)
    assert [shown.why.is_likely for shown in page.passages] == [True, True, False, False]


def test_what_was_judged_says_how_many_are_enough(reading):
    shown = reading.search_page(asked("phí neo đậu", groups=False), OPEN).passages
    likely = [each.why.is_likely for each in shown]
    assert likely[0] and likely == sorted(likely, reverse=True) and sum(likely) <= 10
