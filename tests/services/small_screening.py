"""A small screen and its desk: one danger, one complaint, a look-alike of each, and three test messages."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from assistant.adapters.database.store import DatabaseStore
from assistant.adapters.screening_files import PHRASE_REASONS, load_screening_rules
from assistant.adapters.screening_texts import load_rule_texts
from assistant.domain.departments import Department, EmergencyContact
from assistant.domain.message_reading import MessageKind, Reading
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.domain.screening import ScreeningRules
from assistant.domain.screening_changes import Expected, MessageAdded
from assistant.services.emergency_contacts import InForce
from assistant.services.live_screening import LiveScreening
from assistant.services.ports import Clock, Directory, Ids
from assistant.services.screening_desk import ScreeningDesk, ShippedScreening
from assistant.services.steps.screen import Screen
from tests.services.review_room import SmallTown

RULES = {
    Reason.CRISIS: """
rules:
  - name: life
    emergency: true
    en: {phrases: ["end my life", "kill myself"], except: ["kill myself laughing"]}
    zh: {phrases: [不想活]}
""",
    Reason.COMPLAINT: """
lists: {staff: [clerk, officer]}
rules:
  - name: rude
    en: {phrases: ["rude {staff}", "complain*"]}
    zh: {phrases: [投诉]}
""",
}
OTHERS = """
rules:
  - name: never
    en: {phrases: ["a phrase of the rule %s"]}
"""

MESSAGES = (
    MessageAdded(Expected.FLAGGED, Language.EN, "I want to end my life", Reason.CRISIS),
    MessageAdded(Expected.PASSES, Language.EN, "Where do I report a broken street light?"),
    MessageAdded(Expected.PASSES, Language.ZH, "居民停车证多少钱一年？"),
)


class HelpingTown(SmallTown):
    """The small town with addresses and a line to call."""

    def departments(self) -> tuple[Department, ...]:
        """As ever."""
        return tuple(replace(one, address=dict.fromkeys(Language, "")) for one in super().departments())

    def emergency_contacts(self) -> tuple[EmergencyContact, ...]:
        """One, for somebody in despair."""
        name, when = {Language.EN: "Crisis line", Language.ZH: "危机热线"}, {Language.EN: "", Language.ZH: ""}
        return (EmergencyContact(name, "0555 100 111", when, (Reason.CRISIS,)),)


class FixedReader:
    """Reads the same out of every message."""

    def __init__(self, **shares: float) -> None:
        self._shares = {kind: shares.get(kind.value, 0.0) for kind in MessageKind}

    def read(self, text: str) -> Reading:
        """Whatever the text is."""
        return Reading(self._shares, self._shares[MessageKind.ATTACK])


UNWORRIED = FixedReader(ordinary=1.0)


class NoDetector:
    """Leaves the language open."""

    def detect(self, text: str) -> str | None:
        """Not told."""
        return None


def write_rules(folder: Path) -> Path:
    """The files of the small screen."""
    for reason in PHRASE_REASONS:
        (folder / f"{reason}.yaml").write_text(RULES.get(reason, OTHERS % reason), encoding="utf-8")
    return folder


@cache
def small_rules(folder: Path) -> tuple[ScreeningRules, ShippedScreening]:
    """The rules as the service reads them and as people do."""
    written = write_rules(folder)
    return load_screening_rules(written), ShippedScreening(load_rule_texts(written), MESSAGES)


def small_live(
    store: DatabaseStore,
    folder: Path,
    directory: Directory | None = None,
    contacts: InForce | None = None,
    reader: FixedReader = UNWORRIED,
) -> LiveScreening:
    """The screen of one process on this store."""
    rules, _ = small_rules(folder)
    town = directory or HelpingTown()
    return LiveScreening(
        store, rules, lambda in_force: Screen(in_force, reader, NoDetector(), town, contacts=contacts)
    )


def small_screening(
    store: DatabaseStore, folder: Path, clock: Clock, ids: Ids, reader: FixedReader = UNWORRIED
) -> ScreeningDesk:
    """The desk of one process on this store."""
    _, shipped = small_rules(folder)
    return ScreeningDesk(store, small_live(store, folder, reader=reader), lambda: shipped, clock, ids)
