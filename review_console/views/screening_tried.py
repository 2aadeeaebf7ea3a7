"""What the screen made of a message that was tried out."""

from __future__ import annotations

from review_console import frame, markup
from review_console.labels import REASONS, label
from review_console.language import _
from review_console.wire_screening import FiredRule, TryOut


def show(tried: TryOut) -> None:
    """Which rules fired on which words, what is masked, and whom help names."""
    if not tried.fired:
        frame.say("success", _("No rule fires: the message goes on to be answered."))
    if tried.contacts:
        frame.say(
            "warning", _("Help is shown at once: {contacts}").format(contacts="; ".join(tried.contacts))
        )
    if tried.fired:
        headers = [_("Why"), _("Rule"), _("Words seen")]
        frame.show(markup.table(headers, map(_fired_row, tried.fired), _("Rules that fire")))
    if tried.personal_data:
        frame.show(markup.facts([(_("Goes on as"), tried.masked)]))


def _fired_row(fired: FiredRule) -> tuple[str, ...]:
    words = " · ".join(fired.words)
    if fired.let_through:
        return (_("Let through by an added look-alike; a person answers"), fired.rule, words)
    return (label(REASONS, fired.reason), fired.rule, words)
