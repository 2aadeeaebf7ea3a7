"""`civicdesk audit export` writes a finished day's root once and checks it from then on."""

from __future__ import annotations

import json
from pathlib import Path

from assistant.domain.audit_chain import merkle_root
from tests.cli.office import Command
from tests.cli.test_audit import spoil


def test_a_finished_day_is_written_once(civicdesk: Command, tmp_path: Path) -> None:
    """X-13: the daily root is exported; today is not in it, and a second call changes nothing."""
    results = [civicdesk("audit", "export", str(tmp_path)) for _ in range(2)]
    (file,) = tmp_path.glob("root-*.json")
    written = json.loads(file.read_text(encoding="utf-8"))
    assert [one.exit_code for one in results] == [0, 0]
    assert (written["entries"], written["root"]) == (0, merkle_root([]))


def test_a_root_mismatch_is_detected(civicdesk: Command, tmp_path: Path) -> None:
    """X-13: what was exported is never written over; a log that differs from it gives exit code 4."""
    civicdesk("audit", "export", str(tmp_path))
    (file,) = tmp_path.glob("root-*.json")
    kept = file.read_text(encoding="utf-8").replace(merkle_root([]), "0" * 64)
    file.write_text(kept, encoding="utf-8")
    result = civicdesk("audit", "export", str(tmp_path))
    assert (result.exit_code, file.read_text(encoding="utf-8")) == (4, kept)


def test_a_broken_chain_is_not_exported(civicdesk: Command, tmp_path: Path) -> None:
    """Nothing vouches for a wrong entry."""
    spoil(civicdesk, "UPDATE audit_entries SET actor = 'other' WHERE seq = 2")
    result = civicdesk("audit", "export", str(tmp_path))
    assert (result.exit_code, list(tmp_path.glob("root-*.json"))) == (4, [])
