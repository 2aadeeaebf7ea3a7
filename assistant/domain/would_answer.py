"""Whether only permission keeps a draft from going out: what labels and measurements ask of a routed question."""

from __future__ import annotations

from assistant.domain.reasons import REASON_TEXTS, Reason, ReasonGroup
from assistant.domain.routing import ReleaseUnderCertificate, ToPerson, Working


def only_autonomy_is_missing(working: Working, *, topic_matters: bool = True) -> bool:
    """True if no rule, gap in the evidence, finding or failure stands against the draft.

    What remains are reasons of the group `autonomy`: no certificate, a threshold, a switch, a sample. A topic nobody
    could name is not among them, since no certificate could ever speak of it; with `topic_matters` off it is, which
    is for measuring on texts that have nothing to do with the installation's topics.
    """
    if working.draft is None or working.verdict is None or not working.verdict.clean:
        return False
    match working.route:
        case ReleaseUnderCertificate():
            return True
        case ToPerson(reasons=reasons):
            return bool(reasons) and all(
                REASON_TEXTS[reason].group is ReasonGroup.AUTONOMY
                and not (topic_matters and reason is Reason.TOPIC_UNKNOWN)
                for reason in reasons
            )
        case _:
            return False
