"""`civicdesk confidence` learns from decided cases, says so first, and can be taken back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.adapters.confidence_file import read_adjustments
from assistant.bootstrap import build, fingerprint_of
from assistant.bootstrap_models import LanguageModels
from knowledge_base import StaticEmbeddings
from tests.cli.office import Command, settings_of
from tests.services.decided_office import SURE, add_decided, add_history

REFIT = ("confidence", "refit", "--actor", "sam", "--reason", "First half-year")
UNDO = ("confidence", "undo", "--actor", "sam", "--reason", "Too sure")


@pytest.fixture(scope="module")
def experienced(opened_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with eighty decided cases."""
    folder = tmp_path_factory.mktemp("experienced") / "data"
    shutil.copytree(opened_office, folder)
    installation = build(settings_of(folder))
    add_history(installation.store)
    installation.close()
    return folder


@pytest.fixture
def office(experienced: Path, tmp_path: Path, civicdesk: Command) -> Command:
    """The command on a copy of it."""
    folder = tmp_path / "experienced"
    shutil.copytree(experienced, folder)
    civicdesk.folder = folder
    return civicdesk


def _hash(office: Command) -> str:
    return fingerprint_of(settings_of(office.folder), StaticEmbeddings(), LanguageModels())


def test_too_few_decisions_are_counted_and_nothing_is_learned(civicdesk: Command) -> None:
    """The line says how many there are and how many it takes."""
    installation = build(settings_of(civicdesk.folder))
    add_decided(installation.store, 1, SURE)
    installation.close()
    result = civicdesk(*REFIT, "--yes")
    assert result.exit_code == 1
    assert "1 judged answers (1 right, 0 wrong); it takes 60" in result.stderr
    assert read_adjustments(civicdesk.folder).versions == ()


def test_without_yes_the_cost_is_told_and_nothing_changes(office: Command) -> None:
    """C-04: whoever refits reads first that every certificate is void then."""
    before = _hash(office)
    result = office(*REFIT)
    assert (result.exit_code, "Every certificate is void" in result.stdout) == (0, True)
    assert "log loss" in result.stdout
    assert (_hash(office), read_adjustments(office.folder).versions) == (before, ())


def test_a_refit_is_another_pipeline_on_record_and_its_undoing_the_old_one(office: Command) -> None:
    """C-04: version, reason and actor are in the audit log; going back gives the hash from before."""
    before = _hash(office)
    assert office(*REFIT, "--yes").exit_code == 0
    (adjustment,) = read_adjustments(office.folder).versions
    assert (adjustment.rows, adjustment.version) == (80, 1)
    assert _hash(office) != before
    assert "version 1" in office("confidence", "show").stdout
    assert office(*UNDO, "--yes").exit_code == 0
    assert _hash(office) == before
    installation = build(settings_of(office.folder))
    with installation.store.read() as work:
        entries = [one for one in work.oversight.audit_entries() if one.object_kind == "confidence"]
    installation.close()
    assert [one.action for one in entries] == ["confidence_refitted", "confidence_undone"]
    assert entries[0].data["reason"] == "First half-year"
    assert office(*UNDO, "--yes").exit_code == 1


def test_only_who_may_sign_certificates_may_void_them(office: Command) -> None:
    """A caseworker of one department cannot, and neither can an auditor."""
    for name in ("hanna", "andy"):
        result = office("confidence", "refit", "--actor", name, "--reason", "x", "--yes")
        assert (result.exit_code, "may not" in result.stderr) == (1, True)


def test_the_engine_scores_by_the_correction(office: Command) -> None:
    """After a refit the same question gets another confidence, before it the shipped one."""
    ask = ("ask", "What does a resident parking permit cost?")
    before = office.json(*ask)["confidence"]
    assert office(*REFIT, "--yes").exit_code == 0
    assert office.json(*ask)["confidence"] != before
