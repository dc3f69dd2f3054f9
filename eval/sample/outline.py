"""From a source text to what is known of it, without a look at any rendered file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from eval.sample import form
from eval.sample.source import Block, Line, Scope, Sign, Source, Table, plain, unit_of
from eval.sample.truth import KnownDocument, KnownFacts, KnownRelation, Task, Unit
from ingest.types import Level, Relation


def rows_of(table: Table) -> tuple[str, ...]:
    """Each row as one line: its cells that are not empty, joined by " | "."""
    return tuple(" | ".join(cell for cell in row if cell) for row in table.rows)


def lines_of(block: Block) -> tuple[str, ...]:
    """The plain lines of a block."""
    if isinstance(block, Line):
        return (plain(block.text),)
    if isinstance(block, Scope):
        return tuple(text for text in (block.label, block.title, block.note) if text)
    return rows_of(block) if isinstance(block, Table) else ()


def _units(source: Source) -> Iterator[Unit]:
    dashes = 0
    for block in source.blocks:
        if isinstance(block, Scope):
            dashes = 0
            yield Unit(block.level, block.number, block.title)
        elif isinstance(block, Line) and block.level is Level.DASH:
            dashes += 1
            yield Unit(block.level, str(dashes), "")
        elif isinstance(block, Line) and block.level is not None:
            dashes = 0
            yield Unit(block.level, block.number, _title(block))


def _title(line: Line) -> str:
    unit = unit_of(plain(line.text))
    return unit[2] if unit and line.heading else ""


def _tasks(source: Source) -> Iterator[Task]:
    yield from source.tasks
    for block in source.blocks:
        if isinstance(block, Table) and block.tasks:
            for _, what, lead, cooperating, deadline, *product in block.rows[1:]:
                yield Task(what, lead, cooperating, deadline, product[0] if product else "")


def _relations(source: Source) -> Iterator[KnownRelation]:
    for text in source.parts("relations", ";"):
        relation, _, target = text.partition(" ")
        inside = not target.endswith(" ngoài")
        yield KnownRelation(Relation(relation), target.removesuffix(" ngoài"), inside)


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _facts(source: Source) -> KnownFacts:
    meta = source.meta
    return KnownFacts(
        number=meta["number"],
        kind=meta["kind"],
        issuer=" ".join(source.parts("issuer", " / ")),
        parent_issuer=meta.get("parent"),
        place=meta["place"],
        issued_on=source.issued_on,
        effective_on=_date(meta.get("effective")),
        title=meta["title"],
        signer=meta["signer"],
        signer_post=meta["post"],
        capacity=source.parts("capacity", " / "),
        recipients=source.parts("recipients", ";"),
        urgency=meta.get("urgency"),
    )


def known(source: Source, pages: int) -> KnownDocument:
    """What is known of the document; `pages` as its renderer counted them, 0 without pages."""
    fixed = (*form.left_head(source), *form.right_head(source), *form.title_lines(source))
    head = (*form.stamp_lines(source), *(styled.text for styled in fixed))
    signature = tuple(styled.text for styled in form.signature_lines(source))
    return KnownDocument(
        file=source.meta["file"],
        format=source.meta["format"],
        pages=pages,
        facts=_facts(source),
        outline=tuple(_units(source)),
        relations=tuple(_relations(source)),
        tasks=tuple(_tasks(source)),
        head=head,
        body=tuple(line for block in source.blocks if not isinstance(block, Sign) for line in lines_of(block)),
        tail=(*signature, *form.recipient_lines(source)),
    )
