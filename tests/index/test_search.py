"""Hits come from both legs, inside the scope, and stand for passages that are still there."""

import datetime as dt
from dataclasses import replace

import pytest

from index.catalogue.catalogue import Catalogue, FileRecord, Label
from index.catalogue.migrate import open_engine
from index.fakes import FakeEmbedder, SyllableSegmenter
from index.filters import Filter
from index.passages import passages_of
from index.query.understanding import Part
from index.search import Index, Ranking, indexed_text
from index.store.fake import FakeStore
from index.types import Passage, Scope
from index.vocabulary import Vocabulary
from ingest.structure.sections import sections_of
from ingest.types import Document, Fact, Facts, Span

ALL = Scope(clearance=3)
USUAL = Ranking()
OPEN = Label()
TEXTS = {
    "a": "Văn phòng Tỉnh ủy chủ trì số hóa hồ sơ lưu trữ lịch sử của tỉnh Sông Lam.",
    "b": "Sở Tài chính bố trí kinh phí số hóa hồ sơ lưu trữ hằng năm.",
    "c": "Sở Nông nghiệp hướng dẫn phòng chống dịch tả lợn châu Phi.",
    "d": "Trường Chính trị tỉnh bồi dưỡng kỹ năng số cho công chức.",
}
NUMBERS = {"a": "18-NQ/TU", "b": "27/2025/QĐ-UBND", "c": "05/CT-UBND", "d": "41-KH/TU"}


class Archive:
    def __init__(self, folder, ranking=USUAL, reranker=None):
        self.catalogue = Catalogue(open_engine(f"sqlite:///{folder / 'catalogue.sqlite'}"))
        self.store = FakeStore()
        parts = (self.catalogue, self.store, FakeEmbedder(64), SyllableSegmenter(), ranking)
        self.index = Index(*parts, reranker=reranker)

    def add(self, letter, text=None, label=OPEN, issued_on=None):
        number = Fact(NUMBERS.get(letter, "1-BC/TU"), Span(0, 0))
        issued = Fact(issued_on, Span(0, 0)) if issued_on else None
        made = Document(letter * 64 + "-0", text or TEXTS[letter], "text/plain", Facts(number=number, issued_on=issued))
        record = FileRecord(made.file_id, 1, "text/plain", "1", False)
        self.catalogue.put(record, [made], [passages_of(made)], label)
        self.catalogue.link(f"/kho/{letter}", letter, made.file_id)
        self.index.index_documents([made.id])
        return made

    def letters(self, query, scope=ALL, limit=10, **options):
        return [hit.passage.document_id[0] for hit in self.index.search(query, scope, limit, **options)]


@pytest.fixture
def archive(tmp_path):
    opened = Archive(tmp_path)
    yield opened
    opened.catalogue.close()


@pytest.fixture
def full(archive):
    for letter in TEXTS:
        archive.add(letter)
    return archive


QUERY = "số hóa hồ sơ lưu trữ"


def test_what_shares_the_words_comes_first(full):
    hits = full.index.search("Ai chủ trì số hóa hồ sơ lưu trữ lịch sử?", ALL, 10)
    assert [hit.passage.document_id[0] for hit in hits][:2] == ["a", "b"]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(set(hit.legs) == {"dense", "sparse", "fused"} for hit in hits)
    assert hits[0].passage == full.catalogue.passages_of("a" * 64 + "-0")[0]


@pytest.mark.parametrize("leg", ["dense", "sparse"])
def test_one_leg_alone(full, leg):
    hits = full.index.search(QUERY, ALL, 10, leg=leg)
    assert {hit.passage.document_id[0] for hit in hits[:2]} == {"a", "b"}
    assert all(hit.legs == {leg: hit.score} for hit in hits)


def test_fused_has_the_candidates_of_both_legs(tmp_path):
    archive = Archive(tmp_path, Ranking(depth=1))
    for letter in TEXTS:
        archive.add(letter)
    query = "dịch tả lợn và kỹ năng số"
    legs = {letter for leg in ("dense", "sparse") for letter in archive.letters(query, limit=1, leg=leg)}
    assert legs <= set(archive.letters(query, limit=4))
    archive.catalogue.close()


@pytest.mark.parametrize(("weight", "leg"), [(1.0, "dense"), (0.0, "sparse")])
def test_weights_1_and_0_give_the_legs_order(tmp_path, weight, leg):
    archive = Archive(tmp_path, Ranking(dense_weight=weight))
    for letter in TEXTS:
        archive.add(letter)
    alone = archive.letters(QUERY, leg=leg)
    assert archive.letters(QUERY)[: len(alone)] == alone
    archive.catalogue.close()


@pytest.mark.parametrize("said", ["05/CT-UBND", "05 / CT-UBND", "5/CT-UBND"])
def test_a_document_named_by_its_number_is_favoured(full, said):
    query = f"Chỉ thị số {said} nói gì về {QUERY}?"
    plain = Index(full.catalogue, full.store, FakeEmbedder(64), SyllableSegmenter(), Ranking(named_bonus=0))
    without = {hit.passage.document_id[0]: hit.score for hit in plain.search(query, ALL, 10)}
    scores = {hit.passage.document_id[0]: hit.score for hit in full.index.search(query, ALL, 10)}
    assert scores == without | {"c": pytest.approx(without["c"] + 1.5)}


def test_a_named_document_is_a_candidate_beyond_the_depth(tmp_path):
    archive = Archive(tmp_path, Ranking(depth=1, named_bonus=9))
    for letter in TEXTS:
        archive.add(letter)
    query = f"{QUERY} theo 05/CT-UBND"
    assert "c" not in {archive.letters(query, limit=1, leg=leg)[0] for leg in ("dense", "sparse")}
    assert archive.letters(query, limit=1) == ["c"]
    archive.catalogue.close()


@pytest.mark.parametrize("leg", ["fused", "dense", "sparse"])
@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        (Scope(), "acde"),
        (Scope(clearance=2), "abcde"),
        (Scope(organisations=frozenset()), "ade"),
        (Scope(organisations=frozenset({"stc"})), "acde"),
        (Scope(as_of=dt.date(2024, 12, 31)), "acd"),
        (Scope(clearance=3, organisations=frozenset({"khac"}), as_of=dt.date(2023, 1, 1)), "ab"),
    ],
)
def test_the_scope_is_kept_even_when_a_number_is_named(archive, leg, scope, seen):
    text = TEXTS["a"]
    archive.add("a", text)
    archive.add("b", text, Label(clearance=2))
    archive.add("c", text, Label(organisation="stc"))
    archive.add("d", text, issued_on=dt.date(2024, 5, 1))
    archive.add("e", text, issued_on=dt.date(2025, 5, 1))
    query = f"{QUERY} theo {' và '.join(NUMBERS.values())}"
    assert sorted(archive.letters(query, scope, leg=leg)) == list(seen)


@pytest.mark.parametrize("leg", ["fused", "dense", "sparse"])
def test_limits(full, leg):
    for limit in (1, 2):
        assert len(full.letters(QUERY, limit=limit, leg=leg)) == limit
    assert full.letters(QUERY, limit=0, leg=leg) == full.letters(QUERY, limit=-1, leg=leg) == []
    assert len(full.letters(QUERY, limit=1000, leg=leg)) <= len(TEXTS)


@pytest.mark.parametrize("query", ["", "  ", "?!…"])
def test_a_query_without_words_finds_nothing(full, query):
    assert full.letters(query) == []


def test_an_empty_archive(archive):
    assert archive.letters(QUERY) == []
    archive.index.warm()
    archive.index.index_documents([])
    assert archive.index.count() == 0


@pytest.mark.parametrize("leg", ["fused", "dense", "sparse"])
def test_hits_whose_passage_is_gone_are_left_out(full, leg):
    full.catalogue.put_passages("a" * 64 + "-0", ())
    assert full.index.count() == len(TEXTS)
    assert "a" not in full.letters(QUERY, leg=leg)
    assert "b" in full.letters(QUERY, leg=leg)


def test_indexing_again_replaces_and_marks(full):
    made = "a" * 64 + "-0"
    span = Span(0, 9)
    full.catalogue.put_passages(made, [Passage("0" * 8 + "-0000-0000-0000-" + "0" * 12, made, span, "Văn phòng", "")])
    assert full.catalogue.pending(10) == [[made]]
    full.index.index_documents([made])
    assert full.catalogue.pending(10) == []
    assert full.index.count() == len(TEXTS)
    assert full.store.count(made) == 1


def test_forgotten_documents_are_not_found(full):
    full.index.forget_documents(["a" * 64 + "-0"])
    assert "a" not in full.letters(QUERY)


def test_both_legs_read_the_heading():
    passage = Passage("x", "d", Span(0, 3), "Một", "18-NQ/TU › I")
    assert indexed_text(passage) == "18-NQ/TU › I\nMột"
    assert indexed_text(Passage("x", "d", Span(0, 3), "Một", "")) == "Một"


def with_units(archive):
    text = "Điều 1. Phạm vi\n" + "Quy chế này áp dụng trong tỉnh. " * 60 + "\nĐiều 2. Kinh phí\nDo ngân sách bảo đảm."
    number = Fact("99/2024/QĐ-UBND", Span(0, 0))
    made = Document("u" * 64 + "-0", text, "text/plain", Facts(number=number), sections=sections_of(text))
    archive.catalogue.put(FileRecord(made.file_id, 1, "text/plain", "1", False), [made], [passages_of(made)], OPEN)
    archive.catalogue.link("/kho/u", "u", made.file_id)
    archive.index.index_documents([made.id])
    return made


def test_a_named_unit_comes_before_all_else(full):
    made = with_units(full)
    hits = full.index.search("số hóa hồ sơ lưu trữ lịch sử, Điều 2 QĐ 99", ALL, 10)
    assert hits[0].passage.document_id == made.id and "Do ngân sách bảo đảm" in hits[0].passage.text
    assert full.letters("số hóa hồ sơ lưu trữ lịch sử, QĐ 99")[0] == "a"


def test_a_query_that_only_names_gives_the_document_in_reading_order(full):
    made = with_units(full)
    hits = full.index.search("nội dung quyết định 99/2024", ALL, 10)
    mine = [hit.passage.span.start for hit in hits if hit.passage.document_id == made.id]
    assert len(mine) > 1 and mine == sorted(mine) and hits[0].passage.document_id == made.id
    assert [hit.passage.document_id for hit in hits][: len(mine)] == [made.id] * len(mine)


def test_abbreviations_find_what_is_spelled_out(full):
    vocabulary = Vocabulary(abbreviations={"hslt": ("hồ sơ lưu trữ", "dịch tả lợn")})
    index = Index(full.catalogue, full.store, FakeEmbedder(64), SyllableSegmenter(), vocabulary=vocabulary)
    found = [hit.passage.document_id[0] for hit in index.search("HSLT", ALL, 10, leg="sparse")]
    assert set(found) == {"a", "b", "c"} and found[-1] == "c"
    said = index.understand("HSLT", [Part.ABBREVIATIONS])
    assert index.search(said, ALL, 10, leg="sparse") == ()


def test_questions_are_understood_by_the_archives_words_once_learnt(full):
    index = Index(
        full.catalogue, full.store, FakeEmbedder(64), SyllableSegmenter(), vocabulary=Vocabulary(full.catalogue)
    )
    plain = full.index.search("số hóa hồ sơ lưu trữ lịch sử", ALL, 3)
    assert index.search("so hoa ho so luu tru lich su", ALL, 3) == plain
    full.add("g", "Phòng cháy chữa cháy rừng.")
    index.learn_words()
    assert index.understand("chay rung").words == "cháy rừng"


LEGS = pytest.mark.parametrize("leg", ["fused", "dense", "sparse"])


@LEGS
@pytest.mark.parametrize(("query", "found"), [
    ('"số hóa hồ sơ"', "ab"), ('hồ sơ "lưu trữ lịch sử"', "a"), ('"hồ sơ số hóa"', ""), ('"HOÁ HỒ"', "ab"),
    ('"số hóa hồ sơ" -"tài chính"', "a"), ("số hóa hồ sơ lợn -tỉnh -lợn", "b"), ('"kinh phí hồ sơ"~2', "b"),
    ('"kinh phí hồ sơ"~1', ""), ('"so hoa"', "ab"), ('"so hóa"', ""), ("-tỉnh", ""), ('-"hồ sơ" -tỉnh', ""),
])  # fmt: skip
def test_operators_hold_in_every_leg(full, leg, query, found):
    full.index.vocabulary = Vocabulary(full.catalogue)
    assert sorted(full.letters(query, leg=leg)) == list(found)


def test_an_understood_query_keeps_its_operators(full):
    said = full.index.understand('"số hóa hồ sơ" -"tài chính"')
    assert full.letters(said) == ["a"]


@pytest.fixture
def crowded(tmp_path):
    """A phrase in one document among many that rank before it; of every leg only the first is looked at."""
    archive = Archive(tmp_path, Ranking(depth=1))
    for at in range(30):
        archive.add(f"{at:02x}"[::-1] + "x", "Sáng kiến đột phá về hồ sơ, phá thế độc quyền, đột biến. " * 2)
    archive.add("q", "Cần đổi mới. " * 40 + "Khâu đột nhiên phá rào ở xã Bến Nứa. " + "Cần đổi mới. " * 40)
    yield archive
    archive.catalogue.close()


@LEGS
@pytest.mark.parametrize("query", [
    '"đột nhiên phá rào" đột phá hồ sơ', '"dot nhien" đột phá hồ sơ', '"rào phá nhiên"~1 đột phá hồ sơ',
    '"rào" đột phá hồ sơ', '"đổi mới khâu đột" đột phá hồ sơ',
])  # fmt: skip
def test_a_phrase_is_found_however_low_its_passage_ranks(crowded, leg, query):
    crowded.index.vocabulary = Vocabulary(crowded.catalogue)
    assert "q" not in crowded.letters("đột phá hồ sơ", leg=leg, limit=5)
    assert crowded.letters(query, leg=leg, limit=5) == ["q"]


@LEGS
def test_what_is_left_when_words_are_excluded_is_looked_for_further_down(crowded, leg):
    assert crowded.letters("đột phá hồ sơ -quyền", leg=leg, limit=2) == ["q"]


def test_a_phrase_shows_nothing_that_the_reader_may_not_see(archive):
    archive.add("a", label=Label(clearance=2))
    archive.add("b")
    assert archive.letters('"số hóa hồ sơ"', Scope()) == ["b"]
    assert archive.letters('"chủ trì"', Scope()) == archive.letters('"chu tri"', Scope()) == []


@LEGS
def test_a_filter_bounds_every_leg_and_what_is_named(archive, leg):
    for letter in "abcd":
        archive.add(letter, issued_on=dt.date(2020 + "abcd".index(letter), 1, 1))
    late = Filter(issued_from=dt.date(2022, 1, 1))
    assert sorted(archive.letters(QUERY, leg=leg, where=late)) == sorted(
        set(archive.letters(QUERY, leg=leg)) & {"c", "d"}
    )
    named = "số hóa hồ sơ lưu trữ theo 18-NQ/TU và 05/CT-UBND"
    assert set(archive.letters(named, leg=leg, where=late)) <= {"c", "d"}
    assert "a" not in archive.letters("nội dung 18-NQ/TU", leg=leg, where=late)
    assert archive.letters(QUERY, leg=leg, where=Filter(kinds=frozenset({"luật"}))) == []
    assert archive.letters(QUERY, leg=leg, where=Filter()) == archive.letters(QUERY, leg=leg)
    assert archive.letters('"số hóa"', leg=leg, where=Filter(issued_to=dt.date(2020, 1, 1))) == ["a"]
    assert set(archive.letters(QUERY, Scope(as_of=dt.date(2022, 1, 1)), leg=leg, where=late)) <= {"c"}


def test_a_filter_finds_what_ranks_beyond_the_depth(crowded):
    crowded.add("z", "Cần đổi mới ở xã Bến Nứa.", issued_on=dt.date(2025, 1, 1))
    assert "z" not in crowded.letters("đột phá hồ sơ đổi mới", limit=5)
    assert crowded.letters("đột phá hồ sơ đổi mới", limit=5, where=Filter(issued_from=dt.date(2025, 1, 1))) == ["z"]


@LEGS
def test_a_filter_finds_the_copy_that_meets_it(archive, leg):
    best = archive.add("a")
    other = archive.add("b", TEXTS["a"], issued_on=dt.date(2025, 1, 1))
    archive.catalogue.put_copies(best.id, (), "9", [])
    archive.catalogue.put_copies(other.id, (), "1", [best.id])
    assert archive.letters(QUERY, leg=leg) == ["a"]
    assert archive.letters(QUERY, leg=leg, where=Filter(issued_from=dt.date(2020, 1, 1))) == ["b"]
    assert archive.letters(QUERY, leg=leg, where=Filter(formats=frozenset({"text"}))) == ["a"]


def like(archive, letter, scope=ALL, limit=10):
    passage = archive.catalogue.passages_of(letter * 64 + "-0")[0]
    return [hit.passage.document_id[0] for hit in archive.index.like(passage.id, scope, limit)]


def test_passages_like_a_given_one(full):
    hits = full.index.like(full.catalogue.passages_of("a" * 64 + "-0")[0].id, ALL, 10)
    assert hits[0].passage.document_id[0] == "b" and len(hits) == 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(set(hit.legs) == {"dense", "sparse"} for hit in hits)
    assert like(full, "a", limit=1) == ["b"] and like(full, "a", limit=0) == []


def test_passages_of_the_same_document_are_like_it_too(full):
    made = with_units(full)
    first, *rest = full.catalogue.passages_of(made.id)
    hits = full.index.like(first.id, ALL, 10)
    assert {hit.passage.id for hit in hits} >= {passage.id for passage in rest} and first.id not in {
        hit.passage.id for hit in hits
    }


def test_a_passage_that_is_unknown_or_unseen_is_like_nothing(archive):
    secret = archive.add("a", label=Label(clearance=2))
    archive.add("b")
    archive.add("c", label=Label(organisation="stc"))
    assert archive.index.like("x", ALL, 5) == archive.index.like("", ALL, 5) == ()
    assert archive.index.like(archive.catalogue.passages_of(secret.id)[0].id, Scope(), 5) == ()
    assert like(archive, "b", Scope(organisations=frozenset())) == []
    assert sorted(like(archive, "b", ALL)) == ["a", "c"]


def test_other_copies_of_a_document_are_not_like_it(archive):
    best, other = archive.add("a"), archive.add("b", TEXTS["a"])
    archive.add("c")
    archive.catalogue.put_copies(best.id, (), "9", [])
    archive.catalogue.put_copies(other.id, (), "1", [best.id])
    assert like(archive, "a") == like(archive, "b") == ["c"]


@pytest.fixture
def dated(archive):
    """The same words in three years, and as many more that say less of them."""
    for letter, year in zip("abc", (2015, 2024, 2020), strict=True):
        archive.add(letter, "Nghị quyết về chuyển đổi số trong lưu trữ hồ sơ.", issued_on=dt.date(year, 5, 1))
    archive.add("d", "Công văn về phòng chống dịch bệnh mùa hè.", issued_on=dt.date(2025, 5, 1))
    return archive


def test_what_a_question_says_of_time_bounds_the_search(dated):
    assert dated.letters("nghị quyết về chuyển đổi số ban hành năm 2020") == ["c"]


def test_the_newest_of_equals_comes_first_and_no_filter_is_made_of_it(dated):
    assert dated.letters("nghị quyết mới nhất về chuyển đổi số trong lưu trữ hồ sơ") == ["b", "c", "a", "d"]


def test_what_is_said_of_time_can_be_taken_as_typed(dated):
    said = dated.index.understand("nghị quyết về chuyển đổi số ban hành năm 2020", {Part.TIMES})
    assert {*dated.letters(said)} >= {"a", "b", "c"}


class Liking:
    """A `Reranker` that likes one word, and remembers what it was shown."""

    name = "liking"
    sharpness = 1.0

    def __init__(self, word):
        self.word = word
        self.shown = []

    def scores(self, question, hits):
        self.shown.append((question, len(hits)))
        return [float(self.word in hit.passage.text) for hit in hits]


@pytest.fixture
def liking(tmp_path):
    reranker = Liking("kinh phí")
    opened = Archive(tmp_path, replace(USUAL, reranked=3), reranker)
    for letter in TEXTS:
        opened.add(letter)
    yield opened, reranker
    opened.catalogue.close()


def test_the_first_passages_are_put_in_order_anew(liking):
    archive, reranker = liking
    before = archive.letters("số hóa hồ sơ lưu trữ lịch sử", rerank=False)
    assert before[:2] == ["a", "b"]
    assert archive.letters("số hóa hồ sơ lưu trữ lịch sử") == ["b", "a", *before[2:]]
    assert reranker.shown == [("số hóa hồ sơ lưu trữ lịch sử", 3)]


def test_as_many_are_looked_at_however_few_are_wanted(liking):
    archive, _ = liking
    question = "số hóa hồ sơ lưu trữ lịch sử"
    assert archive.letters(question, limit=1) == archive.letters(question)[:1] == ["b"]


@pytest.mark.parametrize("options", [{"leg": "dense"}, {"leg": "sparse"}, {"rerank": False}])
def test_legs_by_themselves_are_left_as_they_are(liking, options):
    archive, reranker = liking
    archive.letters("số hóa hồ sơ", **options)
    assert reranker.shown == []


def test_a_query_that_only_names_is_not_judged(liking):
    archive, reranker = liking
    assert archive.letters("18-NQ/TU")[0] == "a"
    assert reranker.shown == []
