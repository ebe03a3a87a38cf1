"""Pages of plain HTML: every text escaped, no script, nothing fetched from anywhere, good on a screen and on paper."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final
from urllib.parse import quote

from portfolio_app.common.text import Language, Text

STYLE: Final = """
:root { --ink: #1c2b33; --soft: #5b6b73; --line: #d9e0e3; --accent: #0b5c6b; --wash: #f3f7f8; --warn: #8a4b00;
  --warn-wash: #fff6e8; }
* { box-sizing: border-box; }
html { color: var(--ink); background: #fff; font: 16px/1.55 "Source Sans 3", "Segoe UI", system-ui, "Helvetica Neue",
  Arial, sans-serif; -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 62rem; padding: 0 1.5rem 4rem; }
header.top { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: baseline; padding: 1rem 0 .75rem;
  border-bottom: 1px solid var(--line); color: var(--soft); font-size: .9rem; }
header.top .grow { flex: 1; }
a { color: var(--accent); text-underline-offset: .15em; }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
h1 { font-size: 2rem; line-height: 1.2; margin: 2rem 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 .5rem; }
h3 { font-size: 1.1rem; line-height: 1.35; margin: 0 0 .5rem; overflow-wrap: anywhere; }
p { margin: .4rem 0; max-width: 46rem; }
.lead { color: var(--soft); font-size: 1.1rem; }
.notice { background: var(--warn-wash); border-left: 4px solid var(--warn); padding: .75rem 1rem; margin: 1.25rem 0; }
.person { display: flex; gap: 1.5rem; align-items: flex-start; }
.person img { width: 8rem; height: 10rem; object-fit: cover; border-radius: .25rem; margin-top: 2rem; }
.areas { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 1rem; padding: 0;
  margin: 1rem 0; list-style: none; }
.areas > li { border: 1px solid var(--line); border-radius: .5rem; padding: .9rem 1.1rem; break-inside: avoid; }
.areas h3 { color: var(--accent); }
.areas ul { list-style: none; margin: 0; padding: 0; }
.areas ul li { display: flex; justify-content: space-between; gap: 1rem; }
.count { color: var(--soft); font-variant-numeric: tabular-nums; }
.areas a, .toc a { text-decoration: none; }
.areas a:hover, .toc a:hover { text-decoration: underline; }
details { margin: 1.5rem 0; }
summary { cursor: pointer; font-weight: 600; color: var(--accent); }
.toc { columns: 20rem; column-gap: 2rem; padding-left: 1.2rem; font-size: .95rem; }
.toc li { break-inside: avoid; overflow-wrap: anywhere; }
article { border-top: 1px solid var(--line); padding: 1.25rem 0 .75rem; break-inside: avoid-page; }
article:target { background: var(--wash); box-shadow: 0 0 0 .75rem var(--wash); }
dl { display: grid; grid-template-columns: minmax(9rem, 14rem) 1fr; gap: .3rem 1.25rem; margin: 0; }
dt { color: var(--soft); }
dt small { display: block; color: var(--warn); }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.prose { white-space: pre-wrap; max-width: 44rem; }
dd ul { margin: 0; padding-left: 1.1rem; }
.step { margin-bottom: .6rem; }
.step b { display: block; }
.meta { color: var(--soft); font-size: .85rem; margin-top: .6rem; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .9rem .4rem 0; border-bottom: 1px solid var(--line);
  overflow-wrap: break-word; }
th { white-space: nowrap; color: var(--soft); font-weight: 600; }
td.done { min-width: 9rem; }
td.changed { width: 100%; overflow-wrap: anywhere; }
td.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
td ul { margin: .25rem 0 0; padding-left: 1.1rem; }
code { font: .9em/1.4 ui-monospace, Consolas, Menlo, monospace; overflow-wrap: anywhere; }
.pager { display: flex; gap: 1.25rem; margin: 1.5rem 0 0; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } }
@media print { html { font-size: 10pt; } body { max-width: none; padding: 0; }
  header.top, .pager, details { display: none; } a { color: inherit; text-decoration: none; } h1 { margin-top: 0; } }
"""

_SAFETY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file:"
_OVERVIEW: Final = Text("Overzicht", "Overview")
_OTHER: Final[dict[Language, tuple[Language, str]]] = {"nl": ("en", "English"), "en": ("nl", "Nederlands")}


def text(words: object) -> str:
    """Return words so that they are shown as they are, whatever signs they hold."""
    return escape(str(words), quote=True)


def link(target: str, words: str) -> str:
    """Return a link to another file of the archive, or a place in one; `target` is a relative path, not yet encoded."""
    path, _, place = target.partition("#")
    address = quote(path) + (f"#{quote(place)}" if place else "")
    return f'<a href="{address}">{text(words)}</a>'


def image(path: str) -> str:
    """Return a picture that adds nothing to the words beside it; `path` is relative, not yet encoded."""
    return f'<img src="{quote(path)}" alt="">'


def bullets(items: Iterable[str], kind: str = "") -> str:
    """Return a list of items that are HTML already."""
    of_kind = f' class="{kind}"' if kind else ""
    return f"<ul{of_kind}>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>\n"


def page_start(title: str, language: Language, *, subtitle: str, up: str, other: str) -> str:
    """Return the beginning of a page.

    Args:
        title: of the page.
        language: of the page.
        subtitle: what stands at the top of every page.
        up: path from this page to the front page; empty on that itself.
        other: path from this page to the same in the other language.
    """
    other_language, other_name = _OTHER[language]
    home = link(up, _OVERVIEW.say(language)) if up else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_SAFETY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{text(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f'<header class="top"><span>{text(subtitle)}</span><span class="grow"></span>{home}'
        f'<span lang="{other_language}">{link(other, other_name)}</span></header>\n<main>\n'
    )


PAGE_END: Final = "</main>\n</body>\n</html>\n"
