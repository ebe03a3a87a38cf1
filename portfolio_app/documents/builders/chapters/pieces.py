"""Small arrangements of blocks that several chapters use."""

from __future__ import annotations

from portfolio_app.common.text import Language
from portfolio_app.documents.blocks import Block, Entry, Heading, Inline, Paragraph, Run, Table


def labelled(*items: tuple[str, Inline]) -> tuple[Block, ...]:
    """Return labels in the margin, each with a short line; those without a line are left out."""
    return tuple(Entry(label, "", "", (Paragraph(content, quiet=True),)) for label, content in items if content)


def headed(heading: Heading, table: Table) -> tuple[Block, ...]:
    """Return a table below its heading; neither when it has no rows."""
    return (heading, table) if table.rows else ()


def opened(opening: str, language: Language, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return prose whose first paragraph opens with a word in bold, in a language of its own; nothing for no prose."""
    if not blocks:
        return ()
    bold = Run(opening, bold=True, language=language)
    first = blocks[0]
    if isinstance(first, Paragraph):
        return (Paragraph((bold, *first.content), language=first.language), *blocks[1:])
    return (Paragraph((bold,)), *blocks)
