"""The same promises of `Embedder` over the fake, the default encoder and sentence-transformers."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from index.errors import ModelNotInstalled
from index.fakes import FakeEmbedder
from index.remembered import RememberedQueries
from index.types import Embedder

PLACES = ("huyện Thạch Lĩnh", "xã Phú Khê", "thị xã Đông Mai", "tỉnh Hải Sơn", "phường Tân Ngạn")
TASKS = (
    "Giao Sở Tài chính tỉnh Hải Sơn cân đối nguồn vốn cho {place} trước ngày 30/6 hằng năm.",
    "Tỷ lệ hộ nghèo ở {place} giảm còn 1,25 % vào cuối nhiệm kỳ, vượt chỉ tiêu đề ra.",
    "Căn cứ Nghị quyết số 18-NQ/TU, cấp ủy {place} xây dựng chương trình hành động.",
    "Đảng viên sinh hoạt tại {place} đóng đảng phí theo quy định chung.",
    "a) Kiểm tra, giám sát việc chấp hành quy chế làm việc của {place};",
    "Khen thưởng tập thể, cá nhân có thành tích xuất sắc trong chuyển đổi số tại {place}",
    "Kế hoạch trồng 450 ha rừng phòng hộ, giao {place} chủ trì; hoàn thành quý IV.",
    "Ai chịu trách nhiệm báo cáo kết quả thực hiện của {place}?",
    "Chỉ thị này được phổ biến đến chi bộ; {place} định kỳ 6 tháng sơ kết một lần.",
    "Điều 7. Thẩm quyền bổ nhiệm, giới thiệu cán bộ ứng cử thuộc {place} quản lý.",
)
SENTENCES = [task.format(place=place) for task in TASKS for place in PLACES]
LONG = " ".join(SENTENCES)


@pytest.fixture(scope="module")
def openvino() -> Embedder:
    from index.openvino_encoder import OpenVinoE5

    return OpenVinoE5()


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    pytest.importorskip("sentence_transformers")
    from index.e5_reference import as_sentence_transformers_folder
    from index.e5_weights import read_weights
    from index.embed import SentenceTransformerEmbedder

    folder = as_sentence_transformers_folder(read_weights(), tmp_path_factory.mktemp("e5"))
    return SentenceTransformerEmbedder(str(folder), "query: ", "passage: ")


@pytest.fixture(
    params=[
        "fake",
        "remembered",
        pytest.param("openvino", marks=pytest.mark.model),
        pytest.param("reference", marks=pytest.mark.model),
    ]
)
def embedder(request: pytest.FixtureRequest) -> Embedder:
    if request.param == "remembered":
        return RememberedQueries(FakeEmbedder())
    return FakeEmbedder() if request.param == "fake" else request.getfixturevalue(request.param)


def test_shape_type_and_unit_length(embedder):
    for encode in (embedder.encode_passages, embedder.encode_queries):
        vectors = encode(SENTENCES[:7])
        assert vectors.shape == (7, embedder.dimension)
        assert vectors.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_empty_input_gives_no_rows(embedder):
    for encode in (embedder.encode_passages, embedder.encode_queries):
        vectors = encode([])
        assert vectors.shape == (0, embedder.dimension)
        assert vectors.dtype == np.float32


def test_empty_and_blank_texts_have_a_unit_vector(embedder):
    vectors = embedder.encode_passages(["", "  \n", "…"])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_order_and_company_do_not_matter(embedder):
    texts = [SENTENCES[0], LONG[:900], "Có", SENTENCES[30], LONG[:300]]
    together = embedder.encode_passages(texts)
    alone = np.concatenate([embedder.encode_passages([text]) for text in texts])
    np.testing.assert_allclose(together, alone, atol=2e-5)
    np.testing.assert_allclose(embedder.encode_passages(texts[::-1])[::-1], together, atol=2e-5)


def test_the_same_text_gives_the_same_vector(embedder):
    np.testing.assert_array_equal(embedder.encode_queries(SENTENCES[:3]), embedder.encode_queries(SENTENCES[:3]))


def test_long_texts_are_cut_at_the_end_of_the_window(embedder):
    cut, longer = embedder.encode_passages([LONG, LONG + " Thêm một đoạn hoàn toàn khác về ngư trường."])
    np.testing.assert_allclose(cut, longer, atol=1e-5)


def test_a_query_is_not_a_passage(embedder):
    query, passage = embedder.encode_queries(SENTENCES[:1]), embedder.encode_passages(SENTENCES[:1])
    assert not np.allclose(query, passage, atol=1e-4)


def test_what_shares_words_is_closer(embedder):
    query = embedder.encode_queries(["Xã Phú Khê trồng bao nhiêu ha rừng phòng hộ?"])[0]
    near, far = embedder.encode_passages([SENTENCES[31], "Quy định mức đóng đảng phí của đảng viên hưu trí."])
    assert query @ near > query @ far


def test_name_and_dimension_identify_the_model(embedder):
    assert embedder.name.strip()
    assert embedder.dimension > 0


@pytest.mark.model
def test_fast_path_agrees_with_the_reference(openvino, reference):
    for encode in ("encode_passages", "encode_queries"):
        cosines = (getattr(openvino, encode)(SENTENCES) * getattr(reference, encode)(SENTENCES)).sum(axis=1)
        assert cosines.min() >= 0.999
    assert openvino.dimension == reference.dimension


@pytest.mark.model
def test_threads_share_one_encoder(openvino):
    alone = openvino.encode_passages(SENTENCES)
    with ThreadPoolExecutor(4) as pool:
        for vectors in pool.map(openvino.encode_passages, [SENTENCES] * 4):
            np.testing.assert_allclose(vectors, alone, atol=2e-5)


@pytest.mark.model
def test_a_model_that_is_not_here_says_what_to_do(tmp_path, monkeypatch):
    pytest.importorskip("sentence_transformers")
    from index.embed import SentenceTransformerEmbedder

    with pytest.raises(ModelNotInstalled, match="thư mục"):
        SentenceTransformerEmbedder(str(tmp_path)).encode_queries(["gì"])


def test_without_the_extra_the_remedy_is_named(monkeypatch):
    from index.embed import SentenceTransformerEmbedder

    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelNotInstalled, match=r"vanban\[models\]"):
        SentenceTransformerEmbedder("vi/mo-hinh").encode_queries(["gì"])


def test_importing_the_adapters_loads_no_engine():
    program = (
        "import sys, index.openvino_encoder, index.embed, index.words, index.e5_reference;"
        "heavy = {'openvino', 'torch', 'sentence_transformers', 'underthesea', 'tokenizers', 'transformers'};"
        "sys.exit(bool(heavy & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.model
def test_queries_asked_together_are_encoded_as_alone(openvino):
    alone = np.concatenate([openvino.encode_queries([text]) for text in SENTENCES])
    with ThreadPoolExecutor(12) as pool:
        together = list(pool.map(lambda text: openvino.encode_queries([text])[0], SENTENCES))
    np.testing.assert_allclose(together, alone, atol=2e-5)
