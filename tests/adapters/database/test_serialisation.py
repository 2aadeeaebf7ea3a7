"""Content as JSON: read back equal, or refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.adapters.database import serialisation, source_serialisation
from assistant.adapters.database.json_fields import Unreadable
from assistant.adapters.database.serialisation import from_bytes, to_bytes, versioned
from assistant.domain.answer_parts import Part
from assistant.domain.answers import Citation, Claim, Draft, Finding, ModelUse, Verdict
from assistant.domain.evidence import Evidence
from tests.adapters.database.builders import a_citation, a_draft, a_passage, a_stored_draft

FINITE = st.floats(allow_nan=False, allow_infinity=False)
SMALL_MAP = st.dictionaries(st.text(max_size=5), FINITE, max_size=2)
MODEL_USES = st.builds(ModelUse, duration_ms=FINITE)
CLAIMS = st.lists(st.builds(Claim), max_size=2).map(tuple)
DRAFTS = st.builds(Draft, claims=CLAIMS, model_use=st.none() | MODEL_USES)
VERDICTS = st.builds(
    Verdict,
    findings=st.lists(st.builds(Finding), max_size=2).map(tuple),
    supported=st.lists(FINITE, max_size=2).map(tuple),
)
EVIDENCE = st.builds(Evidence, score=FINITE, signals=SMALL_MAP)

READERS: list[tuple[object, Callable[[object], object]]] = [
    (serialisation.draft_to_json(a_draft()), serialisation.draft_from_json),
    (source_serialisation.evidence_to_json(a_passage()), source_serialisation.evidence_from_json),
    (source_serialisation.citation_to_json(a_citation()), source_serialisation.citation_from_json),
]


def stored(value: object) -> object:
    """The value after a turn through bytes."""
    return from_bytes(to_bytes(value))


@settings(deadline=None)
@given(DRAFTS)
def test_every_draft_reads_back_equal(draft: Draft) -> None:
    """Claims, quotes and what the model call cost, whatever characters and figures they hold."""
    assert serialisation.draft_from_json(stored(serialisation.draft_to_json(draft))) == draft


@settings(deadline=None)
@given(VERDICTS)
def test_every_verdict_reads_back_equal(verdict: Verdict) -> None:
    """Findings, shares and omitted conditions."""
    assert serialisation.verdict_from_json(stored(serialisation.verdict_to_json(verdict))) == verdict


@settings(deadline=None)
@given(EVIDENCE)
def test_every_passage_reads_back_equal(evidence: Evidence) -> None:
    """Text, dates and figures of a passage found."""
    read = source_serialisation.evidence_from_json(stored(source_serialisation.evidence_to_json(evidence)))
    assert read == evidence


@settings(deadline=None)
@given(st.builds(Citation))
def test_every_citation_reads_back_equal(citation: Citation) -> None:
    """A numbered source."""
    read = source_serialisation.citation_from_json(stored(source_serialisation.citation_to_json(citation)))
    assert read == citation


@pytest.mark.parametrize(("value", "read"), READERS)
def test_a_missing_or_unknown_key_is_refused(
    value: dict[str, object], read: Callable[[object], object]
) -> None:
    """No key is guessed and none is passed over."""
    for key in value:
        with pytest.raises(Unreadable, match=key):
            read({name: content for name, content in value.items() if name != key})
    with pytest.raises(Unreadable, match="nobody knows"):
        read({**value, "extra": 1})


@pytest.mark.parametrize(("value", "read"), READERS)
def test_a_value_of_another_type_is_refused(
    value: dict[str, object], read: Callable[[object], object]
) -> None:
    """A yes-or-no value fits no field: it is not taken for a number, a text or a list."""
    for key in value:
        with pytest.raises(Unreadable):
            read({**value, key: True})


@pytest.mark.parametrize("value", [None, [], "text", 3])
def test_what_is_not_an_object_is_refused(value: object) -> None:
    """A draft is an object."""
    with pytest.raises(Unreadable):
        serialisation.draft_from_json(value)


def test_unknown_codes_are_refused() -> None:
    """A language or reason that this version does not know is not read as something else."""
    draft = serialisation.draft_to_json(a_draft())
    with pytest.raises(Unreadable, match="Language"):
        serialisation.draft_from_json({**draft, "language": "xx"})
    verdict = a_stored_draft().verdict
    assert verdict is not None
    findings = [{"reason": "no such reason", "claim": 0, "start": 0, "end": 0, "detail": ""}]
    with pytest.raises(Unreadable, match="Reason"):
        serialisation.verdict_from_json({**serialisation.verdict_to_json(verdict), "findings": findings})


@pytest.mark.parametrize("version", [0, 2, "1", True, None])
def test_an_unknown_layout_is_refused(version: object) -> None:
    """Only the layout that this reader was written for is read."""
    with pytest.raises(Unreadable):
        versioned({"v": version}, "a note")


def test_refusals_do_not_show_content() -> None:
    """The message names the field and never what it holds."""
    with pytest.raises(Unreadable) as refused:
        source_serialisation.citation_from_json({"number": "my private words"})
    assert "private" not in str(refused.value)


def test_bytes_that_are_not_json_are_refused() -> None:
    """Half a text is not read."""
    for data in (b"", b'{"v":1', b"\xff\xfe"):
        with pytest.raises(Unreadable):
            from_bytes(data)


def test_claims_of_the_first_releases_answer() -> None:
    """They were stored without a part; their text reads as it was sent."""
    draft = serialisation.draft_to_json(a_draft())
    claims = [{key: value for key, value in claim.items() if key != "part"} for claim in draft["claims"]]  # type: ignore[attr-defined]
    assert serialisation.draft_from_json({**draft, "claims": claims}).text() == a_draft().text()


@pytest.mark.parametrize("part", list(Part))
def test_the_part_of_a_claim_is_stored(part: Part) -> None:
    """The headings of a stored draft are part of the text whose hash was approved."""
    draft = a_draft()
    told = replace(draft, claims=tuple(replace(claim, part=part) for claim in draft.claims))
    assert serialisation.draft_from_json(serialisation.draft_to_json(told)).text() == told.text()
