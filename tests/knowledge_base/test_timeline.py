"""Which version of a document is in force when."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.records import Content
from knowledge_base.timeline import succeed

DAY = date(2026, 1, 1)
days = st.integers(0, 20).map(lambda n: DAY + timedelta(days=n))
dates = st.tuples(days, st.one_of(st.none(), days)).map(
    lambda pair: pair if pair[1] is None or pair[1] >= pair[0] else (pair[1], pair[0])
)


def _in_force(contents: dict[str, Content], day: date) -> list[str]:
    return [
        c.version_id
        for c in contents.values()
        if c.effective_from <= day and (c.effective_to is None or day <= c.effective_to)
    ]


@given(st.lists(dates, min_size=1, max_size=6))
def test_never_two_versions_on_one_day(published: list[tuple[date, date | None]]) -> None:
    """However versions follow each other, at most one of a document is in force on any day."""
    contents: dict[str, Content] = {}
    for number, (start, end) in enumerate(published):
        contents = succeed(contents, frozenset(contents), Content(f"v{number}", start, end)).contents
    for offset in range(-1, 23):
        assert len(_in_force(contents, DAY + timedelta(days=offset))) <= 1


@given(st.lists(dates, min_size=1, max_size=6))
def test_newest_publication_answers_on_its_first_day(published: list[tuple[date, date | None]]) -> None:
    """On the first day of the version published last, that version is in force."""
    contents: dict[str, Content] = {}
    for number, (start, end) in enumerate(published):
        contents = succeed(contents, frozenset(contents), Content(f"v{number}", start, end)).contents
    assert _in_force(contents, published[-1][0]) == [f"v{len(published) - 1}"]


def test_version_of_the_same_day_is_replaced() -> None:
    """A correction that starts on the same day takes the whole place of the version before."""
    done = succeed({"a": Content("a", DAY, None)}, frozenset({"a"}), Content("b", DAY, None))
    assert done.contents == {"b": Content("b", DAY, None)}
    assert done.supersedes == "a"


def test_other_documents_are_left_alone() -> None:
    """Only versions of the same document are ended."""
    other = Content("other", DAY, None)
    done = succeed({"other": other}, frozenset(), Content("b", DAY, None))
    assert done.contents["other"] == other
    assert done.supersedes is None
