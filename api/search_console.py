"""How results of a search and answers look in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from api.console import shortened

if TYPE_CHECKING:
    from api.searching import SearchPage, Shown
    from api.types import Answer, Citation, Found
    from api.understanding import Interpretation


def print_search(page: SearchPage, *, why: bool = False) -> None:
    """How the query was read, what is found, and where the list goes on."""
    print_interpretation(page.read)
    if not page.shown:
        click.echo(_nothing(page))
        return
    first = (page.request.page - 1) * page.request.per_page + 1
    if page.request.groups:
        _print_documents(page, first, why=why)
    else:
        for number, shown in enumerate(page.passages, start=first):
            _print_hit(number, shown.found)
            if why:
                _print_why(shown)
    if page.pages > 1:
        which = " khớp rõ" if page.left_out else "" if page.is_all else " khớp nhất"
        counted = f"{page.total_documents} văn bản, {page.total_passages} đoạn{which}"
        click.echo(f"Trang {page.request.page}/{page.pages}: {counted}.")


def _nothing(page: SearchPage) -> str:
    if page.total_passages:
        return f"Danh sách chỉ có {page.pages} trang."
    if page.request.where.is_empty:
        return "Không tìm thấy đoạn nào."
    from api.filter_choices import chips_of

    chosen = "; ".join(f"{chip.label}: {chip.text}" for chip in chips_of(page.request.where))
    return f"Không tìm thấy đoạn nào thoả điều kiện lọc ({chosen}). Hãy bỏ bớt điều kiện."


def _print_documents(page: SearchPage, first: int, *, why: bool) -> None:
    for number, document in enumerate(page.documents, start=first):
        entry = document.entry
        name = " — ".join(part for part in (entry.number, shortened(entry.title or "", 90)) if part) or entry.file
        issued = f"{entry.issued_on:%d/%m/%Y}" if entry.issued_on else ""
        said = " · ".join(part for part in (entry.kind, entry.issuer, issued) if part)
        click.echo(f"{number}. {name}{f' ({said})' if said else ''}")
        for shown in document.places:
            pages = f", trang {shown.found.pages[0]}" if shown.found.pages else ""
            mark = " – nên đọc trước" if shown.why.is_likely else ""
            click.echo(f"   • {shown.found.address}{pages}{mark}")
            click.echo(click.wrap_text(shortened(shown.found.hit.passage.text), 100, "     ", "     "))
            if why:
                _print_why(shown)
        if document.found > len(document.places):
            click.echo(f"   và {document.found - len(document.places)} nơi khác")


def _print_why(shown: Shown) -> None:
    from api.why import WAYS, words_in

    why, legs = shown.why, shown.found.hit.legs
    said = {"unit": ["câu tìm nêu đúng điều khoản này"], "document": ["câu tìm nêu tên văn bản này"]}.get(why.named, [])
    if why.words:
        said.append(f"có: {', '.join(words_in(shown.found.hit.passage.text, why.words)[:12])}")
    if why.missing:
        said.append(f"không có: {', '.join(why.missing[:12])}")
    for way, label in WAYS.items():
        if way in why.ranks:
            said.append(
                f"{label.lower()} thứ {why.ranks[way]}/{why.looked_at} (điểm {legs[way]:.2f})".replace(".", ",")
            )
    click.echo(click.wrap_text(f"Vì: {'; '.join(said)}", 100, "   ", "   "))


def print_hits(found: Sequence[Found]) -> None:
    if not found:
        click.echo("Không tìm thấy đoạn nào.")
    for n, hit in enumerate(found, start=1):
        _print_hit(n, hit)


def _print_hit(number: int, hit: Found) -> None:
    click.echo(f"{number}. {_where(hit.number, hit.title, hit.address, hit.pages, hit.file)}")
    click.echo(click.wrap_text(shortened(hit.hit.passage.text), 100, "   ", "   "))


def print_interpretation(read: Interpretation) -> None:
    """How a query was read, a line each; nothing where it was taken word for word."""
    if read.suggested:
        click.echo(f"Có phải ý bạn là: {read.suggested}")
    if read.said.is_restored:
        click.echo(f"Đang tìm “{read.said.words}” (--as-typed: tìm đúng như đã gõ).")
    for typed, meanings in read.abbreviations:
        click.echo(f"{typed}: {' hoặc '.join(meanings)}.")
    if read.documents:
        names = ", ".join(entry.number or entry.title or entry.file for entry in read.documents)
        units = ", ".join(address for _, address in read.places)
        click.echo(f"Ưu tiên {names}{f': {units}' if units else ''}.")
    for words, phrases in (("Chỉ lấy đoạn có", read.demanded), ("Bỏ đoạn có", read.excluded)):
        if phrases:
            click.echo(f"{words} {', '.join(f'“{phrase}”' for phrase in phrases)}.")
    if read.facts:
        click.echo(f"Tìm trước nơi văn bản ghi {', '.join(read.facts)}.")
    for told in read.times:
        click.echo(f"{told[:1].upper()}{told[1:]}.")
    for typed in read.missing:
        click.echo(f"Văn bản được nêu không có “{typed}”.")
    for typed in read.unknown:
        click.echo(f"Kho không có văn bản “{typed}”.")


def print_answer(answer: Answer) -> None:
    if answer.understood != answer.question:
        click.echo(f"Câu hỏi được hiểu là “{answer.understood}”.\n")
    for notice in answer.notices:
        click.echo(f"Lưu ý: {notice}\n")
    if answer.refused:
        click.echo("Kho văn bản không có nội dung trả lời câu hỏi này.")
        if answer.nearest:
            click.echo("Các đoạn gần nhất:")
            print_hits(answer.nearest)
        return
    for statement in answer.statements:
        marks = "".join(f"[{at + 1}]" for at in statement.citations)
        click.echo(click.wrap_text(f"• {statement.text} {marks}", 100, "", "  "))
    click.echo("\nTrích dẫn:")
    for n, citation in enumerate(answer.citations, start=1):
        click.echo(f"[{n}] {_cited(citation)}")
        click.echo(click.wrap_text(f"“{citation.quote}”", 100, "    ", "    "))
        if citation.doubt:
            click.echo(click.wrap_text(f"! {citation.doubt}", 100, "    ", "      "))


def _cited(citation: Citation) -> str:
    return _where(citation.number, citation.title, citation.address, citation.pages, citation.file)


def _where(number: str | None, title: str | None, address: str, pages: Sequence[int], file: str) -> str:
    page = f"trang {pages[0]}" if pages else None
    name = " — ".join(part for part in (number, shortened(title or "", 90)) if part) or file
    return ", ".join(part for part in (name, address, page) if part)
