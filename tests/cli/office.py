"""A small office in a temporary data folder, and the command run against it."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import typer.testing

from assistant.bootstrap import build
from assistant.cli.app import app
from assistant.domain.staff import Grant, Role
from assistant.services.accounts import Operator
from assistant.settings import PREFIX, Settings
from knowledge_base import Audience, JurisdictionLevel, Upload

PEOPLE = {
    "edith": Grant(Role.POLICY_EDITOR),
    "sam": Grant(Role.SUPERVISOR),
    "andy": Grant(Role.AUDITOR),
    "ada": Grant(Role.ADMINISTRATOR),
    "hanna": Grant(Role.CASEWORKER, "housing"),
}

PARKING = """# Resident parking

## Fee

A resident parking permit costs 120 euros per year. It is paid when the permit is issued.

## Who may apply

Anyone whose main residence is in the parking zone may apply for one permit.
"""


def open_office(folder: Path) -> Path:
    """A data folder with one account of each role and one published document."""
    installation = build(settings_of(folder))
    desk = installation.desk
    staff = {
        name: desk.accounts.create(Operator.COMMAND_LINE, name, name.title(), [grant]).account
        for name, grant in PEOPLE.items()
    }
    preview = desk.policies.upload(staff["edith"], upload_of(PARKING, "resident-parking", "Resident parking"))
    desk.policies.submit(staff["edith"], preview.version.id)
    desk.policies.publish(staff["sam"], preview.version.id)
    installation.close()
    return folder


def settings_of(folder: Path) -> Settings:
    """The settings of an office, whatever the environment says."""
    # Which cases are worked on without a draft is drawn by chance: what a test sees must not be.
    return Settings.model_construct(
        data_dir=folder, sample_town=False, answer_first_share=0.0, unaided_share=0.0
    )


def upload_of(text: str, document_id: str, title: str) -> Upload:
    """A document of the town's transport department."""
    return Upload(
        document_id=document_id,
        title=title,
        department_id="transport",
        language="en",
        audience=Audience.PUBLIC,
        level=JurisdictionLevel.CITY,
        effective_from=date(2026, 1, 1),
        effective_to=None,
        file_name=f"{document_id}.md",
        content=text.encode(),
    )


class Command:
    """Runs `civicdesk` against one data folder, in this process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: str, given: str | None = None, **settings: str) -> typer.testing.Result:
        """Run it with these arguments, standard input and settings (`port="8000"`)."""
        env: dict[str, str | None] = {name: None for name in os.environ if name.startswith(PREFIX)}
        env |= {f"{PREFIX}DATA_DIR": str(self.folder), f"{PREFIX}SAMPLE_TOWN": "false"}
        env |= {f"{PREFIX}{name.upper()}": value for name, value in settings.items()}
        return typer.testing.CliRunner().invoke(app, arguments, input=given, env=env, prog_name="civicdesk")

    def json(self, *arguments: str) -> Any:
        """What it prints with `--json`."""
        result = self(*arguments, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)
