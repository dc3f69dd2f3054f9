from hypothesis import given
from hypothesis import strategies as st

from ingest.layout.headings import heading_rows_of

TEXT = "Phụ lục\nTT | Chỉ tiêu | Năm\n| Kế hoạch | Thực hiện\n1 | GRDP | 8\n2 | Thu | 9\nHết\na | b"


def heading(of: str) -> str | None:
    found = heading_rows_of(TEXT, TEXT.index(of))
    return None if found is None else found.of(TEXT)


def test_rows_have_the_headings_of_their_table() -> None:
    assert heading("Thu") == heading("1 | GRDP") == "TT | Chỉ tiêu | Năm\n| Kế hoạch | Thực hiện"


def test_what_is_no_row_or_heads_the_table_has_none() -> None:
    assert heading("Phụ lục") is None
    assert heading("Chỉ tiêu") is None
    assert heading("Kế hoạch") is None
    assert heading("a | b") is None
    assert heading_rows_of("", 0) is None


@given(st.text(alphabet="a1|\n "), st.integers(0, 50))
def test_a_heading_stands_above_its_row(text: str, at: int) -> None:
    at = min(at, len(text))
    found = heading_rows_of(text, at)
    assert found is None or found.end <= text.rfind("\n", 0, at)
