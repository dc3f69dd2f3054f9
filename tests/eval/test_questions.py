import json

import pytest

from eval.errors import BadData, MissingFile, NothingToScore
from eval.questions import GoldSpan, read_questions
from eval.replies import Cited, Reply, read_replies

GOOD = {"id": "q1", "question": "Ai ký?", "kind": "who", "answerable": True, "must_contain": [["A", "B"]]}
GOLD = {"file": "p/a.md", "number": "1-QĐ", "address": None, "quote": "đã ký"}


@pytest.fixture
def written(tmp_path):
    def write(*rows):
        path = tmp_path / "rows.jsonl"
        path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
        return path

    return write


def test_a_question_is_read_whole(written):
    also = [{"file": "b.md", "quote": "ký bởi", "number": None}, {"file": "c.md"}, "d.md"]
    (question,) = read_questions(written(GOOD | {"gold": [GOLD], "also_in": also, "label": "có", "note": "x"}, ""))
    assert (question.id, question.text, question.kind, question.answerable) == ("q1", "Ai ký?", "who", True)
    assert question.gold == (GoldSpan("p/a.md", "đã ký", "1-QĐ"),)
    # An entry without a quote of its own stands for the gold quote in that file.
    assert question.also_in == (GoldSpan("b.md", "ký bởi"), GoldSpan("c.md", "đã ký"), GoldSpan("d.md", "đã ký"))
    assert (question.must_contain, question.label) == ((("A", "B"),), "có")


def test_also_in_may_stand_inside_a_gold_span(written):
    (question,) = read_questions(written(GOOD | {"gold": [GOLD, GOLD | {"quote": "khác", "also_in": ["c.md"]}]}))
    assert question.also_in == (GoldSpan("c.md", "khác"),)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("{", "không đọc được JSON"),
        ("[1]", "đối tượng JSON"),
        ({"id": "d", "turns": []}, "hội thoại"),
        (GOOD | {"question": " "}, "question"),
        (GOOD | {"answerable": "yes"}, "true hoặc false"),
        (GOOD | {"gold": {}}, "danh sách"),
        (GOOD | {"gold": ["x"]}, "gold"),
        (GOOD | {"gold": [{"file": "a.md"}]}, "quote"),
        (GOOD | {"must_contain": ["A"]}, "must_contain"),
        (GOOD | {"must_contain": [[]]}, "must_contain"),
        (GOOD | {"also_in": [3]}, "also_in"),
        (GOOD | {"label": "yes"}, "label"),
        (GOOD | {"kind": 3}, "kind"),
    ],
)
def test_a_malformed_row_is_named(written, row, reason):
    with pytest.raises(BadData, match=reason) as raised:
        read_questions(written(GOOD, row))
    assert raised.value.line == 2
    assert "dòng 2" in str(raised.value)


def test_a_repeated_id_an_empty_file_and_no_file(written, tmp_path):
    with pytest.raises(BadData, match="q1"):
        read_questions(written(GOOD, GOOD))
    with pytest.raises(NothingToScore):
        read_questions(written("", " "))
    with pytest.raises(MissingFile):
        read_questions(tmp_path / "none.jsonl")
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadData, match="UTF-8"):
        read_questions(tmp_path / "bytes.jsonl")


def test_replies_are_read_back(written):
    cited = {"file": "a.md", "quote": "đã ký", "page": None}
    path = written(
        {"id": "q1", "refused": False, "answer": "A", "citations": [cited, cited]},
        {"id": "q2", "refused": True},
        {"id": "q3", "refused": False, "error": "ValueError: x"},
    )
    # The same citation twice counts once; a line with an error is no reply.
    assert read_replies(path) == {
        "q1": Reply(False, "A", (Cited("a.md", "đã ký"),)),
        "q2": Reply(True, ""),
        "q3": None,
    }
    with pytest.raises(BadData, match="lặp"):
        read_replies(written({"id": "q1", "refused": True}, {"id": "q1", "refused": True}))
    with pytest.raises(BadData, match="refused"):
        read_replies(written({"id": "q1"}))
