"""What only an office can say about its use of this service, and the risks that are registered (L-29, L-33)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.questions import Language

NOT_STATED = "Not stated by this installation."
"""What stands for a fact that the office has not given: an open record has no empty fields and no invented ones."""


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """The fields of the transparency record that no program can know."""

    team: str = NOT_STATED
    senior_responsible_owner: str = NOT_STATED
    contact: str = NOT_STATED
    website: str = NOT_STATED
    supplier_name: str = NOT_STATED
    supplier_number: str = NOT_STATED
    supplier_role: str = NOT_STATED
    procurement: str = NOT_STATED
    supplier_data_access: str = NOT_STATED
    benefit: str = NOT_STATED
    previous_process: str = NOT_STATED
    alternatives: str = NOT_STATED
    impact_assessments: str = NOT_STATED


class RiskFunction(StrEnum):
    """The functions of the NIST AI Risk Management Framework."""

    GOVERN = "govern"
    MAP = "map"
    MEASURE = "measure"
    MANAGE = "manage"


class RiskArea(StrEnum):
    """The areas that a register covers at least (L-33)."""

    CONFABULATION = "confabulation"
    PRIVACY = "privacy"
    INFORMATION_SECURITY = "information_security"
    VALUE_CHAIN = "value_chain"
    HUMAN_AI_CONFIGURATION = "human_ai_configuration"


@dataclass(frozen=True, slots=True)
class Risk:
    """One registered risk. `owner` is a role; `disengage` says how, and by whom, the part at risk is switched off."""

    id: str
    area: RiskArea
    function: RiskFunction
    risk: Mapping[Language, str]
    measure: Mapping[Language, str]
    owner: str
    disengage: str
    requirements: tuple[str, ...]
    tests: tuple[str, ...]
