"""Days and moments as people write them, by the locale data of babel."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from babel.dates import format_date, format_datetime

from assistant.domain.questions import Language

LOCALES = {Language.EN: "en_GB", Language.ZH: "zh_Hans_CN"}

MOMENTS = {Language.EN: "d MMMM y, HH:mm", Language.ZH: "y年M月d日 HH:mm"}
"""Without seconds and zone, which say nothing to a reader in the town."""


class WrittenDays:
    """Implements the port `DayWriting`, in the town's own time."""

    def __init__(self, time_zone: tzinfo) -> None:
        self._time_zone = time_zone

    def moment(self, at: datetime, language: Language) -> str:
        """Day and minute."""
        local = at.astimezone(self._time_zone)
        return format_datetime(local, MOMENTS[language], locale=LOCALES[language])

    def day(self, day: date | datetime, language: Language) -> str:
        """The day; that of a moment is the town's."""
        local = day.astimezone(self._time_zone).date() if isinstance(day, datetime) else day
        return format_date(local, "long", locale=LOCALES[language])
