from pathlib import Path

import pytest

from eval.reading.legacy import rows, wrong_lines
from eval.reading.readings import Readings

DATA = Path("../shared/data/documents")


def folder(tmp_path: Path, texts: dict[str, tuple[str, str]]) -> Readings:
    (tmp_path / "legacy-fonts" / "transcripts").mkdir(parents=True)
    for stem, (read, truth) in texts.items():
        (tmp_path / "legacy-fonts" / f"{stem}.txt").write_text(read, encoding="utf-8")
        (tmp_path / "legacy-fonts" / "transcripts" / f"{stem}.txt").write_text(truth, encoding="utf-8")
    return Readings(tmp_path, tmp_path)


def values(readings: Readings) -> dict[str, float]:
    return {row.measure: row.value for row in rows(readings)}


def test_counts_are_summed_over_files(tmp_path: Path) -> None:
    found = values(
        folder(
            tmp_path,
            {
                "a": ("Quy ®Þnh nµy ¸p dông cho c¸c ®¬n vÞ", "Quy định này áp dụng cho các đơn vị"),
                "b": ("Nghị định sai", "Nghị quyết của Đảng"),
            },
        )
    )
    assert found["từ có dấu: đúng"] == pytest.approx(8 / 11)
    assert found["tệp còn chữ chưa chuyển mà không báo"] == 1


def test_no_transcripts(tmp_path: Path) -> None:
    assert [row.measure for row in rows(Readings(tmp_path, tmp_path))] == ["bỏ qua: không có bản chép"]


def test_wrong_lines_are_ranges(tmp_path: Path) -> None:
    (tmp_path / "w.tsv").write_text("# vì sao\na\t3,5-6\tsai\na\t9\tkhác\n", encoding="utf-8")
    assert wrong_lines(tmp_path / "w.tsv") == {"a": {3: "sai", 5: "sai", 6: "sai", 9: "khác"}}


@pytest.mark.data
@pytest.mark.skipif(not DATA.is_dir(), reason="needs ../shared/data")
def test_the_lines_named_exist() -> None:
    for stem, numbers in wrong_lines().items():
        lines = (DATA / "legacy-fonts" / "transcripts" / f"{stem}.txt").read_text(encoding="utf-8").split("\n")
        assert all(lines[number - 1].strip() for number in numbers), stem
