import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.mentions import is_named_by, mentions_of
from ingest.language.numbers import number_key

SPELLINGS = {
    ("57-NQ/TW", "nghị quyết", 2024): (
        "57-NQ/TW", "57 nq tw", "nq57", "NQ 57", "nq 57/tw", "số 57/NQ-TW", "nghị quyết 57", "nghi quyet so 57",
        "57nqtw", "NQ57-TW", "NQ/TW 57", "nghị quyết số 57 năm 2024", "Nghị quyết số 57-NQ/TW ngày 22/12/2024",
    ),
    ("30/2020/NĐ-CP", "nghị định", 2020): (
        "30/2020/NĐ-CP", "nd 30", "nđ30/2020", "nd 30 2020", "nghi dinh 30/2020/nd-cp", "NĐ số 30", "30/2020",
        "nghị định 30 năm 2020", "số 30/2020", "nđ 30/2020/cp", "ND30-CP", "nghị định số 30/2020",
    ),
    ("47/2024/QH15", "luật", 2024): ("47/2024/QH15", "luật 47/2024/QH15", "luat so 47/2024", "luật 47"),
    ("05/CT-UBND", "chỉ thị", 2023): ("ct 05", "CT05", "05/CT - UBND", "chỉ thị 05", "chi thi 5 ubnd", "5/ct-ubnd"),
    ("66.3/2025/NQ-CP", "nghị quyết", 2025): ("66.3/2025/NQ-CP", "NQ 66.3/2025", "nghị quyết 66.3", "nq 66.3 2025 cp"),
    ("294-QĐ/TW", "quy định", 2025): ("qđ 294", "quy định 294", "quyết định 294-QĐ/TW", "294 qd tw", "QĐ294"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("document", "spelling"), [(document, form) for document, forms in SPELLINGS.items() for form in forms]
)
@pytest.mark.parametrize("frame", ["{}", "cho hỏi {} quy định gì?", "theo {}, ai chủ trì"])
def test_a_number_is_known_in_any_spelling(document, spelling, frame):
    number, kind, year = document
    found = mentions_of(frame.format(spelling))
    assert [is_named_by(mention, number_key(number), kind, year) for mention in found] == [True]


def test_a_mention_does_not_fit_other_documents():
    (mention,) = mentions_of("nghị quyết 57 năm 2024")
    assert not is_named_by(mention, number_key("58-NQ/TW"), "nghị quyết", 2024)
    assert not is_named_by(mention, number_key("57-KL/TW"), "kết luận", 2024)
    assert not is_named_by(mention, number_key("57-NQ/TW"), "nghị quyết", 2019)


@pytest.mark.parametrize(
    "question",
    ["báo cáo 6 tháng đầu năm", "kế hoạch 5 năm 2021-2025", "đến năm 2030 đạt 70%", "kế hoạch 2025", "điều 5 khoản 2",
     "ngày 22/12/2024", "quý II/2025", "2.000 tỷ đồng", "báo cáo 20 nhiệm vụ", "covid 19", "", "tháng 3/2020"],
)  # fmt: skip
def test_other_numbers_are_no_mentions(question):
    assert mentions_of(question) == ()


def test_lists_share_their_type():
    found = mentions_of("các nghị quyết 18, 19 và 57")
    assert [(mention.serial, mention.kinds) for mention in found] == [
        (serial, ("nghị quyết",)) for serial in ("18", "19", "57")
    ]


@given(st.text(alphabet="0123456789/-–. nqđNQtwcpàăố\u0301ßİ", max_size=40))
def test_spans_lie_in_the_question_and_do_not_overlap(question):
    end = 0
    for mention in mentions_of(question):
        assert end <= mention.span.start < mention.span.end <= len(question)
        end = mention.span.end


@pytest.mark.parametrize("question", ["qđ 77, nđ 99", "qd 77 nd 99", "quyết định 77; nghị định 99", "77/QĐ, 99/NĐ"])
def test_a_type_belongs_to_the_number_beside_it(question):
    assert [(m.serial, m.kinds[0]) for m in mentions_of(question)] == [("77", "quyết định"), ("99", "nghị định")]
