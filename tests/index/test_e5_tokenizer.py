from __future__ import annotations

import unicodedata

import numpy as np
import pytest

from index.e5_tokenizer import RULES, E5Tokenizer
from index.e5_weights import Vocabulary, read_weights

TRICKY = [
    "Nghị quyết số 57-NQ/TW ngày 22/12/2024",
    unicodedata.normalize("NFD", "Đẩy mạnh chuyển đổi số, quyết liệt hành động"),
    "  hai  khoảng   trắng \t và\nxuống dòng  ",
    "Ưu tiên: ẤÂĂẮẶ ỗợữ Ỷ ỹ, oà/òa, uý/úy",
    "Tỉnh ủy Hải Sơn 😀👍🏽 khen thưởng 🇻🇳",
    "chuyểnđổisốquốcgiavàhộinhậpquốctếsâurộng" * 6,
    "a" * 3000,
    "1.234.567,89 đồng; 12,5 %; ½ số hộ; m²; №5; ①",
    "“Trích dẫn” – gạch ngang — ba chấm… «ngoặc»",
    "ＦＵＬＬ－ＷＩＤＴＨ ﬁn",
    "không\u200bthấy\ufeffđược\u00a0dấu cách\u00adlạ",
    "中文 и русский العربية हिन्दी \U00013000\U00013001 \u1680",
    "UBND-VP/2025/QĐ_v1.0 <b>đậm</b> http://vi.du/a?b=1",
    "▁gạch▁dưới▁ đặc biệt",
    "\x01\x08điều\x0bkhiển\x7f",
    "",
    " ",
    "-",
]


@pytest.fixture(scope="module")
def weights():
    return read_weights()


@pytest.fixture(scope="module")
def tokenizer(weights):
    return E5Tokenizer(weights.vocabulary, weights.positions)


def test_the_most_probable_pieces_by_hand():
    pieces = ("<s>", "<pad>", "</s>", "<unk>", "▁", "▁số", "▁s", "ố", "n", "g", "ng", "/")
    scores = np.array([0, 0, 0, 0, -5, -2, -4, -3, -4, -4, -3, -4], dtype=np.float32)
    tokenizer = E5Tokenizer(Vocabulary(pieces, scores, bos=0, eos=2, pad=1, unknown=3), max_tokens=6)
    assert tokenizer.ids_of("số") == [0, 5, 2]
    assert tokenizer.ids_of("sống") == [0, 5, 10, 2]
    assert tokenizer.ids_of("số ☂☂g") == [0, 5, 4, 3, 9, 2]
    assert tokenizer.ids_of("") == [0, 2]
    assert tokenizer.ids_of("số " * 9) == [0, 5, 5, 5, 5, 2]
    assert 2 not in tokenizer.ids_of("</s>")[1:-1]


@pytest.mark.model
def test_equals_the_published_tokenizer(weights, tokenizer):
    pytest.importorskip("tokenizers")
    from index.e5_reference import reference_tokenizer

    reference = reference_tokenizer(weights)
    reference.enable_truncation(weights.positions)
    for text in TRICKY:
        for prefixed in (text, f"query: {text}", f"passage: {text}"):
            assert tokenizer.ids_of(prefixed) == reference.encode(prefixed).ids, repr(text)


@pytest.mark.model
def test_ids_of_the_published_model(tokenizer):
    assert tokenizer.ids_of("Hello world") == [0, 35378, 8999, 2]


@pytest.mark.model
def test_composed_and_decomposed_letters_are_the_same(tokenizer):
    text = "Quyết định về tổ chức bộ máy, chế độ làm việc"
    assert tokenizer.ids_of(unicodedata.normalize("NFD", text)) == tokenizer.ids_of(text)


@pytest.mark.model
def test_cut_at_the_window(tokenizer):
    ids = tokenizer.ids_of("nghị quyết " * 1000)
    assert (len(ids), ids[0], ids[-1]) == (512, 0, 2)


@pytest.mark.model
def test_control_pieces_in_a_text_are_only_letters(tokenizer):
    for piece in ("<s>", "</s>", "<pad>", "<mask>", "<unk>"):
        assert not {0, 1, 2, 250001} & set(tokenizer.ids_of(f"trước {piece} sau")[1:-1])


def test_rules_agree_with_the_reference_regexes():
    import re

    from index.e5_reference import DROPPED, SPACES

    def found(regex: str) -> set[int]:
        plain = re.sub(r"\\x\{([0-9A-F]+)\}", lambda match: f"\\u{int(match[1], 16):04x}", regex)
        return {code for code in range(0x10000) if re.fullmatch(plain, chr(code))}

    assert found(DROPPED) == {code for code, to in RULES.items() if to is None}
    assert found(SPACES) == {code for code, to in RULES.items() if to == " "}
