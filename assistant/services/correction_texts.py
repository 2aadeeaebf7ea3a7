"""The correction that is proposed to a supervisor, put together from fixed sentences, old quote and new quote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.domain.questions import Language
from assistant.domain.recalls import QuotedThenAndNow, QuoteFate

EN, ZH = Language.EN, Language.ZH

OPENING = {
    EN: "We need to correct an earlier reply in this conversation.",
    ZH: "我们需要更正本对话中较早的一则答复。",
}
CHANGED = {
    EN: "We told you: “{then}” This no longer applies. Now it says: “{now}” [{number}]",
    ZH: "我们曾告诉您：“{then}” 该内容已不再适用。现行规定为：“{now}” [{number}]",
}
GONE = {
    EN: "We told you: “{then}” This no longer applies since {since}.",
    ZH: "我们曾告诉您：“{then}” 该内容自{since}起不再适用。",
}
CLOSING = {
    EN: "If you have acted on the earlier reply, or want to know what this means for you, please write to us here.",
    ZH: "如果您已按较早的答复办理，或想了解此事对您的影响，请在此给我们留言。",
}


def proposed_text(quotes: Sequence[QuotedThenAndNow], since: date, language: Language) -> str:
    """What a citizen would be told. Quotes that still stand are not repeated: nothing about them needs correcting."""
    lines = [OPENING[language]]
    for quote in quotes:
        if quote.fate is QuoteFate.CHANGED and quote.now is not None:
            lines.append(
                CHANGED[language].format(then=quote.then.quote, now=quote.now.quote, number=quote.now.number)
            )
        elif quote.fate is QuoteFate.GONE:
            lines.append(GONE[language].format(then=quote.then.quote, since=_day(since, language)))
    return "\n\n".join([*lines, CLOSING[language]])


def _day(day: date, language: Language) -> str:
    months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    if language is EN:
        return f"{day.day} {months[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"
