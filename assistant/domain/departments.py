"""Departments, topics and the promise of a reply time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.domain.questions import Language
from assistant.domain.reasons import Reason


@dataclass(frozen=True, slots=True)
class Department:
    """A unit that owns documents and cases. `promise_hours` are clock hours until the promised reply.

    `human_contact_floor`: the least share of conversations in which a person should take part, set by the department
    (S-17); None where it has set none.
    """

    id: str
    name: Mapping[Language, str]
    phone: str
    address: Mapping[Language, str]
    opening_hours: Mapping[Language, str]
    promise_hours: int
    human_contact_floor: float | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A matter with exactly one responsible department (S-05). `terms` hint at it, per language."""

    id: str
    department_id: str
    name: Mapping[Language, str]
    terms: Mapping[Language, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class EmergencyContact:
    """A human contact that is shown at once, as fixed text, when someone may be in danger (S-20).

    `kinds` are the reasons it helps with. `department_ids`: it is shown for the matters of these departments only, and
    first; none: for every matter.
    """

    name: Mapping[Language, str]
    phone: str
    when: Mapping[Language, str]
    kinds: tuple[Reason, ...] = ()
    department_ids: tuple[str, ...] = ()
