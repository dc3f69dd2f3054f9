import pytest

from index.query.abbreviations import expansions_of, read_abbreviations
from index.query.lexicon import Lexicon, lexicon_of
from index.query.mentions import mentions_of

KNOWN = read_abbreviations()
LEXICON = lexicon_of(["Công tác an toàn tại UBND tỉnh về chuyển đổi số để to lớn, tu bổ"])


def expanded(question, keep=()):
    return [question[found.span.start : found.span.end] for found in expansions_of(question, KNOWN, LEXICON, keep)]


@pytest.mark.parametrize(
    ("question", "short"),
    [("CĐS ở UBND tỉnh", ["CĐS", "UBND"]), ("cds tai ubnd", ["cds", "ubnd"]), ("ĐMST LÀ GÌ", ["ĐMST"]), ("", []),
     ("KHCN, ĐMST?", ["KHCN", "ĐMST"]), ("TU giao việc", ["TU"]), ("an toàn để tu bổ", [])],
)  # fmt: skip
def test_abbreviations_are_known_and_words_are_not(question, short):
    assert expanded(question) == short


def test_a_document_number_is_left_alone():
    question = "NQ 57-NQ/TW về CĐS"
    assert expanded(question, [mention.span for mention in mentions_of(question)]) == ["CĐS"]


def test_a_deployment_adds_and_overrides(tmp_path):
    mine = tmp_path / "mine.tsv"
    mine.write_text("# của tỉnh\nBTG\tBan Tuyên giáo | bồi thường, giải phóng\nCĐS\tcấp độ sạch\n", encoding="utf-8")
    known = read_abbreviations(mine)
    assert known["btg"] == ("Ban Tuyên giáo", "bồi thường, giải phóng")
    assert [found.meanings for found in expansions_of("CĐS", known, Lexicon())] == [("cấp độ sạch",)]


@pytest.mark.parametrize("line", ["CĐS chuyển đổi số", "CĐS\t", "\tchuyển", "A B\tc"])
def test_a_bad_line_is_told_with_its_place(tmp_path, line):
    path = tmp_path / "mine.tsv"
    path.write_text(f"# một\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="dòng 2"):
        read_abbreviations(path)


def test_every_entry_of_the_list_says_something():
    assert len(KNOWN) > 150
    assert all(meaning == meaning.strip() and len(meaning) > 4 for meanings in KNOWN.values() for meaning in meanings)
