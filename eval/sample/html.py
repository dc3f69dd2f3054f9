"""A document as a web page saved from a portal: its words among menus, links and notices of the site."""

from __future__ import annotations

from html import escape

from eval.sample import form
from eval.sample.form import Styled
from eval.sample.source import Block, Line, Scope, Sign, Source, Table, pieces

_PAGE = """<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<title>{number} - Cổng thông tin điện tử tỉnh Lạc Giang</title>
<style>body {{font-family: "Times New Roman", serif}} .menu li {{display: inline}} td {{vertical-align: top}}</style>
<script>var trang = "van-ban"; function inTrang() {{ window.print(); }}</script>
</head>
<body>
<header class="banner"><a href="/">CỔNG THÔNG TIN ĐIỆN TỬ TỈNH LẠC GIANG</a></header>
<nav class="menu"><ul>
<li><a href="/">Trang chủ</a></li><li><a href="/gioi-thieu">Giới thiệu</a></li>
<li><a href="/tin-tuc">Tin tức</a></li><li><a href="/van-ban">Văn bản</a></li>
<li><a href="/dich-vu-cong">Dịch vụ công</a></li><li><a href="/lien-he">Liên hệ</a></li>
</ul></nav>
<div class="breadcrumb"><a href="/">Trang chủ</a> / <a href="/van-ban">Văn bản</a> / Chi tiết</div>
<form class="search"><input type="text" placeholder="Nhập từ khóa tìm kiếm"><button>Tìm kiếm</button></form>
<main>
<div class="tools"><a href="#">Tải về</a> <a href="#" onclick="inTrang()">In trang</a> <a href="#">Chia sẻ</a></div>
<div class="document-content" id="noi-dung-van-ban">
{content}
</div>
</main>
<aside><h3>Văn bản liên quan</h3><ul><li><a href="/van-ban/1">Lịch tiếp công dân tháng này</a></li>
<li><a href="/van-ban/2">Thông báo tuyển dụng viên chức</a></li></ul><p>Lượt xem: 1.274</p></aside>
<footer><p>Bản quyền thuộc Cổng thông tin điện tử tỉnh Lạc Giang. Ghi rõ nguồn khi phát hành lại thông tin.</p>
<p>Điện thoại: 0000.123.456 - Email: banbientap@lacgiang.example</p></footer>
</body>
</html>
"""


def render(source: Source) -> bytes:
    """The whole page as UTF-8."""
    parts = [_two_columns(_column(form.left_head(source)), _column(form.right_head(source)))]
    parts += [f'<p align="center">{_styled(styled)}</p>' for styled in form.title_lines(source)]
    for block in source.blocks:
        parts.append(_signature(source) if isinstance(block, Sign) else _block(block))
    return _PAGE.format(number=escape(source.meta["number"]), content="\n".join(parts)).encode()


def _tagged(text: str, bold: bool, italic: bool) -> str:
    inner = f"<em>{escape(text, quote=False)}</em>" if italic else escape(text, quote=False)
    return f"<strong>{inner}</strong>" if bold else inner


def _styled(styled: Styled) -> str:
    return _tagged(styled.text, styled.bold, styled.italic)


def _column(lines: tuple[Styled, ...]) -> str:
    return "".join(f'<p align="center">{"<br><br>" if styled.gap else ""}{_styled(styled)}</p>' for styled in lines)


def _two_columns(left: str, right: str) -> str:
    return (
        '<table border="0" width="100%"><tbody><tr>'
        f'<td width="42%">{left}</td>\n<td width="58%">{right}</td></tr></tbody></table>'
    )


def _signature(source: Source) -> str:
    heading, *items = form.recipient_lines(source)
    left = f"<p>{_tagged(heading, True, True)}<br>" + "<br>".join(escape(item) for item in items) + "</p>"
    return _two_columns(left, _column(form.signature_lines(source)))


def _block(block: Block) -> str:
    if isinstance(block, Line):
        words = "".join(_tagged(*piece) for piece in pieces(block.text))
        return f'<p align="{"center" if block.centred else "justify"}">{words}</p>'
    if isinstance(block, Scope):
        lines = (_tagged(block.label, True, False), _tagged(block.title, True, False), _tagged(block.note, False, True))
        return "\n".join(f'<p align="center">{line}</p>' for line in lines if "><" not in line and line != "<em></em>")
    return _table(block) if isinstance(block, Table) else ""


def _table(table: Table) -> str:
    rows = "\n".join(f"<tr>{_cells(row)}</tr>" for row in table.rows)
    return f'<table border="1" cellspacing="0">\n<tbody>\n{rows}\n</tbody>\n</table>'


def _cells(row: tuple[str, ...]) -> str:
    filled = [cell for cell in row if cell]
    span = len(row) - len(filled) + 1
    last = f' colspan="{span}"' if span > 1 else ""
    return "".join(
        f"<td{last if index == len(filled) - 1 else ''}><p>{escape(cell, quote=False)}</p></td>"
        for index, cell in enumerate(filled)
    )
