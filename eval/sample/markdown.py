"""A document as Markdown, the way an office's web tool exports it."""

from __future__ import annotations

from eval.sample import form
from eval.sample.form import Styled
from eval.sample.source import Block, Line, Scope, Sign, Source, Table


def render(source: Source) -> bytes:
    """The whole document as UTF-8."""
    parts = [*_styled(form.left_head(source)), *_styled(form.right_head(source))]
    if title := form.title_lines(source):
        parts += [f"# {title[0].text}", *_styled(title[1:])]
    for block in source.blocks:
        parts += _signature(source) if isinstance(block, Sign) else _parts(block)
    return ("\n\n".join(parts) + "\n").encode()


def _styled(lines: tuple[Styled, ...]) -> list[str]:
    def marked(styled: Styled) -> str:
        if styled.text == "*":
            return r"\*"
        mark = "**" if styled.bold else "*" if styled.italic else ""
        return f"{mark}{styled.text}{mark}"

    return [marked(styled) for styled in lines]


def _signature(source: Source) -> list[str]:
    heading, *items = form.recipient_lines(source)
    return [*_styled(form.signature_lines(source)), f"***{heading}***", "\n".join(items)]


def _parts(block: Block) -> list[str]:
    if isinstance(block, Line):
        return [block.text]
    if isinstance(block, Scope):
        return [f"## {block.label}", *(text for text in (block.title, block.note) if text)]
    return ["\n".join(_rows(block))] if isinstance(block, Table) else []


def _rows(table: Table) -> list[str]:
    rows = ["| " + " | ".join(row) + " |" for row in table.rows]
    return [rows[0], "|" + " --- |" * len(table.widths), *rows[1:]]
