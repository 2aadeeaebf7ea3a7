"""Every setting, from the environment or a `.env` file, checked at start. The README's table is tested against this."""

from __future__ import annotations

import difflib
import os
import re
import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "CIVICDESK_"

CONSOLE_NAMES = (f"{PREFIX}API_URL",)
"""What the console alone reads, and may stand in the environment of whoever starts the service too."""

NEAR = 0.85
"""How alike (`difflib`, 0..1) a known name must be to be proposed. Two letters swapped or one missing in any of our
names leaves at least .9; the prefix all share keeps strangers near .8."""

_HOST_NAME = re.compile(
    r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
)
"""A name with a dot and no number at its end: an address of a machine is not one."""


class SettingsError(Exception):
    """A setting has a wrong value; the message names it and says what was expected, never what was given."""


class Settings(BaseSettings):
    """The settings in force. Each field's description is its line in the README."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_file_encoding="utf-8", extra="forbid", frozen=True
    )

    data_dir: Path = Field(
        default=Path("data"),
        description="Folder for the database, the index versions and the keys. Created at first start.",
    )
    database_url: str = Field(
        default="",
        description="SQLAlchemy URL of the database; empty: an SQLite file in the data folder. "
        "PostgreSQL: `postgresql+psycopg://…`.",
    )
    host: str = Field(default="127.0.0.1", description="Address the chat and the API listen on.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port of the chat and the API.")
    console_port: int = Field(
        default=8501, ge=1, le=65535, description="Port of the review console (127.0.0.1 only)."
    )
    sample_town: bool = Field(
        default=True,
        description="Load the fictional town Aldermoor (policies, accounts, certificates) into an empty database.",
    )
    directory_file: Path | None = Field(
        default=None,
        description="YAML file of departments, topics and emergency contacts; empty: the sample town's.",
    )
    screening_rules_dir: Path | None = Field(
        default=None, description="Folder of the screening rules; empty: the ones that come with the product."
    )
    prompts_dir: Path | None = Field(
        default=None, description="Folder of the prompts; empty: the ones that come with the product."
    )
    model_base_url: str = Field(
        default="",
        description="Base URL of an OpenAI-compatible endpoint, ending in `/v1`; empty: no model, quotes only.",
    )
    model_name: str = Field(default="", description="Model to ask for; needed with a base URL.")
    model_api_key: SecretStr = Field(
        default=SecretStr(""), description="Key of the endpoint; empty where it needs none."
    )
    model_timeout_s: float = Field(
        default=30.0,
        gt=0,
        le=120,
        allow_inf_nan=False,
        description="Seconds one draft may take in all, retries and stand-ins included.",
    )
    models_file: Path | None = Field(
        default=None,
        description="YAML file of several language models, their prices and budgets (see below); in place of the four "
        "above but the last.",
    )
    audit_share: float = Field(
        default=0.05,
        ge=0,
        le=1,
        allow_inf_nan=False,
        description="Share of answers that a certificate would release but a person checks (C-06).",
    )
    reply_audit_share: float = Field(
        default=0.10,
        ge=0,
        le=1,
        allow_inf_nan=False,
        description="Share of would-be automatic answers that people label blind afterwards (H-11); 0: none.",
    )
    second_review_share: float = Field(
        default=0.05,
        ge=0,
        le=1,
        allow_inf_nan=False,
        description="Share of approved answers that a colleague labels blind afterwards (H-11); 0: none.",
    )
    answer_first_share: float = Field(
        default=0.15,
        ge=0,
        le=0.5,
        allow_inf_nan=False,
        description="Share of cases whose draft is shown only after the reviewer has judged the question (H-01).",
    )
    unaided_share: float = Field(
        default=0.05,
        ge=0,
        le=0.5,
        allow_inf_nan=False,
        description="Share of cases that people answer without a draft, as a control and to stay in practice (H-18).",
    )
    require_checks: bool = Field(
        default=False,
        description="Nobody approves a draft of a topic without a passed check, also where none has been set yet (S-23).",
    )
    require_oversight_trial: bool = Field(
        default=False,
        description="No certificate is signed before the department has passed an oversight trial (H-17).",
    )
    intake_sites: str = Field(
        default="",
        description="Host names, separated by commas, that policy documents may be fetched from; empty: none.",
    )
    upload_scan: str = Field(
        default="",
        description="Command that looks at each uploaded file before it is opened, such as `clamdscan --fdpass`; the "
        "path is added at its end. Any exit code but 0 refuses the file. Empty: none.",
    )
    backup_days: int = Field(
        default=35,
        ge=0,
        le=3650,
        description="Days for which this town keeps a backup: told to whoever erases a conversation. Deleting is yours.",
    )
    conversation_days: int = Field(
        default=180,
        ge=1,
        le=3650,
        description="Days after its last message for which a conversation is kept; then it is erased, unless a case in it "
        "still waits.",
    )
    workers: int = Field(default=2, ge=1, le=32, description="Questions worked on at the same time.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="How much is logged."
    )

    @field_validator("model_base_url")
    @classmethod
    def _http_url(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/")

    @field_validator("intake_sites")
    @classmethod
    def _host_names(cls, value: str) -> str:
        hosts = [host.strip().lower() for host in value.split(",") if host.strip()]
        if any(not _HOST_NAME.fullmatch(host) for host in hosts):
            raise ValueError("must be host names such as www.example.org, separated by commas")
        return ",".join(dict.fromkeys(hosts))

    @field_validator("upload_scan")
    @classmethod
    def _command_line(cls, value: str) -> str:
        try:
            shlex.split(value)
        except ValueError as error:
            raise ValueError("must be a command with its quotes closed") from error
        return value.strip()

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and not value.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("must begin with sqlite:/// or postgresql+psycopg://")
        return value

    @model_validator(mode="after")
    def _model_is_named(self) -> Settings:
        if self.model_base_url and not self.model_name:
            raise ValueError(f"{PREFIX}MODEL_NAME is needed when {PREFIX}MODEL_BASE_URL is set")
        if self.models_file is not None and self.model_base_url:
            raise ValueError(f"{PREFIX}MODELS_FILE and {PREFIX}MODEL_BASE_URL exclude each other")
        if self.port == self.console_port:
            raise ValueError(f"{PREFIX}PORT and {PREFIX}CONSOLE_PORT must differ")
        return self

    @property
    def database(self) -> str:
        """The database URL in force."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'civicdesk.sqlite'}"

    @property
    def intake_hosts(self) -> tuple[str, ...]:
        """The host names that documents may be fetched from."""
        return tuple(host for host in self.intake_sites.split(",") if host)

    @property
    def scan_command(self) -> tuple[str, ...]:
        """The words of the command that looks at uploaded files; none if there is none."""
        return tuple(shlex.split(self.upload_scan))

    @property
    def embedded(self) -> bool:
        """True if the database is a file in the data folder, so that backup and restore can take the whole."""
        return not self.database_url


def load_settings() -> Settings:
    """The settings from environment and `.env`. Raises SettingsError naming each wrong or unknown one."""
    lines = [_no_such_setting(name, "the environment") for name in _unknown_names(os.environ)]
    try:
        settings = Settings()
    except ValidationError as error:
        lines += [
            _line(fault["type"], tuple(map(str, fault["loc"])), fault["msg"]) for fault in error.errors()
        ]
        raise SettingsError("\n".join(lines)) from None
    if lines:
        raise SettingsError("\n".join(lines))
    return settings


def _unknown_names(environment: Iterable[str]) -> list[str]:
    """What looks like a setting and is none: it would change nothing, and look as if it did."""
    known = {*_names(), *CONSOLE_NAMES}
    return sorted(
        name for name in environment if name.upper().startswith(PREFIX) and name.upper() not in known
    )


def _names() -> list[str]:
    return [f"{PREFIX}{field.upper()}" for field in Settings.model_fields]


def _no_such_setting(name: str, source: str) -> str:
    near = difflib.get_close_matches(name.upper(), _names(), n=1, cutoff=NEAR)
    meant = f"; did you mean {near[0]}?" if near else ""
    return f"{name}: there is no such setting (read from {source}){meant}"


def _line(kind: str, place: tuple[str, ...], message: str) -> str:
    name = "_".join(place).upper()
    if kind == "extra_forbidden":
        return _no_such_setting(name, ".env")
    said = message.removeprefix("Value error, ")
    if not name:
        return said
    return f"{name if name.startswith(PREFIX) else PREFIX + name}: {said}"
