"""Variants are what the input methods would have typed; the same question gives the same variant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.variants import VARIANTS, abbreviated, telex_slips, vni_slips, without_accents
from index.query.keys import syllables_of_keys
from ingest.language.normalise import fold_tones, match_key

QUESTION = "Nghị quyết về chuyển đổi số của Ủy ban nhân dân được áp dụng thế nào đối với đường thủy?"


def test_without_accents():
    assert without_accents("Điều kiện được hưởng") == "Dieu kien duoc huong"


@pytest.mark.parametrize("slips", [telex_slips, vni_slips])
def test_some_syllables_slip_and_their_keys_mean_them(slips):
    typed = slips(QUESTION).split()
    changed = [(before, after) for before, after in zip(QUESTION.split(), typed, strict=True) if before != after]
    assert 2 <= len(changed) < len(typed)
    for before, after in changed:
        word = before.strip("?").lower()
        assert [match_key(each) for each in syllables_of_keys(after.strip("?"))] == [fold_tones(word)]
    assert slips(QUESTION).split() == typed


def test_abbreviated():
    assert abbreviated("Chuyển đổi số của Ủy ban nhân dân") == "CDS của UBND"


@given(st.text(max_size=80))
def test_any_question_has_variants(question):
    for variant in VARIANTS.values():
        assert variant(question) == variant(question)
