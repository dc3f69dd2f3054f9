from __future__ import annotations

import subprocess
import sys

import pytest

from index.errors import WordsUnavailable
from index.fakes import SyllableSegmenter
from index.words import Segmenter


@pytest.fixture(scope="module")
def segmenter():
    return Segmenter()


@pytest.fixture(params=["words", "syllables"])
def either(request, segmenter):
    return segmenter if request.param == "words" else SyllableSegmenter()


def test_compounds_are_joined(segmenter):
    words = segmenter.words_of("Ban Thường vụ Tỉnh ủy ban hành Nghị quyết về chuyển đổi số.")
    assert {"thường_vụ", "tỉnh_ủy", "ban_hành", "nghị_quyết"} <= set(words)
    assert words[-1] == "."


def test_lower_case_in_reading_order(either):
    words = either.words_of("Tỉnh Hải Sơn: 25 xã, 3 phường")
    assert all(word == word.lower() and " " not in word for word in words)
    assert [word for word in words if word.isdigit()] == ["25", "3"]
    assert words == either.words_of("Tỉnh Hải Sơn: 25 xã, 3 phường")


@pytest.mark.parametrize("text", ["", "  ", "\n\t"])
def test_nothing_gives_nothing(either, text):
    assert either.words_of(text) == []


def test_torch_is_not_loaded():
    program = (
        "import sys; from index.words import Segmenter; Segmenter().words_of('nghị quyết');"
        "sys.exit('torch' in sys.modules or 'underthesea.pipeline.translate' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_without_the_library(monkeypatch):
    monkeypatch.setitem(sys.modules, "underthesea", None)
    with pytest.raises(WordsUnavailable, match="pip install underthesea"):
        Segmenter().words_of("nghị quyết")
