"""The least time that reading a draft takes, and what a page's own count is worth."""

from __future__ import annotations

import pytest

from assistant.domain.reading_times import LEAST_S, reading_floor_s, visible_s


@pytest.mark.parametrize(
    ("text", "floor"),
    [
        ("One short sentence.", LEAST_S),
        ("word " * 238, 30.0),
        ("字" * 400, 30.0),
        ("word " * 238 + "字" * 400, 60.0),
        ("84,00 isn't two words " * 119, 0.5 * 60 * 4 * 119 / 238),
        ("", LEAST_S),
    ],
)
def test_the_floor_is_half_the_mean_reading_time(text: str, floor: float) -> None:
    """H-05: max(8 s, 0.5 × words/238 min), for Chinese 0.5 × characters/400 min."""
    assert reading_floor_s(text) == pytest.approx(floor)


@pytest.mark.parametrize(
    ("elapsed", "reported", "counted"),
    [(20.0, 5_000, 5.0), (20.0, 60_000, 20.0), (20.0, None, 20.0), (20.0, 0, 0.0), (-1.0, 5_000, 0.0)],
)
def test_a_page_is_believed_as_far_as_time_passed(
    elapsed: float, reported: int | None, counted: float
) -> None:
    """H-05: a hidden tab counts less than passed, a made-up count no more; a page that cannot count is believed."""
    assert visible_s(elapsed, reported) == counted
