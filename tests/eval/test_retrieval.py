import json
from math import log2

import pytest

from eval.beir import Collection
from eval.fakes import FakeIndex
from eval.ports import LEGS
from eval.records import record
from eval.retrieval import Ranking, falling, rankings, scores_of, trec_lines
from eval.runs import run_retrieval

DOCUMENTS = (
    ("d1", "Luật Cư trú", "đăng ký thường trú tại công an xã"),
    ("d2", "Luật Giáo dục", "học phí của trường công lập"),
    ("d3", "", "đăng ký kết hôn tại ủy ban nhân dân xã"),
)
COLLECTION = Collection(
    DOCUMENTS,
    {"q1": "đăng ký kết hôn", "q2": "học phí trường công lập", "q3": "xyz"},
    {"q1": {"d3": 1}, "q2": {"d2": 1, "d9": 1}, "q3": {"d1": 1}},
)


def ranked(query, *documents):
    return Ranking(query, "fused", falling([(key, 1.0) for key in documents]), 1.0)


def test_scores_by_hand():
    scores = scores_of([ranked("q1", "d1", "d3"), ranked("q2", "d2"), ranked("q3")], COLLECTION)
    by_hand = {
        # q1: relevant at rank 2. q2: one of two found, at rank 1; ideal DCG is 1 + 1/log2(3). q3: nothing found.
        "nDCG@10": [1 / log2(3), 1 / (1 + 1 / log2(3)), 0.0],
        "R@1": [0.0, 0.5, 0.0],
        "R@10": [1.0, 0.5, 0.0],
        "MRR@10": [0.5, 1.0, 0.0],
    }
    for name, expected in by_hand.items():
        assert [score.value for score in scores[name].values()] == pytest.approx(expected)
        assert list(scores[name]) == ["q1", "q2", "q3"]


def test_queries_without_a_ranking_count_as_nothing():
    scores = scores_of([], COLLECTION)
    assert {score.value for of_query in scores.values() for score in of_query.values()} == {0.0}
    partial = scores_of([ranked("q1", "d3")], COLLECTION)
    assert [score.value for score in partial["R@1"].values()] == [1.0, 0.0, 0.0]


def test_ties_are_broken_as_the_index_ranked_them():
    # By document id alone TREC's tools would put d3 before d1.
    for order in (("d1", "d3"), ("d3", "d1")):
        scores = scores_of([ranked("q1", *order)], COLLECTION)
        assert scores["R@1"]["q1"].value == float(order[0] == "d3")


def test_falling_scores_keep_order_and_what_needs_no_change():
    # 1e-9 above is no difference in 32 bits; 3.0 after 1.0 comes from a later request and goes below.
    found = falling([("a", 1.0 + 1e-9), ("b", 1.0), ("c", 3.0), ("d", -0.5)])
    assert [key for key, _ in found] == ["a", "b", "c", "d"]
    assert found[0][1] > found[1][1] > found[2][1] > found[3][1] == -0.5


def test_a_run_file_gives_the_same_figures():
    lines = list(trec_lines([ranked("q1", "d1", "d3"), ranked("q 2", "văn bản")]))
    assert lines[0].split() == ["q1", "Q0", "d1", "1", "1", "vanban"]
    assert lines[2].split()[:4] == ["q%202", "Q0", "văn%20bản", "1"]
    assert float(lines[1].split()[4]) < 1.0


def test_a_run_over_the_fake(tmp_path):
    index = FakeIndex()
    index.add(COLLECTION.documents)
    made = rankings(index, COLLECTION, LEGS, limit=2)
    run = run_retrieval(COLLECTION, made, tmp_path, record("retrieval", {}))
    assert run.estimates["fused"]["R@1"].value == pytest.approx((1 + 0.5 + 0) / 3)
    assert run.estimates["sparse"].keys() == {"nDCG@10", "R@1", "R@10", "MRR@10"}
    assert run.gains.keys() == {"sparse", "dense"}
    assert all(times[0] is not None for times in run.latency_ms.values())

    lines = [json.loads(line) for line in (tmp_path / "per_query.jsonl").read_text().splitlines()]
    assert [line["id"] for line in lines] == ["q1", "q2", "q3"]
    assert lines[0]["top"][0] == "d3"
    assert lines[0]["scores"]["R@1"] == 1.0
    assert lines[1]["relevant"] == ["d2", "d9"]
    assert set(lines[1]["legs"]) == {"sparse", "dense"}
    summary = json.loads((tmp_path / "summary.json").read_text())
    assert summary["queries"] == 3
    assert summary["missing"] == {"q2": ["d9"]}
    assert summary["record"]["command"] == "retrieval"
    runs = {path.name: path.read_text().splitlines() for path in tmp_path.glob("*.trec")}
    assert runs.keys() == {"run.trec", "run.sparse.trec", "run.dense.trec"}
    assert all(len(line.split()) == 6 for lines in runs.values() for line in lines)


def test_one_leg_alone(tmp_path):
    index = FakeIndex()
    index.add(COLLECTION.documents)
    run = run_retrieval(COLLECTION, rankings(index, COLLECTION, LEGS[:1], 10), tmp_path, record("retrieval", {}))
    assert (list(run.estimates), run.gains) == (["fused"], {})
    assert [path.name for path in tmp_path.glob("*.trec")] == ["run.trec"]
