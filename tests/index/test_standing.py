"""In force, amended, ended, not yet, unknown: by a document's own words and by what others do to it."""

import datetime as dt

import pytest

from index.standing import Change, Effect, Validity, changed_of, changes_of, effect_on, ends_on, validity_of
from ingest.facts.effect import effective_on
from ingest.facts.references import references_of
from ingest.types import Fact, Facts, Span

D = dt.date
OWN = Facts(
    number=Fact("9/2026/NĐ-CP", Span(0, 0)),
    kind=Fact("nghị định", Span(0, 0)),
    issued_on=Fact(D(2026, 1, 5), Span(0, 0)),
    effective_on=Fact(D(2026, 3, 1), Span(0, 0)),
)


def said(text):
    return [(change.number_key, change.effect, change.since) for change in changes_of(text, OWN, references_of(text))]


@pytest.mark.parametrize(("text", "found"), [
    ("Nghị định này thay thế Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.", Effect.ENDS),
    ("Nghị định số 30/2020/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực.", Effect.ENDS),
    ("Bãi bỏ khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP.", Effect.AMENDS),
    ("Bãi bỏ một phần Nghị định số 30/2020/NĐ-CP.", Effect.AMENDS),
    ("Sửa đổi, bổ sung một số điều của Nghị định số 30/2020/NĐ-CP.", Effect.AMENDS),
    ("Nghị định số 30/2020/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực, trừ Điều 7.", Effect.AMENDS),
    ("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020;", None),
])  # fmt: skip
def test_what_a_text_does_to_another(text, found):
    expected = [("30/2020/nd/cp", found, D(2026, 3, 1))] if found else []
    assert said(text) == expected


def test_a_day_of_its_own_and_one_document_named_twice():
    text = "Nghị định số 30/2020/NĐ-CP hết hiệu lực kể từ ngày 01/7/2026."
    assert said(text) == [("30/2020/nd/cp", Effect.ENDS, D(2026, 7, 1))]
    twice = "Sửa đổi Điều 3 Nghị định số 30/2020/NĐ-CP.\nBãi bỏ Nghị định số 30/2020/NĐ-CP."
    assert [effect for _, effect, _ in said(twice)] == [Effect.ENDS]


def test_a_draft_changes_nothing():
    text = "Nghị định này thay thế Nghị định số 30/2020/NĐ-CP."
    assert changes_of(text, Facts(kind=OWN.kind, issued_on=OWN.issued_on), references_of(text)) == ()


def change(key, on=None, place=""):
    return Change(key, on, place, Effect.ENDS, D(2026, 3, 1))


def document(name, number, issuer=None, on=None):
    return changed_of(name, number, None, issuer, on)


CENTRAL = document("y", "9/2026/NĐ-CP", "Chính phủ", D(2026, 1, 5))
HERE = document("y", "9/2026/QĐ-UBND", "Ủy ban nhân dân tỉnh Lạc Sơn", D(2026, 1, 5))


@pytest.mark.parametrize(("made", "source", "target", "found"), [
    (change("30/2020/nd/cp"), CENTRAL, document("x", "30/2020/NĐ-CP", "Chính phủ"), Effect.ENDS),
    (change("31/2020/nd/cp"), CENTRAL, document("x", "30/2020/NĐ-CP", "Chính phủ"), None),
    # Party numbers restart every term: the date tells, or nothing does
    (change("45/qd/tw", D(2020, 2, 1)), CENTRAL, document("x", "45-QĐ/TW", "Ban Bí thư", D(2020, 2, 1)), Effect.ENDS),
    (change("45/qd/tw", D(2020, 2, 1)), CENTRAL, document("x", "45-QĐ/TW", "Ban Bí thư", D(2015, 2, 1)), None),
    (change("45/qd/tw"), CENTRAL, document("x", "45-QĐ/TW", "Ban Bí thư", D(2015, 2, 1)), Effect.MAY_END),
    # every province counts for itself
    (change("3/2020/qd/ubnd"), HERE, document("x", "3/2020/QĐ-UBND", "UBND tỉnh Lạc Sơn"), Effect.ENDS),
    (change("3/2020/qd/ubnd"), HERE, document("x", "3/2020/QĐ-UBND", "UBND tỉnh Hà Trung"), None),
    (change("3/2020/qd/ubnd"), HERE, document("x", "3/2020/QĐ-UBND", "Ủy ban nhân dân"), Effect.MAY_END),
    (change("3/2020/qd/ubnd", place="tỉnh hà trung"), CENTRAL, document("x", "3/2020/QĐ-UBND", "UBND tỉnh Hà Trung"),
     Effect.ENDS),
    # nothing ends what came later, nor itself
    (change("30/2026/nd/cp"), CENTRAL, document("x", "30/2026/NĐ-CP", "Chính phủ", D(2026, 2, 1)), None),
    (change("9/2026/nd/cp"), CENTRAL, CENTRAL, None),
])  # fmt: skip
def test_which_document_is_meant(made, source, target, found):
    assert effect_on(made, source, target) == found


@pytest.mark.parametrize(("day", "effective", "ends", "effects", "found"), [
    (D(2025, 1, 1), D(2025, 1, 1), None, [], Validity.IN_FORCE),
    (D(2024, 12, 31), D(2025, 1, 1), None, [(Effect.ENDS, D(2020, 1, 1))], Validity.NOT_YET),
    (D(2025, 1, 1), None, None, [], Validity.UNKNOWN),
    (D(2025, 1, 1), None, None, [(Effect.ENDS, D(2025, 1, 1))], Validity.ENDED),
    (D(2025, 1, 1), D(2020, 1, 1), None, [(Effect.ENDS, D(2025, 1, 2))], Validity.IN_FORCE),
    (D(2025, 1, 1), D(2020, 1, 1), None, [(Effect.ENDS, None)], Validity.UNKNOWN),
    (D(2025, 1, 1), D(2020, 1, 1), None, [(Effect.MAY_END, D(2024, 1, 1))], Validity.UNKNOWN),
    (D(2025, 1, 1), D(2020, 1, 1), None, [(Effect.AMENDS, D(2024, 1, 1))], Validity.AMENDED),
    (D(2025, 1, 1), D(2020, 1, 1), None, [(Effect.AMENDS, D(2026, 1, 1))], Validity.IN_FORCE),
    (D(2025, 1, 1), D(2020, 1, 1), D(2025, 1, 1), [], Validity.IN_FORCE),
    (D(2025, 1, 2), D(2020, 1, 1), D(2025, 1, 1), [], Validity.ENDED),
])  # fmt: skip
def test_on_a_day(day, effective, ends, effects, found):
    assert validity_of(effective, ends, effects, day) is found


@pytest.mark.parametrize(("clause", "day"), [
    ("có hiệu lực thi hành từ ngày 01 tháng 3 năm 2026 đến hết ngày 28 tháng 02 năm 2027.", D(2027, 2, 28)),
    ("có hiệu lực kể từ ngày ký ban hành và được thực hiện đến hết ngày 31 tháng 7 năm 2027.", D(2027, 7, 31)),
    ("có hiệu lực thi hành từ ngày 01/3/2026, áp dụng cho năm học đến ngày 31/5/2027.", None),
    ("có hiệu lực thi hành từ ngày 01/3/2026.", None),
    ("có hiệu lực thi hành từ ngày 01/3/2026 đến hết ngày 28/02/2020.", None),
])  # fmt: skip
def test_its_own_last_day(clause, day):
    text = f"Nghị định này {clause}"
    facts = Facts(kind=OWN.kind, issued_on=OWN.issued_on, effective_on=effective_on(text, OWN, Span(0, len(text))))
    assert ends_on(text, facts) == day
