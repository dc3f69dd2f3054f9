"""The commands that ask the archive: `vanban search` and `vanban ask`. Heavy imports stay inside."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import reduce
from typing import TYPE_CHECKING

import click

from api import console
from api.cli_options import NOTHING, Command, State, as_json, as_typed, with_data

if TYPE_CHECKING:
    from api.application import Application

_DATE = "ngày, tháng hoặc năm: 22/12/2024, 12/2024, 2024"
_FILTERS: dict[str, tuple[str, str]] = {
    "kind": ("LOẠI", "Chỉ loại văn bản này, như “nghị quyết”; dùng được nhiều lần."),
    "issuer": ("CƠ_QUAN", "Chỉ văn bản của cơ quan này; dùng được nhiều lần."),
    "level": ("CẤP", "Chỉ cấp này: trung-uong, tinh, huyen, xa; dùng được nhiều lần."),
    "from": ("NGÀY", f"Ban hành từ {_DATE}."),
    "to": ("NGÀY", f"Ban hành đến {_DATE}."),
    "validity": (
        "HIỆU_LỰC",
        "Chỉ văn bản hien-hanh, con-hieu-luc, duoc-sua-doi, chua-hieu-luc, het-hieu-luc, chua-ro.",
    ),
    "on": ("NGÀY", "Xét hiệu lực vào ngày này thay cho hôm nay."),
    "topic": ("LĨNH_VỰC", "Chỉ lĩnh vực này; dùng được nhiều lần."),
    "format": ("DẠNG", "Chỉ dạng tệp này: pdf, word, web, text, sheet, slides; dùng được nhiều lần."),
    "finding": ("MÃ", "Chỉ văn bản có điểm cần lưu ý này (mã như trong `vanban report`)."),
}
_FORMS = {"json_": "--json", "csv_": "--csv", "citations": "--citations", "bibtex": "--bibtex"}


def filtered(command: Command) -> Command:
    """Every filter as an option that may be given several times, handed over together as `filters`."""

    def kept(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> None:
        context.params.setdefault("filters", {})[(parameter.name or "").removeprefix("filter_")] = values

    options: list[Callable[[Command], Command]] = [
        click.option(
            f"--{name}", f"filter_{name}", multiple=True, metavar=value, expose_value=False, callback=kept, help=told
        )
        for name, (value, told) in _FILTERS.items()
    ]
    return reduce(lambda made, option: option(made), reversed(options), command)


@click.command(cls=console.Command)
@click.argument("query")
@click.option("--limit", type=click.IntRange(1, 200), default=10, show_default=True, help="Số kết quả nhiều nhất.")
@click.option("--page", type=click.IntRange(1, 10_000), default=1, help="Trang kết quả, từ 1.")
@click.option(
    "--order",
    type=click.Choice(["lien-quan", "ngay", "so"]),
    default="lien-quan",
    metavar="THỨ_TỰ",
    help="lien-quan (mặc định), ngay (mới nhất trước), so (số, ký hiệu).",
)
@click.option("--group", is_flag=True, help="Gộp theo văn bản.")
@click.option("--why", is_flag=True, help="Nêu vì sao có từng kết quả.")
@filtered
@click.option("--csv", "csv_", is_flag=True, help="In dạng CSV, mở được bằng Excel.")
@click.option("--citations", is_flag=True, help="In trích dẫn, mỗi nơi một dòng.")
@click.option("--bibtex", is_flag=True, help="In danh mục tham khảo dạng BibTeX.")
@as_typed
@as_json
@with_data
@click.pass_obj
def search(
    state: State,
    /,
    query: str,
    limit: int,
    page: int,
    order: str,
    group: bool,
    why: bool,
    filters: dict[str, tuple[str, ...]],
    as_typed: bool,
    **forms: bool,
) -> None:
    """Tìm các đoạn liên quan nhất đến TRUY VẤN."""
    from api.filtering import filter_of
    from api.search_console import print_search
    from api.search_export import ExportForm, exported
    from api.search_shapes import search_page_shape
    from api.searching import LOOKED_AT, SearchRequest
    from index.grouping import Order
    from index.query.understanding import Part

    chosen = [name for name, is_chosen in forms.items() if is_chosen]
    if len(chosen) > 1:
        raise click.UsageError(f"chọn một trong: {', '.join(_FORMS.values())}")
    literal = frozenset(Part) - {Part.OPERATORS} if as_typed else frozenset()
    is_whole = group or page > 1 or order != Order.RELEVANCE.value
    request = SearchRequest(
        query,
        filter_of(filters),
        Order(order),
        page,
        limit,
        literal=literal,
        groups=group,
        facets=False,
        looked_at=LOOKED_AT if is_whole else limit,
    )
    with state.application() as application:
        found = application.search_page(request, application.default_scope())
    match chosen:
        case ["json_"]:
            console.print_json(search_page_shape(found))
        case [form]:
            text = exported(found, ExportForm(form.rstrip("_"))).text
            click.echo(text.encode("utf-8", "replace"), nl=False)
        case _:
            print_search(found, why=why)
    sys.exit(0 if found.shown else NOTHING)


@click.command(cls=console.Command)
@click.argument("question", required=False)
@click.option("--first-title", is_flag=True, help="Hỏi về trích yếu của văn bản đầu tiên trong kho.")
@as_typed
@as_json
@with_data
@click.pass_obj
def ask(state: State, question: str | None, first_title: bool, as_typed: bool, json_: bool) -> None:
    """Trả lời CÂU HỎI bằng nguyên văn các điều khoản, hoặc từ chối khi kho không có."""
    from api.search_console import print_answer
    from api.shapes import answer_shape
    from index.query.understanding import Part

    with state.application() as application:
        if question is None and first_title:
            question = _about_first(application)
        answer = application.ask(question or "", application.default_scope(), tuple(Part) if as_typed else ())
    if json_:
        console.print_json(answer_shape(answer))
    else:
        print_answer(answer)
    sys.exit(NOTHING if answer.refused else 0)


def _about_first(application: Application) -> str:
    total, entries = application.documents(application.default_scope(), limit=1)
    if not total:
        return ""
    first = entries[0]
    return f"{first.title or first.file} quy định những gì?"
