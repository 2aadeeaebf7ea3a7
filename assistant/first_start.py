"""What happens once, at the first start: sample accounts, policies, labels and certificates. Each part can be resumed."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from assistant.bootstrap import Installation
from assistant.domain.staff import Staff
from assistant.models_file import read_models
from assistant.services.sample_questions import add_test_questions
from assistant.services.sample_town import (
    SAMPLE_STAFF,
    SamplePerson,
    label_questions,
    sign_where_supported,
    store_labels,
)
from knowledge_base.sample_policies import load_sample_policies, sample_policies, sample_questions

ACCOUNTS_FILE = "sample-accounts.txt"
SET_UP_MARK = "sample-town.done"

Progress = Callable[[str, int, int], None]


def load_sample_town(installation: Installation, progress: Progress) -> None:
    """Accounts, policies, labels, certificates; nothing where it was done before. Safe to repeat after a kill.

    With a language model there are no labels and no certificates until somebody runs `civicdesk sample certify`.

    An installation that has accounts of its own and was never set up as the sample town is left alone.
    """
    mark = installation.settings.data_dir / SET_UP_MARK
    if mark.exists():
        return
    people = sample_people(installation)
    if people is None:
        return
    editor, supervisor = people["edith"], people["sam"]
    load_sample_policies(
        installation.knowledge_base,
        editor.id,
        supervisor.id,
        lambda done, total: progress("Indexing policies", done, total),
    )
    add_test_questions(
        installation.desk.knowledge.saved_questions,
        installation.knowledge_base,
        editor,
        sample_policies(),
        sample_questions(),
    )
    # Some nine hundred questions: a language model is not asked them, and paid for, because somebody started the service.
    if not read_models(installation.settings).drafting:
        certify_sample_town(installation, supervisor, progress)
    mark.write_text("The sample town was loaded. Remove the data folder to start anew.\n", encoding="utf-8")


def certify_sample_town(installation: Installation, signer: Staff, progress: Progress) -> int:
    """Label the sample questions with the pipeline in force and sign what they support; how many were signed."""
    labels = label_questions(
        sample_questions(),
        installation.engine.run,
        installation.clock,
        installation.pipeline_hash,
        lambda done, total: progress("Labelling sample questions", done, total),
    )
    store_labels(installation.store, labels, installation.clock)
    return sign_where_supported(
        installation.desk.certificates,
        installation.store,
        installation.directory,
        signer,
        installation.pipeline_hash,
    )


def sample_people(installation: Installation) -> dict[str, Staff] | None:
    """The sample accounts by username, those missing made; None if the accounts here are others."""
    with installation.store.read() as work:
        known = {staff.username: staff for staff in work.staff.all()}
    names = {person.username for person in SAMPLE_STAFF}
    if known.keys() >= names:
        return known
    if known.keys() - names:
        return None
    path = installation.settings.data_dir / ACCOUNTS_FILE
    # The file first: a kill in between leaves passwords without accounts. With no account yet they are replaced; once
    # there is one, the rest get the passwords that are written down.
    passwords = _written(path) if known else {name: secrets.token_urlsafe(12) for name in names}
    if not names <= passwords.keys():
        return None
    if not known:
        _write_accounts(path, passwords)
    for person in SAMPLE_STAFF:
        if person.username not in known:
            known[person.username] = installation.desk.accounts.add_by_system(
                person.username, person.display_name, (person.grant,), passwords[person.username]
            )
    return known


def _written(path: Path) -> dict[str, str]:
    """The passwords of an earlier start that was broken off, by username."""
    if not path.exists():
        return {}
    names = {person.username for person in SAMPLE_STAFF}
    rows = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
    return {row[0]: row[1] for row in rows if len(row) > 1 and row[0] in names}


def _write_accounts(path: Path, passwords: dict[str, str]) -> None:
    lines = [
        "Accounts of the sample town, generated for this installation only. Change the passwords before real use.",
        "",
        f"{'user name':<12} {'password':<18} role",
    ]
    lines += [f"{p.username:<12} {passwords[p.username]:<18} {_role(p)}" for p in SAMPLE_STAFF]
    temporary = path.with_suffix(".new")
    temporary.unlink(missing_ok=True)
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    temporary.replace(path)


def _role(person: SamplePerson) -> str:
    role = person.grant.role.value.replace("_", " ")
    return role if person.grant.department_id is None else f"{role}, {person.grant.department_id} only"
