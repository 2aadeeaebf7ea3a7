"""Office hours, holidays and service profiles as a YAML file beside the directory (L-23, L-24, L-26).

Read once and strictly, as the directory is: whatever is unknown, missing or contradictory stops the start.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, time, tzinfo
from pathlib import Path
from typing import Any

import yaml

from assistant.adapters.directory_file import DirectoryError, DirectoryFile
from assistant.domain.office_hours import WEEKDAYS, Hours, OfficeCalendar
from assistant.domain.questions import Language
from assistant.domain.service_times import (
    PLAIN,
    Limit,
    Matter,
    ServiceProfile,
    ServiceTime,
    ServiceTimes,
    Unit,
)

FILE_NAME = "service_times.yaml"
"""How the file beside the directory is called."""

_TOP = ("version", "owner", "effective_from", "coordinator", "profile", "supply_topics")
_LISTS = ("holidays", "make_up_days", "office_hours", "profiles")


def read_service_times(
    path: Path, time_zone: tzinfo, departments: Collection[str], topics: Collection[str]
) -> ServiceTimes:
    """What the file says; where there is none, the tiers of L-23 by the clock. Raises DirectoryError."""
    if not path.exists():
        return ServiceTimes(PLAIN)
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        return _times(data, time_zone, frozenset(departments), frozenset(topics))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise DirectoryError(f"{path}: cannot be read ({type(error).__name__})") from error
    except _Wrong as wrong:
        raise DirectoryError(f"{path}: {wrong}") from wrong
    except ValueError as error:
        raise DirectoryError(f"{path}: {error}") from error


def times_beside(directory_file: Path, directory: DirectoryFile) -> ServiceTimes:
    """The service times that lie beside a directory file. Raises DirectoryError."""
    departments = [one.id for one in directory.departments()]
    topics = [one.id for one in directory.topics()]
    return read_service_times(directory_file.with_name(FILE_NAME), directory.time_zone, departments, topics)


class _Wrong(Exception):
    """Names the field and what is wrong with it."""


def _times(data: Any, zone: tzinfo, departments: frozenset[str], topics: frozenset[str]) -> ServiceTimes:
    _only("the file", data, (*_TOP, *_LISTS))
    for name in ("owner", "coordinator"):
        _known(name, data[name], departments)
    for topic in data["supply_topics"]:
        _known("supply_topics", topic, topics)
    if not isinstance(data["effective_from"], date) or not isinstance(data["version"], str):
        raise _Wrong("effective_from must be a date and version a text (in quotes)")
    hours = data["office_hours"]
    if not isinstance(hours, dict):
        raise _Wrong("office_hours: must be a mapping")
    off = frozenset(_named_day("holidays", each) for each in data["holidays"])
    make_up = {
        _named_day("make_up_days", each, "works_as"): _weekday(each["works_as"])
        for each in data["make_up_days"]
    }
    for department in hours:
        _known("office_hours", department, departments)
    profiles = {name: _profile(name, each) for name, each in data["profiles"].items()}
    if data["profile"] not in profiles:
        raise _Wrong(f"profile: there is no profile '{data['profile']}'")
    return ServiceTimes(
        profile=profiles[data["profile"]],
        calendars={key: OfficeCalendar(zone, _week(key, each), off, make_up) for key, each in hours.items()},
        supply_topics=frozenset(data["supply_topics"]),
        coordinator=data["coordinator"],
        directory_version=data["version"],
    )


def _only(way: str, data: Any, names: Collection[str]) -> None:
    if not isinstance(data, dict):
        raise _Wrong(f"{way}: must be a mapping")
    for name in data:
        if name not in names:
            raise _Wrong(f"{way}: unknown field '{name}'")
    for name in names:
        if name not in data:
            raise _Wrong(f"{way}: '{name}' is missing")


def _known(way: str, found: Any, known: Collection[str]) -> None:
    if found not in known:
        raise _Wrong(f"{way}: there is no '{found}'")


def _named_day(way: str, data: Any, *more: str) -> date:
    _only(way, data, ("day", "name", *more))
    _only(f"{way}: name", data["name"], [language.value for language in Language])
    if not isinstance(data["day"], date):
        raise _Wrong(f"{way}: day must be a date")
    return data["day"]


def _weekday(found: Any) -> int:
    _known("weekday", found, WEEKDAYS)
    return WEEKDAYS.index(found)


def _week(department: str, data: Any) -> Mapping[int, tuple[Hours, ...]]:
    if not isinstance(data, dict):
        raise _Wrong(f"office_hours.{department}: must be a mapping")
    return {_weekday(day): tuple(_span(department, each) for each in spans) for day, spans in data.items()}


def _span(department: str, found: Any) -> Hours:
    try:
        start, end = (time.fromisoformat(each) for each in found.split("-"))
    except (AttributeError, ValueError) as error:
        raise _Wrong(f"office_hours.{department}: '{found}' is not like \"08:00-12:30\"") from error
    return Hours(start, end)


def _profile(name: str, data: Any) -> ServiceProfile:
    way = f"profiles.{name}"
    _only(way, data, ("hand_over", "pause_cap", "warn_share", "escalate_share", "times"))
    _only(f"{way}.times", data["times"], [matter.value for matter in Matter])
    times = {Matter(key): _service_time(f"{way}.times.{key}", each) for key, each in data["times"].items()}
    return ServiceProfile(
        name=name,
        times=times,
        hand_over=_limit(f"{way}.hand_over", data["hand_over"]),
        pause_cap=_limit(f"{way}.pause_cap", data["pause_cap"]),
        warn_share=_share(f"{way}.warn_share", data["warn_share"]),
        escalate_share=_share(f"{way}.escalate_share", data["escalate_share"]),
    )


def _service_time(way: str, data: Any) -> ServiceTime:
    _only(way, data, ("dispatch", "reply"))
    return ServiceTime(_limit(f"{way}.dispatch", data["dispatch"]), _limit(f"{way}.reply", data["reply"]))


def _limit(way: str, data: Any) -> Limit:
    if not isinstance(data, dict) or len(data) != 1:
        raise _Wrong(f"{way}: must name one unit and its amount")
    ((unit, amount),) = data.items()
    _known(way, unit, [one.value for one in Unit])
    if not isinstance(amount, int) or isinstance(amount, bool) or amount < 1:
        raise _Wrong(f"{way}: the amount must be a whole number, at least 1")
    return Limit(amount, Unit(unit))


def _share(way: str, found: Any) -> float:
    if not isinstance(found, float):
        raise _Wrong(f"{way}: must be a part of 1")
    return found
