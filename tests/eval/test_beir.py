import json

import pytest

from eval.alqac import article_id, convert
from eval.beir import read_collection, write_collection
from eval.errors import BadData, CannotWrite, MissingFile, NothingToScore

DOCUMENTS = [("d1", "Luật Cư trú", "Phạm vi"), ("d2", "", "Đối tượng")]


def test_what_is_written_is_read_back(tmp_path):
    write_collection(tmp_path, DOCUMENTS, {"q1": "gì?", "q2": "ai?"}, {"q1": ["d2"], "q2": ["d1", "d9"]})
    assert (tmp_path / "qrels" / "test.tsv").read_text().splitlines()[:2] == ["query-id\tcorpus-id\tscore", "q1\td2\t1"]
    collection = read_collection(tmp_path)
    assert collection.documents == tuple(DOCUMENTS)
    assert collection.queries == {"q1": "gì?", "q2": "ai?"}
    assert collection.qrels == {"q1": {"d2": 1}, "q2": {"d1": 1, "d9": 1}}
    assert collection.missing == {"q2": ["d9"]}


@pytest.fixture
def folder(tmp_path):
    write_collection(tmp_path, DOCUMENTS, {"q1": "gì?", "q2": "ai?"}, {"q1": ["d2"]})
    return tmp_path


def test_queries_without_a_relevant_document_say_nothing(folder):
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td2\t2.0\nq2\td1\t0\n")
    collection = read_collection(folder)
    assert (collection.queries, collection.qrels) == ({"q1": "gì?"}, {"q1": {"d2": 2}})


def test_a_header_is_not_needed_and_a_title_may_be_missing(folder):
    (folder / "qrels" / "test.tsv").write_text("q1\t7\t1\n")
    (folder / "corpus.jsonl").write_text(json.dumps({"_id": 7, "text": "x"}))
    assert read_collection(folder).documents == (("7", "", "x"),)


@pytest.mark.parametrize(
    ("file", "text", "error"),
    [
        ("qrels/test.tsv", "q1 d2 1\n", BadData),
        ("qrels/test.tsv", "q1\td2\tyes\n", BadData),
        ("qrels/test.tsv", "q7\td2\t1\n", BadData),
        ("qrels/test.tsv", "q1\td2\t0\n", NothingToScore),
        ("corpus.jsonl", '{"_id": "d1", "text": ""}\n' * 2, BadData),
        ("corpus.jsonl", '{"text": ""}', BadData),
        ("queries.jsonl", '{"_id": "q1"}', BadData),
    ],
)
def test_malformed_collections(folder, file, text, error):
    (folder / file).write_text(text)
    with pytest.raises(error):
        read_collection(folder)


def test_missing_and_unwritable(tmp_path):
    with pytest.raises(MissingFile):
        read_collection(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite):
        write_collection(tmp_path / "file", [], {}, {})


LAWS = [
    {"id": "Luật Cư trú", "articles": [{"id": "1", "text": "Phạm vi\n\nLuật này…"}, {"id": 2, "text": "Đối tượng"}]}
]


def asked(name, *articles, **more):
    gold = [{"law_id": "Luật Cư trú", "article_id": article} for article in articles]
    return {"question_id": name, "question_type": "Đúng/Sai", "text": "gì?", "relevant_articles": gold} | more


@pytest.fixture
def convert_(tmp_path):
    def run(laws, questions, others=()):
        (tmp_path / "law.json").write_text(json.dumps(laws))
        (tmp_path / "train.json").write_text(json.dumps(questions))
        return convert(tmp_path / "law.json", tmp_path / "train.json", tmp_path / "out", others)

    return run


def test_alqac_becomes_a_collection(convert_, tmp_path):
    # 2024's questions carry an answer, choices and an id of their own in each gold article: none is needed.
    done = convert_(LAWS, [asked("a", "1"), asked("b", "2", "3"), asked("c", "3", choices={"A": "x"}, answer="A")])
    assert (done.documents, done.questions) == (2, 3)
    assert done.missing == {"b": ["Luật_Cư_trú.3"], "c": ["Luật_Cư_trú.3"]}
    collection = read_collection(tmp_path / "out")
    assert collection.documents[0] == ("Luật_Cư_trú.1", "Luật Cư trú", "Điều 1. Phạm vi\n\nLuật này…")
    # A question whose gold is missing is still a question.
    assert list(collection.queries) == ["a", "b", "c"]
    assert collection.missing == done.missing


def test_twins_of_other_questions_are_left_out(convert_, tmp_path):
    others = tmp_path / "others.json"
    others.write_text(json.dumps([asked("z", "1")]), encoding="utf-8")
    own = {**asked("a", "1"), "text": "Người chưa thành niên cư trú ở đâu?"}
    done = convert_(LAWS, [own, asked("b", "2")], [others])
    assert (done.questions, done.twins) == (1, ("b",))


def test_article_ids_are_composed_and_without_blanks():
    assert article_id("Lua\u0323\u0302t  Cư trú ", "1") == "Luật_Cư_trú.1"


@pytest.mark.parametrize(
    ("laws", "questions", "error"),
    [
        (LAWS * 2, [asked("a", "1")], BadData),
        (LAWS, [asked("a", "1")] * 2, BadData),
        (LAWS, [], NothingToScore),
        ({}, [asked("a", "1")], BadData),
        (LAWS, [{"question_id": "a"}], BadData),
    ],
)
def test_malformed_alqac(convert_, laws, questions, error):
    with pytest.raises(error):
        convert_(laws, questions)
