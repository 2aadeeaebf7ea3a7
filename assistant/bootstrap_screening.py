"""The part of the composition root that puts the screen together: shipped rules, and what policy staff added."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant.adapters.courtesy_files import load_courtesies
from assistant.adapters.directory_file import DirectoryFile
from assistant.adapters.language_detection import Py3LangidDetector
from assistant.adapters.message_reader import LearnedReader
from assistant.adapters.screening_files import load_screening_rules
from assistant.adapters.screening_texts import load_rule_texts, load_test_messages
from assistant.domain.screening import ScreeningRules
from assistant.services.contact_desk import ContactDesk
from assistant.services.emergency_contacts import InForce
from assistant.services.live_contacts import LiveContacts
from assistant.services.live_screening import LiveScreening, MakeScreen
from assistant.services.ports import Clock, Directory, Ids, Step
from assistant.services.screening_desk import ScreeningDesk, ShippedScreening
from assistant.services.steps.screen import Screen
from assistant.services.stores import Store

COURTESIES = Path(__file__).parent / "courtesies"


@dataclass(frozen=True, slots=True)
class ScreeningParts:
    """The screen in force, and the desks where policy staff change its rules and the emergency contacts."""

    live: LiveScreening
    desk: ScreeningDesk
    contacts: ContactDesk


def screen_maker(
    rules_folder: Path, directory: Directory, contacts: InForce | None = None
) -> tuple[MakeScreen, ScreeningRules]:
    """What builds a screening step around a set of rules, and the rules of the folder.

    Raises where rules or the reader's weights cannot be read, so that nothing starts with half a screen.
    """
    detector, reader, courtesies = Py3LangidDetector(), LearnedReader.load(), load_courtesies(COURTESIES)
    rules = load_screening_rules(rules_folder)
    return lambda in_force: Screen(in_force, reader, detector, directory, courtesies, contacts), rules


def shipped_screen(rules_folder: Path, directory: Directory) -> Step:
    """The screening step with the rules of the folder alone."""
    make_screen, rules = screen_maker(rules_folder, directory)
    return make_screen(rules)


def live_screening(
    rules_folder: Path, store: Store, directory: DirectoryFile, clock: Clock, ids: Ids
) -> ScreeningParts:
    """The screening step with what policy staff changed of its rules and of the contacts; and where they change these."""
    contacts = LiveContacts(store, directory, clock, directory.time_zone)
    make_screen, rules = screen_maker(rules_folder, directory, contacts.in_force)
    live = LiveScreening(store, rules, make_screen)
    return ScreeningParts(
        live,
        ScreeningDesk(store, live, shipped_screening(rules_folder), clock, ids),
        ContactDesk(store, contacts, live, directory, clock, ids),
    )


def shipped_screening(rules_folder: Path) -> Callable[[], ShippedScreening]:
    """Reads the rules as people read them, once and only when somebody looks: it takes half a second."""
    return functools.cache(lambda: ShippedScreening(load_rule_texts(rules_folder), load_test_messages()))
