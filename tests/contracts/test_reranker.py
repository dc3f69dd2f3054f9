"""The same promises of `Reranker` over the fake, the default ranker and a sentence-transformers cross-encoder."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.errors import ModelNotInstalled
from index.fakes import FakeReranker
from index.query.lexicon import lexicon_of
from index.rerank.linear import LinearReranker, read_weights
from index.types import Hit, Passage, Reranker
from ingest.types import Span

TEXTS = (
    "Điều 4. Thời hạn báo cáo\n1. Chi bộ gửi báo cáo trước ngày 20 hằng tháng.",
    "Điều 5. Khen thưởng\n1. Chi bộ có thành tích được khen thưởng.",
    "Giao Sở Tài chính cân đối nguồn vốn.",
    "",
    "🙂 \u202e ??? \x00 漢字",
    "chi bộ " * 3000,
)
HITS = tuple(
    Hit(
        Passage(f"p{n}", f"d{n % 2}", Span(0, len(text)), text, "12-QĐ/TU"), 2.0 - n / 10, {"dense": 0.8, "sparse": 4.0}
    )
    for n, text in enumerate(TEXTS)
)


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Reranker:
    """The bundled encoder with an untrained head: what it says is of no worth, but it says it as any other would."""
    pytest.importorskip("sentence_transformers")
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    from index.e5_reference import as_sentence_transformers_folder
    from index.e5_weights import read_weights as encoder_weights
    from index.rerank.cross_encoder import CrossEncoderReranker

    encoder = as_sentence_transformers_folder(encoder_weights(), tmp_path_factory.mktemp("e5"))
    folder = tmp_path_factory.mktemp("cross")
    torch.manual_seed(7)
    AutoModelForSequenceClassification.from_pretrained(encoder, num_labels=1).save_pretrained(folder)
    AutoTokenizer.from_pretrained(encoder).save_pretrained(folder)
    return CrossEncoderReranker(str(folder))


@pytest.fixture(params=["fake", "linear", pytest.param("cross-encoder", marks=pytest.mark.model)])
def reranker(request: pytest.FixtureRequest) -> Reranker:
    if request.param == "fake":
        return FakeReranker()
    if request.param == "linear":
        lexicon = lexicon_of(TEXTS)
        return LinearReranker(read_weights(), lambda: lexicon)
    found: Reranker = request.getfixturevalue("cross_encoder")
    return found


@pytest.mark.parametrize("question", ["Chi bộ gửi báo cáo trước ngày nào?", "", "?", "🙂", "chi bộ " * 800])
def test_every_hit_gets_a_finite_number(reranker: Reranker, question: str) -> None:
    scores = reranker.scores(question, HITS)
    assert len(scores) == len(HITS)
    assert all(math.isfinite(score) for score in scores)


def test_no_hits_get_no_scores(reranker: Reranker) -> None:
    assert list(reranker.scores("chi bộ", ())) == []


def test_one_hit_is_judged(reranker: Reranker) -> None:
    assert len(reranker.scores("chi bộ", HITS[:1])) == 1


def test_the_same_is_said_twice_and_from_several_threads(reranker: Reranker) -> None:
    def asked(_: int) -> list[float]:
        return list(reranker.scores("Chi bộ gửi báo cáo khi nào?", HITS))

    with ThreadPoolExecutor(4) as pool:
        first, *others = pool.map(asked, range(4))
    assert all(other == pytest.approx(first, abs=1e-5) for other in others)


def test_it_says_what_it_is(reranker: Reranker) -> None:
    assert reranker.name
    assert reranker.sharpness > 0


@pytest.mark.model
def test_a_model_that_is_not_here_is_told(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers")
    from index.rerank.cross_encoder import CrossEncoderReranker

    with pytest.raises(ModelNotInstalled, match="khong-co"):
        CrossEncoderReranker(str(tmp_path / "khong-co")).scores("chi bộ", HITS)
