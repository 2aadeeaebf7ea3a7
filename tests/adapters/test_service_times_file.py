"""The file of service times: the sample town's own is read, and nothing in it passes unread."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.adapters.directory_file import DirectoryError, DirectoryFile
from assistant.adapters.service_times_file import FILE_NAME, read_service_times
from assistant.bootstrap import ROOT
from assistant.domain.service_times import PLAIN, Limit, Matter, ServiceTimes, Unit

SAMPLE = ROOT / "knowledge_base" / "sample"
TOWN = DirectoryFile(SAMPLE / "directory.yaml")
TEXT = (SAMPLE / FILE_NAME).read_text(encoding="utf-8")


def read(path: Path) -> ServiceTimes:
    """The file, for the sample town."""
    departments = [one.id for one in TOWN.departments()]
    return read_service_times(path, TOWN.time_zone, departments, [one.id for one in TOWN.topics()])


def changed(tmp_path: Path, old: str, new: str) -> Path:
    """A copy of the sample with something else in it."""
    assert old in TEXT
    path = tmp_path / FILE_NAME
    path.write_text(TEXT.replace(old, new), encoding="utf-8")
    return path


def test_every_department_of_the_sample_town_has_office_hours() -> None:
    """L-23: the promise of each is counted in its own working time."""
    assert set(read(SAMPLE / FILE_NAME).calendars) == {one.id for one in TOWN.departments()}


def test_a_holiday_of_the_town_moves_the_promise() -> None:
    """A case of 30 December 2026 is not promised for New Year's Eve or New Year's Day."""
    times = read(SAMPLE / FILE_NAME)
    opened = datetime(2026, 12, 30, 9, tzinfo=UTC)
    due = times.promise(Matter.ENQUIRY, "registry", 24, opened)
    assert due == datetime(2027, 1, 4, 11, 30, tzinfo=UTC)


def test_the_other_profile_is_chosen_by_one_word(tmp_path: Path) -> None:
    """L-24: the enquiry limit is two working days then."""
    times = read(changed(tmp_path, "profile: tiers", "profile: working_days"))
    assert times.profile.times[Matter.ENQUIRY].reply == Limit(2, Unit.WORKING_DAYS)
    assert times.profile.times[Matter.HELP].reply == Limit(10, Unit.WORKING_DAYS)


def test_without_a_file_the_tiers_count_by_the_clock(tmp_path: Path) -> None:
    """An installation that keeps only a directory promises as before."""
    assert read(tmp_path / FILE_NAME) == ServiceTimes(PLAIN)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("coordinator: registry", "coordinator: nobody", "coordinator"),
        ("profile: tiers", "profile: slow", "slow"),
        ("supply_topics: []", "supply_topics: [moon]", "moon"),
        ("works_as: thursday", "works_as: someday", "someday"),
        ('"07:30-12:00"', '"12:00-07:30"', "07:30"),
        ("escalate_share: 0.9", "escalate_share: 0.5", "escalate"),
        ("effective_from", "valid_from", "valid_from"),
        ("{hours: 1}", "{weeks: 1}", "weeks"),
        ("  housing:", "  parks:", "parks"),
    ],
)
def test_what_cannot_be_meant_stops_the_start(tmp_path: Path, old: str, new: str, named: str) -> None:
    """The message names the file and what is wrong."""
    with pytest.raises(DirectoryError, match=named):
        read(changed(tmp_path, old, new))
