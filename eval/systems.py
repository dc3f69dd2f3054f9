"""Ways to search the same index: the product as it is, and with one of its parts changed or left out.

To measure another way, add a line to the table in `systems_of`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from eval.errors import UnknownSystem
from index.query.understanding import Part
from index.types import Hit, Scope

if TYPE_CHECKING:
    from index.search import Index

Search = Callable[[str, int], Sequence[Hit]]
"""From a question and a limit to hits, best first."""

WHOLE = "day-du"
"""The name of the system that every other one is compared with."""
PASSAGES = 50
"""So many passages are asked for where systems are compared: more would widen the smallest number of candidates."""
ASKED = frozenset({Part.OPERATORS})
"""What is left as typed in a question: it quotes names, and means its quotation marks as no demand."""
_RRF = 60
"""Cormack, Clarke and Büttcher 2009."""


@dataclass(frozen=True, slots=True)
class System:
    """A way to search. `name` stands in options and files, `about` says in Vietnamese what is different in it."""

    name: str
    about: str
    search: Search


def systems_of(index: Index) -> tuple[System, ...]:
    """The whole system, first, and every other way over the same index."""
    return (
        System(WHOLE, "như chương trình chạy", searching(index)),
        System("khong-xep-lai", "tổng điểm hai nhánh, không xếp lại", searching(index, rerank=False)),
        System("tu-khoa", "riêng nhánh từ khoá", searching(index, leg="sparse")),
        System("ngu-nghia", "riêng nhánh ngữ nghĩa", searching(index, leg="dense")),
        System("ngu-nghia-0.2", "trọng số ngữ nghĩa 0,2", searching(ranked(index, dense_weight=0.2))),
        System("ngu-nghia-0.3", "trọng số ngữ nghĩa 0,3", searching(ranked(index, dense_weight=0.3))),
        System("ngu-nghia-0.5", "trọng số ngữ nghĩa 0,5", searching(ranked(index, dense_weight=0.5))),
        System("ngu-nghia-0.6", "trọng số ngữ nghĩa 0,6", searching(ranked(index, dense_weight=0.6))),
        System("rrf", f"gộp theo thứ hạng (RRF, hằng số {_RRF})", by_rank(index)),
        System("xep-lai-15", "xếp lại 15 đoạn đầu", searching(ranked(index, reranked=15))),
        System("xep-lai-50", "xếp lại 50 đoạn đầu", searching(ranked(index, reranked=50))),
        System("ung-vien-50", "50 ứng viên mỗi nhánh", searching(ranked(index, depth=50))),
        System("ung-vien-200", "200 ứng viên mỗi nhánh", searching(ranked(index, depth=200))),
        System("dung-chu", "không hiểu câu hỏi, lấy đúng chữ đã gõ", searching(index, literal=Part)),
        System("khong-goi-ten", "văn bản được gọi tên không được cộng điểm", searching(ranked(index, named_bonus=0.0))),
    )


def chosen(index: Index, names: str) -> tuple[System, ...]:
    """The systems of these names, separated by commas, each once; "all" means every one. Raises UnknownSystem."""
    systems = {system.name: system for system in systems_of(index)}
    wanted: list[str] = []
    for name in (name.strip() for name in names.split(",")):
        if name not in systems and name != "all":
            raise UnknownSystem(name, tuple(systems))
        wanted += systems if name == "all" else [name]
    return tuple(systems[name] for name in dict.fromkeys(wanted))


def searching(index: Index, *, literal: Iterable[Part] = ASKED, **options: Any) -> Search:
    """`index.search` with these options, over questions of which the parts in `literal` are left as typed."""
    as_typed: Collection[Part] = frozenset(literal)

    def search(question: str, limit: int) -> Sequence[Hit]:
        return index.search(index.understand(question, as_typed), Scope(), limit, **options)

    return search


def ranked(index: Index, **changed: Any) -> Index:
    """The same index, its store and encoders shared, with other values of `index.search.Ranking`."""
    other = copy(index)
    other._ranking = replace(index._ranking, **changed)
    return other


def by_rank(index: Index) -> Search:
    """Reciprocal-rank fusion of the first 200 of each leg."""
    legs = (searching(index, leg="sparse"), searching(index, leg="dense"))

    def search(question: str, limit: int) -> Sequence[Hit]:
        scores: dict[str, float] = {}
        hits: dict[str, Hit] = {}
        for leg in legs:
            for rank, hit in enumerate(leg(question, max(200, limit)), start=1):
                key = hit.passage.id
                scores[key] = scores.get(key, 0.0) + 1 / (_RRF + rank)
                hits[key] = hit
        best = sorted(scores, key=lambda key: (-scores[key], key))[:limit]
        return [Hit(hits[key].passage, scores[key], hits[key].legs) for key in best]

    return search
