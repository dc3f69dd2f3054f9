"""Why a passage is in a result."""

from api.understanding import Interpretation
from api.why import standings, why_of, words_in
from index.named import Place
from index.query.lexicon import Lexicon
from index.query.understanding import understood
from index.types import DocumentEntry, Hit, Passage
from ingest.types import Span

ENTRY = DocumentEntry("d", "a.pdf", "x/y", "1-NQ", None, None, None, None, 1, 1, 0, 0, None)


def hit(key, dense, sparse, text="Số hóa hồ sơ", document="d"):
    return Hit(Passage(key, document, Span(10, 10 + len(text)), text, ""), 1.0, {"dense": dense, "sparse": sparse})


def read(*places, documents=()):
    return Interpretation(
        understood("số hóa văn bản", Lexicon(), {}), tuple(documents), tuple((p, "Điều 1") for p in places)
    )


HITS = [hit("a", 0.8, 3.0), hit("b", 0.9, 0.0), hit("c", 0.8, 5.0)]


def test_every_way_of_looking_has_a_ranking_of_its_own():
    assert standings(HITS) == {"dense": {"b": 1, "a": 2, "c": 2}, "sparse": {"c": 1, "a": 2}}
    assert standings([]) == {} and standings([Hit(HITS[0].passage, 1.0)]) == {}


def test_reasons_are_words_ranks_and_names():
    why = why_of(HITS[1], read(), standings(HITS), 3)
    assert [span.of("Số hóa hồ sơ") for span in why.words] == ["Số hóa"]
    assert (why.missing, dict(why.ranks), why.looked_at, why.named) == (("văn", "bản"), {"dense": 1}, 3, "")
    ranks = standings(HITS)
    assert why_of(HITS[0], read(documents=[ENTRY]), ranks, 3).named == "document"
    assert why_of(HITS[0], read(Place("d", Span(12, 14)), documents=[ENTRY]), ranks, 3).named == "unit"
    assert why_of(HITS[0], read(Place("d", Span(90, 94)), documents=[ENTRY]), ranks, 3).named == "document"
    assert why_of(HITS[0], read(Place("e", Span(12, 14))), ranks, 3).named == ""


def test_words_are_told_once_as_they_first_stand():
    text = "Số  hóa; số hóa, SỐ HÓA hồ sơ"
    spans = [Span(0, 7), Span(9, 15), Span(17, 23), Span(24, 29)]
    assert words_in(text, spans) == ("Số hóa", "hồ sơ")
