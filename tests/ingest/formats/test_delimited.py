import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats.delimited import blocks_of_delimited


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", []),
        ('TT,Việc,Hạn\r\n1,"Họp, báo cáo",2025\r\n', ["TT | Việc | Hạn", "1 | Họp, báo cáo | 2025"]),
        ("TT\tViệc\n1\tHọp; báo cáo", ["TT | Việc", "1 | Họp; báo cáo"]),
        ("a;1,5\nb;2,5\n", ["a | 1,5", "b | 2,5"]),
        ('x;"y\n', ["x | y"]),
    ],
)
def test_rows(text: str, rows: list[str]) -> None:
    assert blocks_of_delimited(text) == rows


@given(st.text())
def test_never_fails(text: str) -> None:
    assert all(blocks_of_delimited(text))
