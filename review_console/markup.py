"""HTML for what others wrote. Every piece of foreign text passes `escape` here, so nothing in it can become markup.

Streamlit's own text elements read Markdown, and a citizen's or model's text must never be read as such: it is shown
by `st.html` built here, or, where only a label or a notice will do, after `plain_label`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import NewType

Html = NewType("Html", str)

_MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$&^=])")
_SHORTHAND = re.compile(r"([:@]|www(?=\.))", re.IGNORECASE)
_WORD_JOINER = "\u2060"
_DIFF_TOKENS = re.compile(r"[A-Za-z0-9]+(?:[.,:/-][A-Za-z0-9]+)*|\s+|.", re.DOTALL)


def plain_label(text: str) -> str:
    """Text that Streamlit's Markdown shows letter by letter: no link, image, emoji, colour or emphasis comes of it.

    An invisible word joiner breaks what is recognised after Markdown itself: addresses, `:name:` and `:red[...]`.
    """
    broken = _SHORTHAND.sub(lambda found: found.group(1) + _WORD_JOINER, " ".join(text.split()))
    return _MARKDOWN_SIGNS.sub(r"\\\1", broken)


def text(content: str, style: str = "text", language: str | None = None) -> Html:
    """A block of text, its line breaks kept."""
    lang = f' lang="{escape(language)}"' if language else ""
    return Html(f'<div class="cd-{style}"{lang}>{escape(content)}</div>')


def highlighted(content: str, spans: Iterable[tuple[int, int]], style: str = "text") -> Html:
    """A block of text with spans (offsets into `content`, overlaps are joined) marked."""
    parts, at = [], 0
    for start, end in _joined(spans, len(content)):
        parts += [escape(content[at:start]), "<mark>", escape(content[start:end]), "</mark>"]
        at = end
    parts.append(escape(content[at:]))
    return Html(f'<div class="cd-{style}">{"".join(parts)}</div>')


def _joined(spans: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), min(length, end)) for start, end in spans):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def path(headings: Sequence[str], title: str) -> str:
    """Where a passage stands, from its document's title down. Still plain text."""
    below = headings[1:] if headings and headings[0] == title else headings
    return " › ".join([title, *below])


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> Html:
    """A real table with a caption for screen readers; cells are text."""
    head = "".join(f'<th scope="col">{escape(header)}</th>' for header in headers)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return Html(
        f'<div class="cd-scroll"><table class="cd-table"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def facts(pairs: Iterable[tuple[str, str]]) -> Html:
    """Names and values in one quiet line."""
    items = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in pairs)
    return Html(f'<dl class="cd-facts">{items}</dl>')


def tags(labels: Iterable[str], style: str = "tag") -> Html:
    """Short labels side by side."""
    items = "".join(f'<li class="cd-{style}">{escape(label)}</li>' for label in labels)
    return Html(f'<ul class="cd-tags">{items}</ul>')


def diff(old: str, new: str, removed: str, added: str) -> Html:
    """`new` against `old`: what went is struck through, what came is underlined, both also named in words."""
    before, after = _DIFF_TOKENS.findall(old), _DIFF_TOKENS.findall(new)
    parts = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = escape("".join(before[i1:i2])), escape("".join(after[j1:j2]))
        if tag == "equal":
            parts.append(gone)
            continue
        if gone:
            parts.append(f'<del><span class="cd-hidden">[{escape(removed)}: </span>{gone}{_CLOSE}</del>')
        if come:
            parts.append(f'<ins><span class="cd-hidden">[{escape(added)}: </span>{come}{_CLOSE}</ins>')
    return Html(f'<div class="cd-reply">{"".join(parts)}</div>')


_CLOSE = '<span class="cd-hidden">]</span>'

STYLE = Html(
    """<style>
.block-container { padding-top: 2.5rem; max-width: 84rem; }
.cd-text, .cd-question, .cd-reply, .cd-quote, .cd-turn, .cd-finding { white-space: pre-wrap; overflow-wrap: anywhere;
  line-height: 1.6; max-width: 75ch; }
.cd-question { font-size: 1.15rem; font-weight: 600; }
.cd-reply { border-left: 3px solid #5c8fb5; padding: .4rem 0 .4rem 1rem; }
.cd-quote { border-left: 3px solid #8a949e; padding-left: .8rem; }
.cd-turn { padding-left: .8rem; border-left: 1px solid #8a949e; }
.cd-path { font-size: .9rem; opacity: .85; overflow-wrap: anywhere; }
.cd-strong { font-weight: 600; overflow-wrap: anywhere; }
.cd-finding { border: 1px solid #b3541e; border-left-width: 5px; border-radius: .3rem; padding: .4rem .7rem;
  overflow-wrap: anywhere; margin: .2rem 0; max-width: 75ch; }
mark { background: #ffe9a3; color: #1b1b1b; padding: 0 .1em; border-radius: .15em; }
del { text-decoration: line-through; background: #f7d9d3; color: #571b10; }
ins { text-decoration: underline; background: #d6eedd; color: #103c20; }
.cd-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
.cd-tags { display: flex; flex-wrap: wrap; gap: .35rem; list-style: none; padding: 0 !important; margin: .1rem 0 !important; }
.cd-tags li { margin: 0 !important; font-size: .85rem; border: 1px solid #8a949e; border-radius: 1rem; padding: .05rem .65rem; }
.cd-tags li.cd-late { border-color: #b3541e; border-width: 2px; font-weight: 600; }
.cd-facts { display: flex; flex-wrap: wrap; gap: .3rem 2rem; margin: .2rem 0 !important; padding: 0 !important; }
.cd-facts div { margin: 0 !important; padding: 0 !important; }
.cd-facts dt { margin: 0 !important; padding: 0 !important; }
.cd-facts dt { font-size: .8rem; opacity: .8; }
.cd-facts dd { margin: 0 !important; overflow-wrap: anywhere; }
.cd-scroll { overflow-x: auto; }
.cd-table { border-collapse: collapse; width: 100%; font-size: .92rem; }
.cd-table caption { text-align: left; font-size: .85rem; opacity: .8; padding-bottom: .3rem; }
.cd-table th { text-align: left; font-weight: 600; border-bottom: 2px solid #8a949e; padding: .35rem .7rem; }
.cd-table td { border-bottom: 1px solid #8a949e55; padding: .35rem .7rem; vertical-align: top;
  overflow-wrap: break-word; max-width: 28rem; }
[data-testid="InputInstructions"], [data-testid="stHeaderActionElements"],
[data-testid="stFileUploaderDropzoneInstructions"] { display: none; }
</style>"""
)


def upload_style(choose: str) -> Html:
    """Streamlit's upload button speaks English only: its word is put in the session's language by style."""
    return Html(
        '<style>[data-testid="stFileUploaderDropzone"] button p { font-size: 0; }'
        f'[data-testid="stFileUploaderDropzone"] button p::after {{ content: "{escape(choose)}"; '
        "font-size: .9rem; }</style>"
    )
