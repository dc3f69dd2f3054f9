import pytest

from index.query.described import descriptions_of, objects_of
from index.query.mentions import mentions_of


def described(question):
    return descriptions_of(question, mentions_of(question))


def test_type_and_body():
    (found,) = described("Kế hoạch của Đảng đoàn Quốc hội do ai ký?")
    assert found.kind == "kế hoạch" and "đảng đoàn quốc hội" in found.bodies and not found.subjects


def test_type_and_subject():
    (found,) = described("Nghị định của Chính phủ về công tác văn thư số bao nhiêu")
    assert found.bodies[1] == "chính phủ" and found.subjects[3] == "công tác văn thư"


def test_what_is_carried_out_is_not_what_is_described():
    question = "Kế hoạch của Bộ Y tế và Nghị quyết của Chính phủ thực hiện Nghị quyết 57 ban hành ngày nào?"
    plan, resolution = described(question)
    assert (plan.kind, resolution.kind) == ("kế hoạch", "nghị quyết")
    assert plan.over == resolution.over == objects_of(question, mentions_of(question))
    assert [mention.serial for mention in plan.over] == ["57"]


@pytest.mark.parametrize(
    "question", ["phụ lục Nghị quyết 03/NQ-CP", "phụ lục II của Nghị quyết 03/NQ-CP", "Phụ lục 1 nghị quyết 03/NQ-CP"]
)
def test_an_annex(question):
    (found,) = described(question)
    assert found.kind == "phụ lục" and [mention.serial for mention in found.over] == ["3"]


@pytest.mark.parametrize("question", ["", "Nghị quyết 57 do ai ký", "ngày ban hành của Nghị quyết 57", "kế hoạch năm"])
def test_nothing_is_described(question):
    assert described(question) == ()
