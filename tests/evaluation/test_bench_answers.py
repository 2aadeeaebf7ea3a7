"""`civicdesk bench answers` measures a real installation, a real server process and a scripted model."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant.cli.app import app
from assistant.domain.questions import Outcome, Stage
from assistant.evaluation import bench_answers_report as report
from assistant.evaluation.bench_answers import digest_of, town
from assistant.evaluation.bench_answers_model import reply
from assistant.evaluation.bench_answers_values import AnswersResult, ModelTimes, PipelineTimes, ServedTimes
from assistant.evaluation.bench_search_values import PeerResult, Spread
from knowledge_base.sample_policies import sample_questions
from tests.adapters.database.builders import a_finished_question, a_stored_draft

FEES = {"dog": 30, "pool": 12, "library": 5, "market": 41, "bus": 3, "boat": 75, "kiosk": 90, "garden": 22}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a run over a handful of fees wrote."""
    folder = tmp_path_factory.mktemp("bench")
    corpus = [
        {"id": name, "title": name, "text": f"Fee\n\nThe {name} fee is {fee} euros a year."}
        for name, fee in FEES.items()
    ]
    asked = [
        {"id": f"{name}-{turn}", "question": f"How much is the {name} fee? {turn}"}
        for turn in range(6)
        for name in FEES
    ]
    for name, rows in (("c", corpus), ("q", asked)):
        lines = "\n".join(json.dumps(row) for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    files = ("--corpus", str(folder / "c.jsonl"), "--questions", str(folder / "q.jsonl"))
    options = ("--queries", "28", "--citizens", "2", "--no-peer", "--output", str(folder / "out.json"))
    result = CliRunner().invoke(app, ["bench", "answers", *files, *options])
    assert result.exit_code == 0, result.output
    assert "until the outcome, 2 citizens at once" in result.output
    found: dict[str, Any] = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    return found


def test_every_step_is_timed_and_the_whole_holds_them_all(told: dict[str, Any]) -> None:
    """Storing the outcome comes on top of the steps."""
    pipeline = told["pipeline"]
    assert set(pipeline["steps"]) == {stage.value for stage in Stage}
    assert 0 < pipeline["engine"]["p50"] <= pipeline["whole"]["p50"]
    assert pipeline["steps"]["retrieve"]["p50"] < pipeline["engine"]["p50"]
    assert pipeline["questions"] == 28
    assert len(pipeline["answers_sha256"]) == 64


def test_the_digest_of_answers_tells_a_changed_answer() -> None:
    """S-10: equal outcomes, drafts and confidences give one digest; another sentence, outcome or confidence another.

    The last digits of a confidence do not count.
    """
    record, draft = a_finished_question(), a_stored_draft().draft
    digest = digest_of([(record, [draft])])
    nearly = replace(record, confidence=record.confidence + 1e-13)
    assert digest_of([(nearly, [draft])]) == digest
    reworded = replace(draft, claims=(replace(draft.claims[0], text="Otherwise."), *draft.claims[1:]))
    others = [
        (record, [reworded]),
        (record, []),
        (replace(record, outcome=Outcome.FAILED), [draft]),
        (replace(record, confidence=record.confidence + 1e-6), [draft]),
    ]
    assert len({digest, *(digest_of([one]) for one in others)}) == 5


def test_a_server_process_answers_every_citizen(told: dict[str, Any]) -> None:
    """An outcome arrives on the stream for each question, and never before it was accepted."""
    served = told["served"]
    assert (served["questions"], served["failed"], served["citizens"]) == (28, 0, 2)
    assert 0 < served["accepted"]["p50"] <= served["outcome"]["p50"]
    assert served["per_second"] > 0


def test_the_scripted_model_drafts_and_its_time_is_not_ours(told: dict[str, Any]) -> None:
    """What it drafts is accepted by the engine; else nothing of its cost would be measured."""
    model = told["with_model"]
    assert model["drafted"] == model["questions"] > 0
    assert 0 < model["own"]["p50"] < model["whole"]["p50"]


def test_the_scripted_model_says_nothing_where_it_is_shown_nothing() -> None:
    """A prompt without passages gets no claim, one with passages the first sentence of the first."""
    assert json.loads(reply({"messages": [{"role": "user", "content": "Hello"}]})) == {"claims": []}
    prompt = "token P1\n<<x>>\nFees\nThe dog fee is 30 euros a year. Pay by June.\n<<x>>"
    claim = json.loads(reply({"messages": [{"role": "user", "content": prompt}]}))["claims"][0]
    assert claim["quotes"] == [{"passage": "P1", "quote": "The dog fee is 30 euros a year."}]


def test_the_town_is_asked_its_own_questions_among_made_up_texts() -> None:
    """Drafts need texts that say something: the sample policies are there beside the filling."""
    material = town(1000, 50)
    documents = list(material.documents())
    assert any("Aldermoor" in one.text for one in documents)
    known = {one.question for one in sample_questions()}
    assert len(material.questions()) == 70
    assert set(material.questions()) <= known
    real = next(one for one in documents if "Aldermoor" in one.text)
    assert len(material.cutting(real.text)[1]) > 1
    assert len(material.cutting(documents[-1].text)[1]) == documents[-1].text.count("\n\n") + 1


def test_the_peer_is_set_against_the_whole_answer() -> None:
    """The ratio compares its search alone with everything that we do."""
    spread = Spread(1.0, 2.0, 3.0)
    peer = PeerResult(10, 20, 1.0, Spread(5.0, 8.0, 9.0), spread, None)
    result = AnswersResult(
        passages=1234,
        pipeline=PipelineTimes(100, {"screen": spread}, spread, spread, spread),
        served=ServedTimes(8, 98, 2, 61.5, spread, spread),
        with_model=ModelTimes(40, 39, spread, spread),
        peer=peer,
        load_before=0.1,
    )
    said = " ".join(report.lines(result))
    assert "61.5 questions a second, 2 failed of 100" in said
    assert "takes 0.25 times as long" in said
    assert len(report.table(result)) == len(report.table(replace(result, peer=None))) + 1
