"""A certificate permits one topic in one language, for its time, to one pipeline."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from assistant.domain.certificates import CertificateStatus
from assistant.domain.questions import Language
from tests.adapters.database.builders import NOW, a_certificate

CERTIFICATE = a_certificate()
MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("now", "pipeline", "status"),
    [
        (NOW, "pipeline-1", CertificateStatus.VALID),
        (CERTIFICATE.expires_at - MOMENT, "pipeline-1", CertificateStatus.VALID),
        (CERTIFICATE.expires_at, "pipeline-1", CertificateStatus.EXPIRED),
        (NOW, "pipeline-2", CertificateStatus.VOID),
        (NOW, "", CertificateStatus.VOID),
    ],
)
def test_status_follows_time_and_pipeline(now: datetime, pipeline: str, status: CertificateStatus) -> None:
    """Valid to the last moment; any other pipeline voids it."""
    assert CERTIFICATE.status(now, pipeline) is status


def test_a_withdrawal_comes_first() -> None:
    """Also for a certificate that is expired and void."""
    withdrawn = replace(CERTIFICATE, withdrawn_at=NOW, withdrawn_reason="wrong answers")
    assert withdrawn.status(CERTIFICATE.expires_at, "pipeline-2") is CertificateStatus.WITHDRAWN


@pytest.mark.parametrize(
    ("topic", "language", "permitted"),
    [
        ("bins", Language.EN, True),
        ("bins", Language.ZH, False),
        ("bins", None, False),
        ("glass", Language.EN, False),
        (None, Language.EN, False),
    ],
)
def test_no_group_rides_on_anothers_labels(
    topic: str | None, language: Language | None, permitted: bool
) -> None:
    """Topic and language must both be the ones that were labelled."""
    assert CERTIFICATE.permits(topic, language, NOW, "pipeline-1") is permitted
