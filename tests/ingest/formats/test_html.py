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


DOCUMENT = "".join(
    f"<p>Điều {n}. Nội dung của điều này được quy định như sau cho các cơ quan.</p>" for n in range(1, 9)
)
LINES = [f"Điều {n}. Nội dung của điều này được quy định như sau cho các cơ quan." for n in range(1, 9)]


def test_a_news_page_gives_its_document() -> None:
    body = (
        "<header><div class='logo'>Báo</div></header><div id='breadcrumb'><a href='/'>Trang chủ</a> › Thời sự</div>"
        f"<div class='row'><div class='detail-content'><h1>Toàn văn Nghị quyết</h1>{DOCUMENT}</div>"
        "<div class='sidebar-right'><h3>Tin đọc nhiều</h3><p>Giá vàng hôm nay tăng mạnh</p></div></div>"
        "<div class='fb-comments'><p>Bạn đọc: hay quá</p></div><div id='cookieBanner'>Trang này dùng cookie</div>"
    )
    assert blocks_of_html(page(body)) == ["Toàn văn Nghị quyết", *LINES]


def test_what_stands_under_an_article_is_left_out() -> None:
    assert blocks_of_html(page(f"<div>{DOCUMENT}<h3>Tin liên quan</h3><p>Một tin khác</p></div>")) == LINES


def test_a_whole_page_inside_a_form_and_ids_that_spell_words() -> None:
    body = f"<form id='aspnetForm'><div id='id_77ad-ad9'>{DOCUMENT}</div><input value='x'><button>Tìm</button></form>"
    assert blocks_of_html(page(body)) == LINES


def test_words_of_a_document_are_kept_whatever_they_are_called() -> None:
    head = "<div class='header'><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p></div>"
    foot = "<div class='footer'><p>Nơi nhận: Như trên</p></div>"
    assert blocks_of_html(page(head + DOCUMENT + foot)) == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", *LINES, "Nơi nhận: Như trên"
    ]  # fmt: skip


def test_lists_say_their_numbers() -> None:
    body = "<ol start='3'><li>ba</li><li><p>bốn</p><p>tiếp</p></li></ol><ol type='a'><li>x</li><li>b) y</li></ol>"
    body += "<ul><li>một</li><li>- hai</li></ul>"
    assert blocks_of_html(page(body)) == ["3. ba", "4. bốn", "tiếp", "a) x", "b) y", "- một", "- hai"]


def test_old_fonts_and_numeric_references() -> None:
    body = (
        "<p><font face='.VnTime'>NghÞ quy&#213;t</font> 5 &#150; <span style='font-family: VNI-Times'>ñaûng</span></p>"
    )
    assert blocks_of_html(page(body)) == ["Nghị quyết 5 – đảng"]


def test_a_line_is_a_line_in_preformatted_text() -> None:
    assert blocks_of_html(page("<pre>NGHỊ QUYẾT\nĐiều 1. Tên\n\nĐiều 2. Tên</pre>")) == [
        "NGHỊ QUYẾT", "Điều 1. Tên", "Điều 2. Tên"
    ]  # fmt: skip


def test_web_archives() -> None:
    inner = page("<p>Điều 1. Phạm vi</p>").decode()
    archive = (
        "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\n"
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"{inner}\r\n--B\r\nContent-Type: image/png\r\n\r\nxx\r\n--B--\r\n"
    )
    assert blocks_of_html(archive.encode()) == ["Điều 1. Phạm vi"]
