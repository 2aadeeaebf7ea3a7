"""First step: personal data masked, language told, hard rules applied, the message read. No language model takes part."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace

from assistant.domain.courtesies import Courtesies
from assistant.domain.departments import EmergencyContact
from assistant.domain.message_reading import READING, REASON_OF, MessageKind
from assistant.domain.personal_data import PublishedContacts, find_personal_data, mask
from assistant.domain.questions import Language, Stage
from assistant.domain.reasons import Reason
from assistant.domain.routing import Flag, ShowEmergency, Working
from assistant.domain.screening import MAX_MESSAGE, ScreeningRules
from assistant.domain.scripts import written_in
from assistant.services.emergency_contacts import EmergencyContacts, InForce
from assistant.services.local_rules import LET_THROUGH
from assistant.services.ports import Directory, LanguageDetector, MessageReader

log = logging.getLogger(__name__)


class Screen:
    """Sets masked_text, language, personal_data and flags; a route only where help must be shown at once.

    Any other flag does not end the pipeline: evidence and draft are prepared for the caseworker. Personal data alone
    raises no flag: most people who name their street or number ask an ordinary question, and what they named is masked
    before anything else sees the message, so the answer cannot depend on it.

    The reader only adds flags: whatever it makes of a message, what a rule has seen stands.
    """

    def __init__(
        self,
        rules: ScreeningRules,
        reader: MessageReader,
        detector: LanguageDetector,
        directory: Directory,
        courtesies: Courtesies | None = None,
        contacts: InForce | None = None,
    ) -> None:
        """A message that is one of the `courtesies` and nothing else is left unread: thanks, or the question whether a
        machine writes, get a fixed text, and so short a message is all alike to the reader. `contacts` gives the
        emergency contacts in force; without it they are the directory's."""
        self._courtesies = courtesies
        self._rules = rules
        self._reader = reader
        self._detector = detector
        self._contacts = EmergencyContacts(directory, contacts)
        self._published = published_contacts(directory)

    @property
    def stage(self) -> Stage:
        """This step's stage."""
        return Stage.SCREEN

    def run(self, working: Working) -> Working:
        """Never raises, whatever was typed."""
        text = working.question.text
        spans = find_personal_data(text, self._published)
        masked = mask(text, spans)
        written = written_in(masked, working.question.language, self._detector.detect)
        firing = self._rules.firing(text)
        read, help_at_once = self._read(text, written.language, written.unsupported is not None)
        flags = [Flag(rule.reason, rule.name) for rule in firing]
        flags += [flag for flag in read if flag.reason not in {rule.reason for rule in firing}]
        if written.unsupported is not None:
            flags.append(Flag(Reason.LANGUAGE_NOT_SUPPORTED, f"language/{written.unsupported}"))
        if len(text) > MAX_MESSAGE:
            flags.append(Flag(Reason.TOO_LONG, f"length/{MAX_MESSAGE}"))
        screened = replace(
            working,
            masked_text=masked,
            language=written.language,
            personal_data=spans,
            flags=tuple(flags),
        )
        seen = [rule.reason for rule in firing if rule.emergency]
        dangers = tuple(dict.fromkeys([*seen, Reason.CRISIS] if help_at_once else seen))
        return self._help_at_once(screened, dangers) if dangers else screened

    def _read(self, text: str, language: Language, foreign: bool) -> tuple[list[Flag], bool]:
        """What the reader sees, and whether help must be shown. A reader that fails sends the message to a person."""
        if self._courtesies is not None and self._courtesies.kind_of(text) is not None:
            return [], False
        try:
            reading = self._reader.read(text)
            flags = [self._flag(kind, text) for kind in reading.kinds(language, foreign)]
            help_at_once = reading.help_at_once(language)
        except Exception as error:  # noqa: BLE001 - whatever it is, nothing may be answered unread
            log.error("a message could not be read: %s", type(error).__name__)
            return [Flag(Reason.ENGINE_ERROR, "reading/failed")], False
        if help_at_once and not any(flag.reason is Reason.CRISIS for flag in flags):
            flags.append(Flag(Reason.CRISIS, f"{READING}{MessageKind.CRISIS}"))
        return flags, help_at_once

    def _flag(self, kind: MessageKind, text: str) -> Flag:
        """Why a person reads the message. Where staff excepted its wording, because no certificate was earned with it."""
        rule = f"{READING}{kind}"
        if self._rules.reads_past(rule, text):
            return Flag(Reason.NO_CERTIFICATE, f"{LET_THROUGH}{rule}")
        return Flag(REASON_OF[kind], rule)

    def _help_at_once(self, working: Working, dangers: tuple[Reason, ...]) -> Working:
        """The contacts for these dangers, and the department whose people read the message."""
        at_hand = self._contacts.for_message(working.masked_text, dangers)
        reasons = tuple(dict.fromkeys((*dangers, *(flag.reason for flag in working.flags))))
        route = ShowEmergency(at_hand.contacts, reasons, dangers)
        return replace(working, route=route, reasons=reasons, department_id=at_hand.department_id)


def published_contacts(directory: Directory) -> PublishedContacts:
    """What the directory publishes of the office itself."""
    departments = directory.departments()
    callable_: Iterable[EmergencyContact] = directory.emergency_contacts()
    return PublishedContacts.of(
        (*(department.phone for department in departments), *(contact.phone for contact in callable_)),
        (department.address[language] for department in departments for language in Language),
    )
