"""Foreign text never becomes markup."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from review_console import markup
from tests.review_console.scripted_values import HOSTILE


class _Reader(HTMLParser):
    """Collects tags and text as a browser would read them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


@given(st.text())
def test_any_text_shows_letter_by_letter(content: str) -> None:
    """What is read on screen is what was written, in one element."""
    reader = _read(markup.text(content))
    assert (reader.tags, reader.words) == (["div"], content)


@given(st.text(), st.lists(st.tuples(st.integers(-5, 40), st.integers(-5, 40))))
def test_highlighting_adds_marks_only(content: str, spans: list[tuple[int, int]]) -> None:
    """Whatever the spans, the text is complete and the only tag inside is mark."""
    reader = _read(markup.highlighted(content, spans))
    assert reader.words == content
    assert set(reader.tags) <= {"div", "mark"}


def test_the_marked_words_are_the_span() -> None:
    """A span marks exactly its characters."""
    assert (
        markup.highlighted("fee 84 euros", [(4, 6)]) == '<div class="cd-text">fee <mark>84</mark> euros</div>'
    )


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_diff_shows_every_letter_of_both_texts(old: str, new: str) -> None:
    """Nothing of the old or new text is left out, and nothing of it becomes a tag."""
    reader = _read(markup.diff(old, new, "removed", "added"))
    assert set(reader.tags) <= {"div", "del", "ins", "span"}


def test_a_diff_names_removed_and_added_in_words() -> None:
    """Changes are told by words too, not by colour alone; a number changes as a whole."""
    shown = markup.diff("costs 48.00 euros", "costs 84.00 euros", "removed", "added")
    assert "[removed: </span>48.00" in shown
    assert "[added: </span>84.00" in shown


def test_a_hostile_label_is_plain_text_in_markdown() -> None:
    """No link, image, emphasis or raw HTML comes out of a label."""
    rendered = MarkdownIt("commonmark", {"html": True}).render(markup.plain_label(HOSTILE))
    assert _read(rendered).tags == ["p"]


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Zs", "Zl", "Zp"))))
def test_no_label_can_make_markup(content: str) -> None:
    """X-05: whatever a label holds, Markdown makes one paragraph of it at most."""
    rendered = MarkdownIt("commonmark", {"html": True}).render(markup.plain_label(content))
    assert set(_read(rendered).tags) <= {"p"}


def test_shorthands_are_broken_by_an_invisible_joiner() -> None:
    """Emoji names, colours, addresses and e-mail addresses are not recognised after Markdown either."""
    label = markup.plain_label(":smile: https://a.example a@b.example www.a.example")
    for shorthand in (":smile:", "://", "@b", "www\\."):
        assert shorthand not in label


def test_table_cells_are_text() -> None:
    """X-05: markup in a cell is shown, not read."""
    assert "<script>" not in markup.table(["a"], [[HOSTILE]], "caption")
