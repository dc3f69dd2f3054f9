"""How a report looks in a terminal."""

from api.keeping_console import print_report
from index.report import Line, Report


def line(file, message, page=None, code="numbering_gap"):
    return Line("finding", code, "Số thứ tự bị cách quãng", "Đối chiếu bản gốc.", file, message, page=page)


def shown(capsys, *lines):
    print_report(Report(None, lines))
    return capsys.readouterr().out


def test_a_file_is_told_once_with_its_page_and_how_many_more(capsys):
    out = shown(capsys, line("a.pdf", "Khoản 3 …", 5), line("a.pdf", "Khoản 6 …", 7), line("b.txt", "Điều 7 …"))
    assert "3 chỗ, 2 tệp" in out
    assert "    a.pdf (trang 5): Khoản 3 … (và 1 chỗ nữa)\n    b.txt: Điều 7 …\n" in out


def test_a_page_that_the_message_names_is_not_said_twice(capsys):
    assert "    a.pdf: Trang 5: mờ.\n" in shown(capsys, line("a.pdf", "Trang 5: mờ.", 5, "illegible_page"))
