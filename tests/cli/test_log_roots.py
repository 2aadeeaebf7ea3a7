"""`civicdesk audit export` writes a finished day's root once and checks it from then on."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from assistant.cli.log_roots import hashes_until
from assistant.domain.audit_chain import merkle_root, next_entry
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


def test_a_day_ends_at_midnight_in_utc() -> None:
    """An entry of the last moment belongs to the day, one of midnight to the next."""
    midnight = datetime(2026, 11, 25, tzinfo=UTC)
    first = next_entry(None, "s1", "read", "case", "k1", {}, midnight - timedelta(microseconds=1))
    second = next_entry(first, "s1", "read", "case", "k1", {}, midnight)
    log = [first, second]
    assert hashes_until(log, date(2026, 11, 24)) == [first.hash]
    assert hashes_until(log, date(2026, 11, 25)) == [first.hash, second.hash]
