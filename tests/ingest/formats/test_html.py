from ingest.formats.html import blocks_of_html


def page(body: str) -> bytes:
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>x</title></head><body>{body}</body></html>".encode()
    )


def test_the_site_around_the_document_is_left_out() -> None:
    menu = "<ul>" + "".join(f"<li><a href='#'>Mục {n}</a></li>" for n in range(6)) + "</ul>"
    body = f"<nav>Trang chủ</nav>{menu}<script>x</script><p>Điều 1. <b>Phạm</b> vi</p>"
    body += "<p style='display:none'>ẩn</p><footer>c</footer>"
    assert blocks_of_html(page(body)) == ["Điều 1. Phạm vi"]


def test_tables_masthead_and_merged_cells() -> None:
    masthead = (
        "<table><tr><td>CHÍNH PHỦ</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</td></tr>"
        "<tr><td>Số: 1/NĐ-CP</td><td>Hà Nội</td></tr></table>"
    )
    data = (
        "<table><tr><th>TT</th><th>Việc</th><th>Cơ quan</th></tr><tr><td rowspan='2'>1</td><td>A</td><td>B</td></tr>"
        "<tr><td>C</td><td>D</td></tr></table>"
    )
    assert blocks_of_html(page(masthead + data)) == [
        "CHÍNH PHỦ", "Số: 1/NĐ-CP", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Hà Nội",
        "TT | Việc | Cơ quan", "1 | A | B", "C | D",
    ]  # fmt: skip


def test_a_forced_break_inside_a_sentence_is_a_blank() -> None:
    assert blocks_of_html(page("<p>Ban hành kèm theo<br>quyết định này</p><p>Hai</p>")) == [
        "Ban hành kèm theo quyết định này",
        "Hai",
    ]


def test_declared_charset_and_nothing() -> None:
    old = "<html><head><meta charset=windows-1258></head><body><p>Đê\u0300 án</p></body></html>".encode("cp1258")
    assert blocks_of_html(old) == ["Đề án"]
    assert blocks_of_html(b"") == []
    assert blocks_of_html(b"<html></html>") == []
