"""The structure part of the reading bench: checked outlines, agreement with ours, complete Điều."""

import pytest

from eval.reading import structure
from eval.reading.outlines import Agreement, agreement, checked_outlines, outline_of, units_of
from eval.reading.readings import Readings
from eval.reading.structure import dieu_scopes
from ingest.structure.sections import sections_of, structure_of
from ingest.types import Document, Level

TEXT = "I. ĐÊ\n1. Tả.\n- Xa;\n- Gần.\n2. Hữu.\nII. KÈ"


def test_an_outline_is_read_from_its_notation():
    units = outline_of("roman I\n  arabic 1\n    dash x2\n  arabic 2\nroman II\n")
    assert [(unit.level.value, unit.number, unit.parent) for unit in units] == [
        ("roman", "I", None),
        ("arabic", "1", 0),
        ("dash", "", 1),
        ("dash", "", 1),
        ("arabic", "2", 0),
        ("roman", "II", None),
    ]
    with pytest.raises(ValueError):
        outline_of("chapter 1")


def test_the_same_outline_agrees_wholly():
    checked = outline_of("roman I\n  arabic 1\n    dash x2\n  arabic 2\nroman II")
    assert agreement(units_of(sections_of(TEXT)), checked) == Agreement(6, 6, 6, 6)


def test_what_is_lost_misplaced_and_made_up_is_counted():
    checked = outline_of("roman I\n  arabic 1 2 3\n  dash x2\nroman II III")
    found = agreement(units_of(sections_of(TEXT)), checked)
    assert found.checked == 8
    assert found.alike < found.ours == 6
    assert found.linked <= found.alike


def test_the_inside_of_an_annex_of_tables_is_not_compared():
    ours = units_of(sections_of("Điều 1. A\nPhụ lục\nBẢNG\n1. Một.\n2. Hai."))
    assert agreement(ours, outline_of("dieu 1\nphu_luc ?")) == Agreement(2, 2, 2, 2)


def test_levels_may_be_chosen():
    units = units_of(sections_of(TEXT), frozenset({Level.DASH}))
    assert [(unit.level, unit.parent) for unit in units] == [(Level.DASH, None)] * 2


@pytest.mark.parametrize(
    ("text", "complete", "explained"),
    [
        ("Điều 1. A\nĐiều 2. B\nĐiều 2a. C", [True], [True]),
        ("Điều 1. A\nĐiều 3. B", [False], [True]),
        ("Điều 1. A\nPhụ lục I\nQUY CHẾ\nĐiều 1. B\nĐiều 2. C", [True, True], [True, True]),
    ],
)
def test_dieu_are_counted_by_scope(text, complete, explained):
    sections, findings = structure_of(text)
    scopes = list(dieu_scopes(Document("x-0", text, "text/plain", sections=sections, findings=findings)))
    assert [scope.is_complete for scope in scopes] == complete
    assert [scope.is_explained for scope in scopes] == explained


def test_a_gap_that_no_finding_tells_of_is_not_explained():
    text = "Điều 1. A\nĐiều 3. B"
    (scope,) = dieu_scopes(Document("x-0", text, "text/plain", sections=sections_of(text)))
    assert not scope.is_complete
    assert not scope.is_explained


@pytest.mark.parametrize(("folder", "fewest"), [("outlines", 20), ("scopes", 20), ("amending", 7)])
def test_checked_outlines_are_there_and_hold_no_words(folder, fewest):
    checked = checked_outlines(folder)
    assert len(checked) >= fewest
    assert all(units and "/" in name for name, units in checked.items())
    assert all(len(unit.number) <= 6 for units in checked.values() for unit in units)


def test_findings_are_counted_by_what_a_person_found(tmp_path, monkeypatch):
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "de.txt").write_text("Điều 1. A\nĐiều 3. B\n1. Một.\n3. Ba.\n5. Năm.", encoding="utf-8")
    verdicts = {
        ("html/de.txt", "numbering_gap", "dieu", "3"): "original",
        ("html/de.txt", "numbering_gap", "khoan", "3"): "false",
    }
    monkeypatch.setattr(structure, "_verdicts", lambda: verdicts)
    rows = {row.measure.rpartition(": ")[2]: row for row in structure.rows(Readings(tmp_path, tmp_path))}
    assert [rows[name].value for name in ("bản gốc sai thật", "báo nhầm", "chưa kiểm tay")] == [1, 1, 1]
    assert (rows["độ chính xác"].value, rows["độ chính xác"].of) == (0.5, "2 phát hiện đã kiểm tay")


def test_checked_findings_have_a_verdict_and_no_words():
    verdicts = structure._verdicts()
    assert len(verdicts) >= 12
    assert set(verdicts.values()) <= {"original", "reading", "false"}
    assert all(code.startswith("numbering_") and len(number) <= 6 for _, code, _, number in verdicts)
