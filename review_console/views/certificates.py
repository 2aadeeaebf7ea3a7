"""Certificates: what is certified, a trial on the labels there are, signing and withdrawing."""

from __future__ import annotations

import altair
import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import CERTIFICATE_STATES, LANGUAGE_NAMES, label, shown, shown_as
from review_console.language import _
from review_console.views import certificate_watch
from review_console.wire_oversight import Certificate, RiskPoint, Trial

DEFAULT_ALPHA = 0.05
"""Share of wrong answers a certificate tolerates, as offered at first; the supervisor sets it, the API checks it."""

DEFAULT_DELTA = 0.10
"""Chance that the statement itself is wrong, as offered at first."""


def page() -> None:
    """The table, then the trial for those who may sign."""
    st.title(_("Certificates"))
    told = _(
        "A certificate lets answers of one topic and language go out without a person. It states, from blind "
        "labels, how often such answers may be wrong."
    )
    frame.show(markup.text(told))
    listed = frame.attempt(frame.client().oversight.certificates)
    if listed is None:
        return
    frame.show(_table(listed.certificates))
    signs = frame.may("sign_certificates")
    if signs:
        _withdraw(tuple(found for found in listed.certificates if found.status == "valid"))
    certificate_watch.show(
        listed.certificates,
        {
            found.id: f"{_name(found)} · {label(CERTIFICATE_STATES, found.status)}"
            f" · {moments.both(found.expires_at)}"
            for found in listed.certificates
        },
    )
    if signs:
        _trial()


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %"


def _name(certificate: Certificate) -> str:
    return f"{frame.topic_name(certificate.topic_id)} · {label(LANGUAGE_NAMES, certificate.language)}"


def _table(certificates: tuple[Certificate, ...]) -> markup.Html:
    headers = [
        _("Topic and language"),
        _("Status"),
        _("Wrong (k) of labels (n)"),
        _("Upper bound"),
        _("Tolerated (α), at δ"),
        _("Threshold"),
        _("Coverage"),
        _("Signed by"),
        _("Expires"),
    ]
    rows = [
        (
            _name(found),
            label(CERTIFICATE_STATES, found.status),
            f"{found.k} / {found.n}",
            _percent(found.risk_upper),
            f"{_percent(found.alpha)}, {_percent(found.delta)}",
            f"{found.threshold:.3f}",
            _percent(found.coverage),
            found.signed_by,
            moments.both(found.expires_at),
        )
        for found in certificates
    ]
    return markup.table(headers, rows, _("Certificates, with the figures they were signed on"))


def _withdraw(valid: tuple[Certificate, ...]) -> None:
    if not valid:
        return
    with st.expander(_("Withdraw a certificate")):
        by_id = {found.id: found for found in valid}
        chosen = st.selectbox(
            _("Certificate"),
            list(by_id),
            index=None,
            placeholder=_("Choose a certificate"),
            format_func=shown_as({found.id: _name(found) for found in valid}),
            key=frame.choice_key("withdraw_certificate", "certificates"),
        )
        reason = st.text_input(
            _("Reason"), key=frame.key("withdraw_reason", "certificates"), persist_state="session"
        )
        if st.button(_("Withdraw"), key="withdraw_certificate_go"):
            said = (reason or "").strip()
            if chosen is None or not said:
                frame.say("error", _("Choose a certificate and give a reason."))
            elif frame.perform(
                lambda: frame.client().oversight.withdraw_certificate(chosen, said),
                _("Withdrawn. From now on a person decides on these answers."),
            ):
                st.rerun()


def _trial() -> None:
    st.header(_("Try to certify"))
    topics = [topic.id for topic in frame.directory().topics]
    with st.form("trial"):
        columns = st.columns(4)
        topic = columns[0].selectbox(
            _("Topic"),
            topics,
            format_func=shown_as(frame.topics()),
            key=frame.choice_key("topic", "certificates"),
        )
        language = columns[1].selectbox(
            _("Language"),
            list(LANGUAGE_NAMES),
            format_func=shown(LANGUAGE_NAMES),
            key=frame.choice_key("language", "certificates"),
        )
        alpha = columns[2].number_input(
            _("Tolerated error rate (α)"), 0.001, 0.5, DEFAULT_ALPHA, 0.01, "%.3f"
        )
        delta = columns[3].number_input(_("Chance to be wrong (δ)"), 0.001, 0.5, DEFAULT_DELTA, 0.01, "%.3f")
        sent = st.form_submit_button(_("Run the trial"))
    if sent and topic:
        trial = frame.attempt(lambda: frame.client().oversight.trial(topic, language, alpha, delta))
        st.session_state["trial_outcome"] = (topic, language, alpha, delta, trial) if trial else None
    kept = st.session_state.get("trial_outcome")
    if kept:
        _outcome(*kept)


def _outcome(topic: str, language: str, alpha: float, delta: float, trial: Trial) -> None:
    st.subheader(
        markup.plain_label(
            f"{frame.topic_name(topic)} · {label(LANGUAGE_NAMES, language)} · α = {alpha} · δ = {delta}"
        )
    )
    if trial.quality is not None:
        certificate_watch.quality(trial.quality)
    if trial.alpha_tried is not None and trial.alpha_tried < alpha:
        said = _("Labellers miss some errors, so the labels must show at most {alpha}.")
        frame.say("info", said.format(alpha=_percent(trial.alpha_tried)))
    if trial.missing is not None:
        said = _("There are {have} blind labels; at least {need} are needed.")
        frame.say("warning", said.format(have=trial.missing.have, need=trial.missing.need))
    if trial.risk_coverage:
        spec = _chart(trial.risk_coverage, alpha).to_dict()
        st.vega_lite_chart(spec=spec, width="stretch", alt=_("Risk against coverage"))
        with st.expander(_("The same figures as a table")):
            frame.show(_curve_table(trial.risk_coverage))
    if trial.examples:
        with st.expander(_("Examples behind these figures")):
            headers = list(dict.fromkeys(str(key) for example in trial.examples for key in example))
            rows = [[str(example.get(header, "")) for header in headers] for example in trial.examples]
            frame.show(markup.table(headers, rows, _("Labelled examples")))
    if not trial.possible or trial.certificate is None:
        frame.say("info", _("These labels do not support a certificate. A person keeps deciding."))
        return
    figures = trial.certificate
    frame.show(
        markup.facts(
            [
                (_("Threshold"), f"{figures.threshold:.3f}"),
                (_("Labels (n)"), str(figures.n)),
                (_("Wrong (k)"), str(figures.k)),
                (_("Upper bound of the error rate"), _percent(figures.risk_upper)),
                (_("Coverage"), _percent(figures.coverage)),
            ]
        )
    )
    _sign(topic, language, alpha, delta)


def _sign(topic: str, language: str, alpha: float, delta: float) -> None:
    reason = st.text_input(
        _("Reason for signing"), key=frame.key("sign_reason", "certificates"), persist_state="session"
    )
    if not st.button(_("Sign this certificate"), key="sign"):
        return
    said = (reason or "").strip()
    if not said:
        frame.say("error", _("Give a reason."))
    elif frame.perform(
        lambda: frame.client().oversight.sign(topic, language, alpha, delta, said),
        _("Signed. The certificate is valid."),
    ):
        st.session_state.pop("trial_outcome", None)
        st.rerun()


def _curve_table(points: tuple[RiskPoint, ...]) -> markup.Html:
    headers = [_("Threshold"), _("Labels (n)"), _("Wrong (k)"), _("Error rate"), _("Coverage")]
    rows = [
        (f"{point.threshold:.3f}", str(point.n), str(point.k), _percent(point.risk), _percent(point.coverage))
        for point in points
    ]
    return markup.table(headers, rows, _("Risk against coverage"))


def _chart(points: tuple[RiskPoint, ...], alpha: float) -> altair.LayerChart:
    """Error rate over coverage as steps, with the tolerated rate as a dashed line."""
    values = [point.model_dump() for point in sorted(points, key=lambda point: point.coverage)]
    x = altair.X(
        "coverage:Q", title=_("Share of questions answered without a person"), axis=altair.Axis(format="%")
    )
    y = altair.Y("risk:Q", title=_("Share of those that were wrong"), axis=altair.Axis(format="%"))
    base = altair.Chart(altair.InlineData(values=values)).encode(x=x, y=y)
    tooltip = [altair.Tooltip(f"{name}:Q") for name in ("threshold", "n", "k", "risk", "coverage")]
    line = base.mark_line(interpolate="step-after", color="#1f5f8b")
    dots = base.mark_circle(color="#1f5f8b", size=45, opacity=1).encode(tooltip=tooltip)
    limit = altair.Chart(altair.InlineData(values=[{"risk": alpha}])).mark_rule(
        strokeDash=[6, 4], color="#b3541e"
    )
    named = altair.Chart(altair.InlineData(values=[{"risk": alpha, "name": _("tolerated (α)")}])).mark_text(
        align="left", baseline="bottom", dx=4, dy=-3, color="#b3541e"
    )
    return altair.LayerChart(
        layer=[
            line,
            dots,
            limit.encode(y="risk:Q"),
            named.encode(y="risk:Q", x=altair.value(0), text="name:N"),
        ],
        height=320,
    )
