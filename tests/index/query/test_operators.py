"""Operators of a query: what is one, what is text, and which texts they let through."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.query.operators import NO_OPERATORS, Operators, Phrase, allows, operators_of

QUOTES = '"“”„‟«»'
LETTERS = st.sampled_from("aăâeêoôơuưyđbchnpt òóỏõọùúủũụàáạếệồốớữự AĐÔ Ðð\u0301\u0323 .,;-/|()0189\n\u00a0\u00ad\u200b")
TEXTS = st.text(max_size=60) | st.text(LETTERS, max_size=60) | st.text(LETTERS | st.sampled_from(QUOTES + "-~5"))


def phrase(words, slack=None):
    return Phrase(tuple(words.split()), slack)


def says(query, text, phrases=(), excluded=()):
    return operators_of(query) == Operators(text, tuple(phrases), tuple(excluded))


@pytest.mark.parametrize(("query", "text", "words"), [
    ('"đột phá"', "đột phá", "đột phá"), ("“Đột phá” là gì", "Đột phá là gì", "đột phá"),
    ("về «đột  phá»", "về đột phá", "đột phá"), ("„đột phá“ ”a”"[:9], "đột phá", "đột phá"),
    ("”đột phá”", "đột phá", "đột phá"), ('“đột phá"', "đột phá", "đột phá"), ('"đột phá”', "đột phá", "đột phá"),
    ('("hồ sơ"), tài liệu', "(hồ sơ), tài liệu", "hồ sơ"), ('kế"hoạch"năm', "kế hoạch năm", "hoạch"),
    ('"HOÀ BÌNH, ổn định"', "HOÀ BÌNH, ổn định", "hoà bình ổn định"), ('"hòa\nbình"', "hòa bình", "hoà bình"),
    ('"57-NQ/TW"', "57-NQ/TW", "57 nq tw"), ('"nêu “đột phá” ấy"', "nêu “đột phá” ấy", "nêu đột phá ấy"),
    ('“nêu "đột phá" ấy”', 'nêu "đột phá" ấy', "nêu đột phá ấy"), ('"-thảo"', "-thảo", "thảo"),
])  # fmt: skip
def test_phrases(query, text, words):
    assert says(query, text, [phrase(words)])


@pytest.mark.parametrize(("query", "text", "words"), [
    ('hồ sơ -"dự thảo"', "hồ sơ", "dự thảo"), ("-thảo hồ sơ", "hồ sơ", "thảo"),
    ("hồ sơ\t-Thảo, năm", "hồ sơ năm", "thảo"),
    ("hồ -“dự thảo” sơ", "hồ sơ", "dự thảo"), ("-QĐ-UBND hồ sơ", "hồ sơ", "qđ ubnd"), ("-thảo", "", "thảo"),
    ("x\u00a0-«a»", "x", "a"), ("x −thảo", "x", "thảo"),
])  # fmt: skip
def test_exclusions(query, text, words):
    assert says(query, text, (), [phrase(words)])


def test_nearness_and_everything_at_once():
    assert says('"số hóa hồ sơ"~5', "số hóa hồ sơ", [phrase("số hoá hồ sơ", 5)])
    assert says('"số hóa"~0 x', "số hóa x", [phrase("số hoá", 0)])
    assert says('-"số hóa"~12', "", (), [phrase("số hoá", 12)])
    found = operators_of('"số hóa hồ sơ"~5 của “Tỉnh ủy” -"dự thảo" 57-NQ/TW -bãi')
    assert found.text == "số hóa hồ sơ của Tỉnh ủy 57-NQ/TW"
    assert found.phrases == (phrase("số hoá hồ sơ", 5), phrase("tỉnh uỷ"))
    assert found.excluded == (phrase("dự thảo"), phrase("bãi"))


@pytest.mark.parametrize("query", [
    "", " ", "57-NQ/TW", "2020 - 2025", "2020 -2025", "tỉnh - huyện", "tỉnh-huyện", "tỉnh- huyện", "- a", "-", "--a",
    '"', '""', '" "', '"…"', '-"', '-""', '- "', 'nói "a', 'a -"b', "“a", "a”", "«a", "a»", "~5", "~", "a~5", "-5",
    "-~", "(-a)", "–Tăng cường", "– tăng",
])  # fmt: skip
def test_what_is_no_operator_is_text(query):
    assert operators_of(query) == Operators(query)
    assert operators_of(query).is_plain and not operators_of(query).is_only_exclusions


def test_a_tilde_without_a_number_is_text():
    assert says('"hồ sơ"~ x', "hồ sơ~ x", [phrase("hồ sơ")])
    assert says('"hồ sơ" ~5', "hồ sơ ~5", [phrase("hồ sơ")])
    assert operators_of(f'"hồ sơ"~{"9" * 5000}').phrases[0].slack == 999_999_999


@pytest.mark.parametrize(("query", "only"), [
    ("-thảo", True), ('-"dự thảo" -a', True), ("… -thảo ?", True), ("-thảo x", False), ('-thảo "x"', False),
    ("", False), ('"x"', False),
])  # fmt: skip
def test_exclusions_alone_are_recognised(query, only):
    assert operators_of(query).is_only_exclusions is only


TEXT = "Văn phòng Tỉnh ủy chủ trì SỐ HOÁ hồ sơ, tài liệu\nlưu trữ (lịch sử) theo Nghị quyết 57-NQ/TW; hòa bình."


@pytest.mark.parametrize(("query", "allowed"), [
    ('"số hóa hồ sơ"', True), ('"Số Hoá Hồ Sơ"', True), ('"hồ sơ tài liệu"', True), ('"hồ sơ tài liệu lưu trữ"', True),
    ('"tài liệu hồ sơ"', False), ('"ố hóa hồ"', False), ('"hồ s"', False), ('"NQ/TW"', True), ('"7-NQ"', False),
    ('"so hoa ho so"', True), ('"so hoa hồ sơ"', False), ('"sổ hóa"', False), ('"số hoa"', False), ('"hoà bình"', True),
    ('"hoa binh"', True), ('"van phong tinh uy"', True), ('"văn phòng" "lịch sử"', True),
    ('"văn phòng" "lịch"~0', True),
    ('"văn phòng" "kinh tế"', False), ("x -thảo", True), ("x -trữ", False), ("x -tru", False), ("x -trừ", True),
    ('x -"hồ sơ"', False), ('x -"sơ hồ"', True), ('"số hóa" -"dự thảo"', True), ('"số hóa" -"hòa bình"', False),
    ("số hóa vũ trụ", True), ("", True), ("-trữ", False), ("-dự", True),
])  # fmt: skip
def test_what_a_text_is_allowed_by(query, allowed):
    assert allows(operators_of(query), TEXT) is allowed


@pytest.mark.parametrize(("words", "slack", "allowed"), [
    ("a b", 0, True), ("b a", 0, True), ("a c", 0, False), ("a c", 1, True), ("c a", 1, True), ("a e", 2, False),
    ("a e", 3, True), ("e a", 3, True), ("a a", 9, False), ("a x a", 99, False), ("e", 0, True), ("x", 9, False),
    ("f f", 0, True), ("f f f", 99, False), ("a e f", 3, True), ("f a", 3, False), ("f a", 4, True),
    ("a b c d e f f", 0, True),
])  # fmt: skip
def test_near_words(words, slack, allowed):
    assert allows(Operators("", (phrase(words, slack),)), "a b c, d. E f f") is allowed
    assert allows(Operators("", (), (phrase(words, slack),)), "a b c, d. E f f") is not allowed


def test_nothing_stands_in_an_empty_text():
    assert allows(NO_OPERATORS, "") and allows(operators_of("x -a"), "")
    assert not allows(operators_of('"a"'), "") and not allows(operators_of('"a"~9'), "")


@given(TEXTS, TEXTS)
@example('"' * 9, "")
@example('-"-“-«' * 50, "")
def test_any_text_can_be_taken_apart(query, text):
    found = operators_of(query)
    assert all(each.words and (each.slack is None or each.slack >= 0) for each in (*found.phrases, *found.excluded))
    assert isinstance(allows(found, text), bool)
    if found.is_plain:
        assert found.text == query and allows(found, text)


@given(TEXTS)
def test_a_text_without_quotes_and_dash_words_is_itself(text):
    plain = re.sub(rf"[{QUOTES}]|(?<!\S)[-‐‑−]+(?=[^\W\d_])", "", text)
    while plain != (again := re.sub(r"(?<!\S)[-‐‑−]+(?=[^\W\d_])", "", plain)):
        plain = again
    assert operators_of(plain) == Operators(plain)


@given(st.data())
def test_a_phrase_of_a_text_is_allowed_by_it_and_excludes_it(data):
    text = re.sub(rf"[{QUOTES}]", "", data.draw(TEXTS))
    words = list(re.finditer(r"\S+", text))
    if not words:
        return
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    said = text[words[first].start() : words[last].end()]
    opening, closing = data.draw(st.sampled_from(['""', "“”", "«»"]))
    quoted = f"{opening}{said}{closing}"
    if not operators_of(quoted).phrases:
        return
    for nearness in ("", "~0", "~7"):
        assert allows(operators_of(quoted + nearness), text)
        assert not allows(operators_of(f"x -{quoted}{nearness}"), text)
