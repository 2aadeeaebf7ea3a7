"""Reads what an office says about its use of the service, and the register of risks."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from assistant.domain.office_facts import NOT_STATED, OfficeFacts, Risk, RiskArea, RiskFunction
from assistant.domain.questions import Language

FILE_NAME = "office.yaml"
"""Lies beside the directory file."""

REGISTER = Path(__file__).parents[1] / "risk_register.yaml"


class OfficeFileError(ValueError):
    """The file cannot be used. The message names the file and the field."""


class _Facts(BaseModel):
    model_config = ConfigDict(
        extra="forbid", str_strip_whitespace=True, str_min_length=1, str_max_length=2_000
    )

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


class _Risk(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, str_min_length=1)

    id: str
    area: RiskArea
    function: RiskFunction
    risk: dict[Language, str]
    measure: dict[Language, str]
    owner: str
    disengage: str
    requirements: tuple[str, ...] = Field(min_length=1)
    tests: tuple[str, ...] = Field(min_length=1)


def read_office(directory_file: Path) -> OfficeFacts:
    """The facts beside this directory file; all unstated where there is no such file. Raises OfficeFileError."""
    path = directory_file.with_name(FILE_NAME)
    if not path.exists():
        return OfficeFacts()
    loaded = _loaded(path)
    try:
        facts = _Facts.model_validate(loaded if loaded is not None else {})
    except ValidationError as error:
        raise OfficeFileError(f"{path}: {_first(error)}") from error
    return OfficeFacts(**facts.model_dump())


def read_register(path: Path = REGISTER) -> tuple[Risk, ...]:
    """The registered risks. Raises OfficeFileError also where an area or a language is missing."""
    try:
        rows = TypeAdapter(tuple[_Risk, ...]).validate_python(_loaded(path))
    except ValidationError as error:
        raise OfficeFileError(f"{path}: {_first(error)}") from error
    for row in rows:
        if set(row.risk) != set(Language) or set(row.measure) != set(Language):
            raise OfficeFileError(f"{path}: {row.id} is not told in every language")
    missing = set(RiskArea) - {row.area for row in rows}
    if missing:
        raise OfficeFileError(f"{path}: no risk of {', '.join(sorted(missing))}")
    return tuple(Risk(**row.model_dump()) for row in rows)


def _loaded(path: Path) -> object:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise OfficeFileError(f"{path}: cannot be read: {error}") from error


def _first(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc'])) or 'the file'}: {first['msg']}"
