"""Slips made by rule are slips, the same ones at every call, and both figures count what they say."""

import pytest

from eval.slips import RULES, false_suggestions, outcomes_of, slipped
from index.query.abbreviations import read_abbreviations
from index.query.lexicon import Lexicon, lexicon_of
from index.query.slips import suggested
from index.query.understanding import understood

TEXT = "Cơ quan hỗ trợ doanh nghiệp sử dụng kinh phí nhà nước theo quy định. "
FILLER = "các địa phương, đơn vị và những người có liên quan; " * 4
LEXICON = lexicon_of([(TEXT + FILLER) * 1000])


def understand(question):
    return understood(question, LEXICON, read_abbreviations())


def suggest(said):
    return suggested(said, LEXICON)


@pytest.mark.parametrize(("rule", "right", "typed"), [
    ("hỏi/ngã", "hỗ", "hổ"), ("hỏi/ngã", "để", "đễ"), ("hỏi/ngã", "ban", "ban"), ("s/x", "sử", "xử"),
    ("ch/tr", "trợ", "chợ"), ("ch/tr", "chế", "trế"), ("d/gi/r", "giải", "dải"), ("d/gi/r", "dụng", "giụng"),
    ("d/gi/r", "rừng", "dừng"), ("l/n", "lợi", "nợi"), ("l/n", "nam", "lam"), ("l/n", "nhà", "nhà"),
    ("l/n", "nguồn", "nguồn"), ("n/ng cuối", "quan", "quang"), ("n/ng cuối", "công", "côn"), ("t/c cuối", "mật", "mậc"),
    ("i/y", "tại", "tạy"), ("sai dấu", "hiệu", "hiếu"), ("sai dấu", "nhà", "nhá"), ("sai dấu", "ban", "ban"),
])  # fmt: skip
def test_every_rule_by_example(rule, right, typed):
    assert RULES[rule](right) == typed


@pytest.mark.parametrize("rule", ["thiếu chữ", "thừa chữ", "đảo chữ"])
def test_slips_of_the_hand_keep_to_their_lengths(rule):
    step = {"thiếu chữ": -1, "thừa chữ": 1, "đảo chữ": 0}[rule]
    made = RULES[rule]("nghiệp")
    assert made != "nghiệp" and len(made) == 6 + step == len(RULES[rule]("nghiệp")) and made == RULES[rule]("nghiệp")


def test_one_slip_in_a_syllable_that_the_archive_knows_in_its_place():
    question = "Cơ quan hỗ trợ doanh nghiệp ở Sao Khuê thế nào?"
    made = {slipped(question, LEXICON, seed) for seed in range(40)}
    assert None not in made and len({each.rule for each in made}) > 5
    for each in made:
        assert each == slipped(question, LEXICON, next(s for s in range(40) if slipped(question, LEXICON, s) == each))
        differing = [(a, b) for a, b in zip(question.split(), each.question.split(), strict=True) if a != b]
        assert len(differing) == 1 and differing[0][0] in ("quan", "hỗ", "trợ", "doanh", "nghiệp", "thế", "nào?")
    assert (
        slipped("Sao Khuê", LEXICON) is None and slipped("hỗ trợ", Lexicon()) is None and slipped("", LEXICON) is None
    )


def test_both_figures_count_what_they_say():
    right = ["hỗ trợ doanh nghiệp", "sử dụng kinh phí nhà nước"]
    found = list(outcomes_of([*right, "Sao Khuê"], LEXICON, understand, suggest))
    assert len(found) == 2
    assert all(each.is_right == ((each.offered or each.slipped.question) == each.slipped.right) for each in found)
    assert list(false_suggestions(right, understand, suggest)) == []
    assert list(false_suggestions(["hổ trợ doanh nghiệp"], understand, suggest)) == [
        ("hổ trợ doanh nghiệp", "hỗ trợ doanh nghiệp")
    ]
