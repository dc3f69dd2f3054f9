"""One text in two copies is one work; two texts never are."""

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.alignment import gaps_of
from index.likeness import difference_of, words_of
from index.works import Copy, bands_of, copy_of, is_one_work, may_be_one, merit_of
from ingest.types import Document, Fact, Facts, Finding, Page, PageSource, Span

DAY = dt.date(2025, 6, 9)
TASKS = (
    "Sở Thủy sản chủ trì, phối hợp với Ủy ban nhân dân các huyện rà soát {n} bến cá trước ngày {d}/6/2026",
    "Ban Tổ chức Tỉnh ủy tham mưu kiện toàn {n} tổ công tác liên ngành về chống khai thác bất hợp pháp",
    "Trường Cao đẳng Biển đào tạo {n} thuyền viên mỗi năm, ưu tiên con em các xã bãi ngang ven biển",
    "Hạt Kiểm lâm kiểm tra tỷ lệ cây sống hằng quý, trồng dặm {n} ha rừng ngập mặn ven cửa sông Trà",
    "Báo và Đài phát thanh của tỉnh mở chuyên mục tuyên truyền, mỗi tháng có ít nhất {n} tin, bài về nghề cá",
    "Kho bạc tỉnh giải ngân {n} triệu đồng cho các chủ tàu lắp thiết bị giám sát hành trình trong quý {d}",
)
HEAD = """ỦY BAN NHÂN DÂN TỈNH LẠC SƠN
Số: {number}
Lạc Sơn, ngày 9 tháng 6 năm 2025

KẾ HOẠCH
Phát triển nghề cá bền vững
"""
FOOT = """
Nơi nhận:
- Thường trực Tỉnh ủy;
- Các sở, ban, ngành;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Đặng Hải Triều
"""


def body(tasks=40, seed=7):
    chosen = random.Random(seed)
    lines = [
        f"{n}. " + chosen.choice(TASKS).format(n=chosen.randint(3, 900), d=chosen.randint(1, 28)) + "."
        for n in range(1, tasks + 1)
    ]
    return "\n".join(lines)


TEXT = HEAD.format(number="30/KH-UBND") + body() + FOOT


def copy(text=TEXT, key="30/kh/ubnd", day=DAY, *, id="a-0", issuer="Ủy ban nhân dân tỉnh Lạc Sơn", ocr=False, **facts):
    return Copy(id, text, key, issuer, day, facts.get("kind", "kế hoạch"), facts.get("title"), facts.get("signer"), ocr)


def same(one, other):
    assert is_one_work(one, other) == is_one_work(other, one)
    return is_one_work(one, other)


def misread(text, share, seed=3):
    """What OCR does: accents lost, letters mixed up; numbers mostly right."""
    chosen = random.Random(seed)
    looks = {"ấ": "á", "ệ": "ê", "ủ": "u", "i": "l", "n": "ri", "c": "e", "ư": "u", "ỉ": "i", "o": "0"}
    words = [
        "".join(looks.get(c, c) if chosen.random() < 0.6 else c for c in word)
        if chosen.random() < share and not any(c.isdigit() for c in word)
        else word
        for word in text.split(" ")
    ]
    return " ".join(words)


def paged(text, lines=14):
    """The PDF of it: gazette lines and page numbers between the lines, other line breaks."""
    rows = text.split("\n")
    out = []
    for page, start in enumerate(range(0, len(rows), lines), start=1):
        out += [f"CÔNG BÁO LẠC SƠN/Số {11 + page}/Ngày 12-6-2025", *rows[start : start + lines], str(page)]
    return "Ký bởi: Cổng Thông tin điện tử\n" + "\n".join(out)


# The same -----------------------------------------------------------------------------------------------------------


def test_a_text_is_its_own_copy():
    assert same(copy(), copy(id="b-0"))
    assert same(copy(key=None, day=None), copy(id="b-0"))


def test_the_pdf_of_a_text():
    assert same(copy(), copy(paged(TEXT)))


def test_a_docx_whose_number_is_not_yet_filled_in_and_the_issued_pdf():
    draft = TEXT.replace("Số: 30/KH-UBND", "Số:     /KH-UBND").replace("ngày 9 tháng 6", "ngày     tháng 6")
    assert same(copy(draft, key=None, day=None), copy(id="b-0"))


@pytest.mark.parametrize("share", [0.02, 0.1, 0.2])
def test_a_scan_of_it(share):
    scan = copy(misread(TEXT, share), ocr=True)
    assert same(copy(), scan)
    assert bands_of(TEXT) & bands_of(scan.text)


def test_a_scan_of_a_docx_without_number():
    assert same(copy(misread(TEXT, 0.05), ocr=True), copy(key=None, day=None))


def test_accents_may_be_lost_altogether_in_a_scan():
    bare = " ".join(words_of(TEXT))
    assert same(copy(bare, ocr=True), copy())


def test_words_glued_by_a_pdf():
    glued = TEXT.replace("chủ trì,", "chủtrì,").replace("mỗi năm", "mỗinăm")
    assert same(copy(glued), copy())


def test_a_moved_block_of_the_masthead():
    lines = TEXT.split("\n")
    assert same(copy("\n".join([lines[2], *lines[:2], *lines[3:]])), copy())


# Not the same -------------------------------------------------------------------------------------------------------

CHANGES = {
    "another figure": ("rà soát", "rà soát thêm 17"),
    "another word": ("chủ trì, phối hợp", "phối hợp, tham gia"),
    "a negation": ("kiểm tra tỷ lệ", "không kiểm tra tỷ lệ"),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("known", [True, False])
def test_two_versions_of_a_draft(change, known):
    other = TEXT.replace(*CHANGES[change], 1)
    assert other != TEXT
    facts = {} if known else {"key": None, "day": None}
    assert not same(copy(**facts), copy(other, **facts))


def test_a_changed_number_alone_parts_two_texts_and_a_draft_from_its_scan():
    figure = next(word for word in words_of(TEXT[400:]) if word.isdigit() and len(word) == 3)
    other = TEXT[:400] + TEXT[400:].replace(figure, "987", 1)
    assert not same(copy(), copy(other))
    assert not same(copy(key=None, day=None), copy(other, ocr=True))


def test_a_clause_more_or_less():
    added = TEXT.replace(
        "\n20. ", "\n20. Công an tỉnh tuần tra ban đêm tại các cửa lạch trong mùa cấm khai thác.\n21. ", 1
    )
    assert not same(copy(), copy(added))


def test_an_annex_on_one_side_would_be_lost():
    assert not same(copy(), copy(TEXT + "\nPHỤ LỤC\n" + body(30, seed=11)))


def test_numbers_restart_every_term():
    assert not may_be_one(copy(), copy(day=dt.date(2020, 6, 9)))
    assert not same(copy(), copy(day=dt.date(2020, 6, 9)))


def test_the_same_number_of_another_body():
    assert not same(copy(), copy(issuer="Ủy ban nhân dân tỉnh Hà Trung"))


def test_two_addressees_of_one_letter():
    letter = TEXT.replace("KẾ HOẠCH\n", "Kính gửi: {to}\n")
    one, other = (letter.format(to=to) for to in ("Sở Tài chính tỉnh", "Ban Dân vận Huyện ủy"))
    assert not same(copy(one), copy(other))
    assert not same(copy(one, ocr=True), copy(other))


def test_a_draft_is_not_the_issued_text():
    assert not same(copy("DỰ THẢO LẦN 2\n" + TEXT, key=None, day=None), copy())


def test_another_signer():
    assert not same(copy(signer="Đặng Hải Triều"), copy(signer="Lê Thu Phương"))
    assert same(copy(signer="Đặng Hải Triều"), copy(signer="Đăng Hải Triêu", ocr=True))


def test_a_consolidated_text_and_its_original():
    notes = TEXT.replace("\n5. ", "\n[1] Khoản này được sửa đổi theo Kế hoạch số 41/KH-UBND ngày 1/2/2026.\n5. ")
    assert not same(copy(), copy("VĂN BẢN HỢP NHẤT\n" + notes, kind="văn bản hợp nhất"))
    assert not same(copy(), copy(notes))


def test_an_amending_document_that_quotes_a_part():
    quoted = "\n".join(body().split("\n")[:8])
    amending = HEAD.format(number="41/KH-UBND") + f"Sửa đổi Kế hoạch số 30/KH-UBND như sau: “{quoted}”" + FOOT
    assert not same(copy(), copy(amending, key="41/kh/ubnd"))
    assert not same(copy(), copy(amending, key=None))


def test_forms_that_differ_in_a_name():
    form = (
        "QUYẾT ĐỊNH\nVề việc điều động cán bộ\nĐiều 1. Điều động đồng chí {} đến nhận công tác tại Huyện ủy Trà Đông."
    )
    one, other = (copy(form.format(name), None, None) for name in ("Lê Văn Nam", "Trần Thị Hòa"))
    assert not same(one, other)
    assert same(one, copy(form.format("Lê Văn Nam"), None, None, id="b-0"))


def test_short_texts_need_their_accents_unless_recognised():
    one, other = copy("Điều 1. Bến cá mở lúc 4 giờ.", None, None), copy("Dieu 1. Ben ca mo luc 4 gio.", None, None)
    assert not same(one, other)
    assert same(one, copy("Dieu 1. Ben ca mo luc 4 gio.", None, None, ocr=True))


def test_empty_texts_are_nobodys_copies():
    assert not same(copy("", None, None), copy("", None, None, id="b-0"))
    assert bands_of("") == bands_of("một hai") == frozenset()


# Parts --------------------------------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from(["một", "hai", "ba", "bốn", "5", "6"]), max_size=40), st.data())
def test_gaps_are_what_differs(words, data):
    other = [word for word in words if data.draw(st.booleans())] + data.draw(st.lists(st.just("x"), max_size=3))
    gaps = gaps_of(words, other)
    assert gaps_of(words, words) == []
    at = other_at = 0
    for gap in gaps:
        assert words[at : gap.start] == other[other_at : gap.other_start]
        assert gap.start < gap.end or gap.other_start < gap.other_end
        at, other_at = gap.end, gap.other_end
    assert words[at:] == other[other_at:]


def test_page_numbers_are_furniture_and_other_numbers_are_not():
    here = words_of(body())
    there = list(here)
    for page, at in enumerate((60, 150, 240, 330), start=1):
        there.insert(at, str(page))
    assert difference_of(here, there, is_ocr=False).wordings == 0
    there.insert(200, "777")
    assert difference_of(here, there, is_ocr=False).wordings == 1


def pages(*kinds, chars=100):
    return tuple(
        Page(n, Span((n - 1) * chars, n * chars), PageSource(*kind), 595.0, 842.0) for n, kind in enumerate(kinds, 1)
    )


def test_merit_is_letters_then_confidence_then_findings_then_pages_then_length():
    text, doubt = "a" * 200, (Finding("x", "."),)
    ordered = [
        Document("a-0", text, "t", pages=pages(("ocr", 0.5), ("ocr", 0.5))),
        Document("a-0", text, "t", pages=pages(("ocr", 0.9), ("ocr", 0.9)), findings=doubt),
        Document("a-0", text, "t", pages=pages(("ocr", 0.9), ("ocr", 0.9))),
        Document("a-0", text, "t", pages=pages(("text",), ("ocr", 0.2))),
        Document("a-0", text, "t", findings=doubt),
        Document("a-0", text, "t"),
        Document("a-0", text + "a", "t"),
        Document("a-0", text, "t", pages=pages(("text",), ("text",))),
    ]
    merits = [merit_of(document) for document in ordered]
    assert merits == sorted(merits) and len(set(merits)) == len(merits)
    assert {len(merit) for merit in merits} == {19} and all(merit.isdigit() for merit in merits)


def test_what_a_copy_is_recognised_by():
    facts = Facts(number=Fact("30/KH-UBND", Span(0, 0)), issued_on=Fact(DAY, Span(0, 0)))
    found = copy_of(Document("a-0", "Kính gửi: Sở Tài chính.", "t", facts, pages(("ocr", 0.9))))
    assert (found.number_key, found.issued_on, found.is_ocr, found.issuer) == ("30/kh/ubnd", DAY, True, None)
    assert found.addressee == "Sở Tài"
