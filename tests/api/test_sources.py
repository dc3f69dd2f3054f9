"""Hits with their documents."""

from api.answering.sources import found_of, pages_of, sources_of
from ingest.types import Document, Page, PageSource, Span


def paged(*spans):
    pages = tuple(Page(number, Span(*span), PageSource("text"), 595, 842) for number, span in enumerate(spans, 1))
    return Document("a" * 64 + "-0", "x" * 20, "application/pdf", pages=pages)


def test_pages_of_a_span_are_those_it_touches():
    document = paged((0, 5), (5, 12), (12, 20))
    assert pages_of(document, Span(0, 5)) == (1,)
    assert pages_of(document, Span(4, 6)) == (1, 2)
    assert pages_of(document, Span(0, 20)) == (1, 2, 3)
    assert pages_of(Document("a-0", "x", "text/plain"), Span(0, 1)) == ()


def test_hits_keep_their_order_and_lose_what_is_gone(sources_of_text):
    kept, gone = sources_of_text("Điều 1. Bến cá.\nĐiều 2. Cảng cá.", name="a"), sources_of_text("Rừng.", name="b")
    documents = {kept[0].document.id: kept[0].document}
    entries = {source.entry.id: source.entry for source in kept + gone}
    hits = [kept[1].hit, gone[0].hit, kept[0].hit]
    assert sources_of(hits, documents.get, entries.get) == (kept[1], kept[0])
    assert sources_of(hits, documents.get, {}.get) == ()
    assert sources_of([], documents.get, entries.get) == ()


def test_a_found_hit_says_where_it_stands(sources_of_text):
    source = sources_of_text("Điều 1. Bến cá.\nĐiều 2. Cảng cá.")[1]
    found = found_of(source.hit, source.document, source.entry)
    assert (found.file, found.number, found.title, found.pages) == ("a.txt", "21-NQ/TU", "Nghề cá", ())
    assert found.address == "Điều 2" and found.hit == source.hit
