"""Oversight trials, on each database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.adapters.database.store import DatabaseStore
from assistant.domain.errors import Conflict
from assistant.domain.oversight_trials import EndedTrial, OversightTrial, TrialCounts, TrialVerdict
from tests.adapters.database.builders import NOW, a_colleague, a_stored_draft, with_case
from tests.adapters.database.test_seed_rows import SEED

LATER = NOW + timedelta(hours=1)
TRIAL = OversightTrial("t1", "transport", ("seed-1",), "s1", NOW)
COUNTS = TrialCounts(1, 20, 17, 8, 1)
TRANSPORT, HOUSING = frozenset({"transport"}), frozenset({"housing"})


@pytest.fixture
def begun(store: DatabaseStore) -> DatabaseStore:
    """A trial of one draft."""
    with_case(store)
    with store.begin() as work:
        work.questions.add_draft(a_stored_draft())
        work.staff.add(a_colleague(), "no password")
        work.seeds.add(SEED)
        assert work.seeds.fresh("transport") == (SEED,)
        work.trials.begin(TRIAL)
    return store


def test_what_a_trial_uses_serves_as_no_test(begun: DatabaseStore) -> None:
    """H-17: its drafts are gone from the stock and from what anybody is still to be shown."""
    with begun.read() as work:
        assert work.seeds.fresh("transport") == ()
        assert work.seeds.unshown(None, "s1") == ()
        assert work.seeds.stock("transport") == 0
        assert work.trials.get("t1") == TRIAL
        assert work.trials.get("t2") is None


def test_a_verdict_is_given_once(begun: DatabaseStore) -> None:
    """H-17: per person and draft."""
    verdict = TrialVerdict("t1", "seed-1", "s1", False, LATER)
    with begun.begin() as work:
        work.trials.judge(verdict)
        with pytest.raises(Conflict, match="judged"):
            work.trials.judge(verdict)
        assert work.trials.verdicts("t1") == (verdict,)
        assert work.trials.verdicts("t2") == ()


def test_a_trial_ends_once_with_its_raw_counts(begun: DatabaseStore) -> None:
    """H-17: what a gate reads later is what was counted then."""
    with begun.begin() as work:
        assert work.trials.open(None) == work.trials.open(TRANSPORT) == (TRIAL,)
        assert work.trials.open(HOUSING) == ()
        work.trials.end("t1", COUNTS, "s1", LATER)
        with pytest.raises(Conflict, match="ended"):
            work.trials.end("t1", COUNTS, "s1", LATER)
    with begun.read() as work:
        assert work.trials.open(None) == ()
        assert (
            work.trials.ended(TRANSPORT)
            == work.trials.ended(None)
            == (EndedTrial(TRIAL, COUNTS, "s1", LATER),)
        )
        assert work.trials.ended(HOUSING) == ()
