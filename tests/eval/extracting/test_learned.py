"""Learning which clause answers and when one does: from lists made by rule, and from a small archive."""

import json

import numpy as np
import pytest

from api.answering.extracting.choosing import ASSURANCE_NAMES, judgement_of, shipped
from api.answering.extracting.evidence import NAMES
from api.application import Application
from api.settings import Settings
from eval.errors import BadData, MissingFile, NothingToScore
from eval.extracting.gathered import Gathered, gathered
from eval.extracting.learned import learned, left_out, shape_of
from eval.extracting.squad import write_squad
from eval.extracting.thresholds import area_under_curve, refusal_f1
from eval.questions import read_questions
from eval.ranking.listwise import Listed
from index.fakes import FakeEmbedder, SyllableSegmenter

COVER = NAMES.index("cover")


def question(number, answerable, group):
    """Five clauses, of which the one that covers the question best answers it, where one covers it at all."""
    random = np.random.default_rng(number)
    features = random.random((5, len(NAMES))) * 0.3
    best = number % 5
    if answerable:
        features[best, COVER] = 0.9
    answers = np.zeros(5, dtype=bool)
    answers[best] = answerable
    return Gathered(str(number), group, answerable, Listed(features, answers))


QUESTIONS = [question(n, n % 3 > 0, f"d{n % 4}") for n in range(40)]


def test_what_tells_answers_apart_is_learned_and_nothing_of_a_group_is_seen():
    judgement = learned("thu", [QUESTIONS, QUESTIONS[:10]], QUESTIONS[:3])
    assert judgement.clause[COVER] == judgement.clause.max() > 0
    assert (judgement.clause >= 0).all() and (judgement.assurance >= 0).all()
    tried = list(left_out([QUESTIONS, []], []))
    assert sorted(each.id for each, _, _ in tried) == sorted(each.id for each in QUESTIONS)
    confidences = [confidence for _, _, confidence in tried]
    assert area_under_curve([each.answerable for each, _, _ in tried], confidences) > 0.95
    assert {judgement.name for _, judgement, _ in tried} == {"d0", "d1", "d2", "d3"}


def test_weights_are_written_by_name_and_read_back():
    judgement = learned("thu", [QUESTIONS], [])
    shape = json.loads(json.dumps(shape_of(judgement, {"a": 40})))
    again = judgement_of(shape)
    assert np.allclose(again.clause, judgement.clause, atol=1e-4) and again.name == "thu"
    assert np.allclose(again.assurance, judgement.assurance, atol=1e-4)
    assert len(shipped().clause) == len(NAMES) and len(shipped().assurance) == len(ASSURANCE_NAMES)
    assert shipped().clause.any() and shipped().assurance.any()


def test_figures_of_a_threshold():
    truth, confidences = [True, True, False, False], [0.9, 0.2, 0.1, 0.6]
    assert area_under_curve(truth, confidences) == 0.75 and area_under_curve([True], [1.0]) == 0.5
    assert refusal_f1(truth, confidences, 0.3) == 0.5 and refusal_f1(truth, confidences, 0.0) == 0.0
    assert refusal_f1(truth, confidences, 0.15) == pytest.approx(2 / 3)


SQUAD = {
    "data": [
        {
            "paragraphs": [
                {
                    "context": "Cảng Vịnh Sâu mở năm 1998. Mỗi ngày có 40 tàu vào cảng. Phí neo đậu do Sở thu.",
                    "qas": [
                        {
                            "id": "q1",
                            "question": "Mỗi ngày có bao nhiêu tàu vào cảng?",
                            "answers": [{"text": "40", "answer_start": 39}],
                        },
                        {"id": "q2", "question": "Ai xây cảng?", "answers": []},
                    ],
                },
                {"context": "Rừng ngập mặn rộng 350 ha.", "qas": []},
            ]
        }
    ]
}


def test_squad_becomes_texts_and_questions(tmp_path):
    place = tmp_path / "squad.json"
    place.write_text(json.dumps(SQUAD), encoding="utf-8")
    assert write_squad(place, tmp_path / "ra") == 1
    (asked,) = read_questions(tmp_path / "ra" / "questions.jsonl")
    assert asked.gold[0].quote == "Mỗi ngày có 40 tàu vào cảng." and asked.gold[0].file == "000-00.txt"
    assert asked.must_contain == (("40",),)
    assert (tmp_path / "ra" / "documents" / "000-01.txt").read_text(encoding="utf-8").startswith("Rừng")


def test_squad_that_is_none_is_refused(tmp_path):
    place = tmp_path / "squad.json"
    with pytest.raises(MissingFile):
        write_squad(place, tmp_path / "ra")
    place.write_text('{"data": [{"paragraphs": [{"qas": 1}]}]}', encoding="utf-8")
    with pytest.raises(BadData):
        write_squad(place, tmp_path / "ra")
    place.write_text('{"data": []}', encoding="utf-8")
    with pytest.raises(NothingToScore):
        write_squad(place, tmp_path / "ra")


@pytest.fixture
def application_over_fakes(tmp_path):
    application = Application(Settings(data=tmp_path / "kho"), FakeEmbedder(), SyllableSegmenter())
    yield application
    application.close()
    application.catalogue.close()


def test_questions_are_gathered_with_and_without_what_answers_them(tmp_path, application_over_fakes):
    place = tmp_path / "squad.json"
    place.write_text(json.dumps(SQUAD), encoding="utf-8")
    write_squad(place, tmp_path / "ra")
    asked = read_questions(tmp_path / "ra" / "questions.jsonl")
    application_over_fakes.ingest([tmp_path / "ra" / "documents"])
    (known,) = gathered(application_over_fakes, asked)
    assert known.answerable and known.group == "000-00.txt" and known.listed.answers.sum() == 1
    assert known.listed.features.shape == (len(known.listed.answers), len(NAMES))
    assert all(not each.answerable for each in gathered(application_over_fakes, asked, without_gold=True))
