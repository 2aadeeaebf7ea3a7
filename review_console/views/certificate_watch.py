"""What came after a certificate's signature: its audits, its alarm drawn over time, and what is known of the labellers."""

from __future__ import annotations

import math

import altair
import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import label, shown_as
from review_console.labels_audits import LEFT_OUT, SHIFTS, WITHDRAWALS
from review_console.language import _
from review_console.wire_audits import AlarmStep, Quality, WatchedCertificate
from review_console.wire_oversight import Certificate

TICKS = (0.001, 0.01, 0.1, 1, 10, 100, 1000)
"""Where the scale of the alarm's picture is named: powers of ten, with 1 as the beginning."""


def show(certificates: tuple[Certificate, ...], names: dict[str, str]) -> None:
    """Choose one and look at it."""
    if not certificates:
        return
    st.header(_("What audits say"))
    chosen = st.selectbox(
        _("Look at"),
        [one.id for one in certificates],
        format_func=shown_as(names),
        key=frame.choice_key("watched", "certificates"),
    )
    if chosen is None:
        return
    watched = frame.attempt(lambda: frame.client().audits.certificate(chosen))
    if watched is None:
        return
    _figures(watched)
    _alarm(watched)
    quality(watched.quality)
    _warnings(watched)
    if frame.may("sign_certificates") and watched.status == "valid":
        _tighten(watched)


def percent(share: float | None) -> str:
    """A share for reading; a dash where there is none."""
    return "–" if share is None else f"{share * 100:.1f} %"


def _figures(watched: WatchedCertificate) -> None:
    facts = [
        (_("Automatic replies"), f"{watched.replies} / {watched.max_replies}"),
        (_("Drawn for audits"), str(watched.drawn)),
        (_("Audits settled"), str(watched.settled)),
        (_("of these wrong"), str(watched.wrong)),
        (_("Share of wrong answers, weighted"), percent(watched.risk)),
        (
            _("Looked at again at a citizen's wish, of these changed, still open"),
            f"{watched.appealed}, {watched.appealed_changed}, {watched.appealed_open}",
        ),
        (_("Tolerated (α)"), percent(watched.alpha)),
        (_("Signed on labels (n), wrong (k)"), f"{watched.n}, {watched.k}"),
        (_("Upper bound of the error rate"), percent(watched.risk_upper)),
        (_("Chance that the statement is wrong"), percent(watched.failure_budget)),
        (_("Expires"), moments.both(watched.expires_at)),
    ]
    if watched.bar > watched.threshold:
        facts.append((_("Stricter threshold, set by hand"), f"{watched.bar:.3f}"))
    if watched.withdrawn_reason:
        facts.append((_("Ended because"), label(WITHDRAWALS, watched.withdrawn_reason)))
    frame.show(markup.facts(facts))


def _alarm(watched: WatchedCertificate) -> None:
    st.subheader(_("Alarm"))
    if not watched.steps:
        frame.say("info", _("No audit under this certificate is settled yet."))
        return
    told = _(
        "Each wrong answer lifts the line, each right one lowers it. If it reaches the dashed line, the certificate ends by "
        "itself in the same moment. One line watches this certificate, the other its topic in all languages."
    )
    frame.show(markup.text(told))
    spec = _chart(watched).to_dict()
    st.vega_lite_chart(spec=spec, width="stretch", alt=_("The alarm after each audit"))
    newest = watched.steps[-1]
    frame.show(
        markup.facts(
            [
                (_("Now"), _evidence(newest.log_wealth)),
                (_("The alarm is raised at"), _evidence(newest.log_limit)),
            ]
        )
    )
    with st.expander(_("The same figures as a table")):
        rows = [
            (
                str(step.number),
                _("wrong") if step.wrong else _("right"),
                f"{step.weight:.2f}",
                _evidence(step.log_wealth),
                moments.moment(step.at),
            )
            for step in watched.steps
        ]
        headers = [_("Audit"), _("Label"), _("Weight"), _("Alarm"), _("When")]
        frame.show(markup.table(headers, rows, _("The alarm after each audit")))


def _evidence(log_wealth: float) -> str:
    """The capital as a multiple of its beginning."""
    return f"{math.exp(min(log_wealth, 700.0)):.2f}"


def _chart(watched: WatchedCertificate) -> altair.LayerChart:
    """Both alarms as steps over the number of audits, in multiples of their beginning."""
    values = [
        {"audit": step.number, "times": math.exp(min(step.log_wealth, 700.0)), "line": name}
        for name, steps in (
            (_("this certificate"), _begun(watched.steps)),
            (_("the topic"), _begun(watched.topic_steps)),
        )
        for step in steps
    ]
    limit = math.exp(watched.steps[-1].log_limit)
    x = altair.X("audit:Q", title=_("Audits"), axis=altair.Axis(tickMinStep=1, format="d"))
    ticks = altair.Axis(values=list(TICKS), format="~g")
    y = altair.Y(
        "times:Q", title=_("Evidence of too many errors"), scale=altair.Scale(type="log"), axis=ticks
    )
    names = [_("this certificate"), _("the topic")]
    colour = altair.Color(
        "line:N",
        legend=altair.Legend(title=None, orient="top"),
        scale=altair.Scale(domain=names, range=["#1f5f8b", "#6b4e8f"]),
    )
    base = altair.Chart(altair.InlineData(values=values)).encode(x=x, y=y, color=colour)
    own = base.transform_filter(altair.datum.line == names[0]).mark_line(interpolate="step-after")
    topic = base.transform_filter(altair.datum.line == names[1]).mark_line(
        interpolate="step-after", strokeDash=[5, 3]
    )
    dots = base.mark_circle(size=40, opacity=1)
    rule = altair.Chart(altair.InlineData(values=[{"times": limit}])).mark_rule(
        strokeDash=[6, 4], color="#b3541e"
    )
    named = altair.Chart(altair.InlineData(values=[{"times": limit, "name": _("alarm")}])).mark_text(
        align="left", baseline="bottom", dx=4, dy=-3, color="#b3541e"
    )
    return altair.LayerChart(
        layer=[
            own,
            topic,
            dots,
            rule.encode(y="times:Q"),
            named.encode(y="times:Q", x=altair.value(0), text="name:N"),
        ],
        height=320,
    )


def _begun(steps: tuple[AlarmStep, ...]) -> tuple[AlarmStep, ...]:
    """With the beginning, where nothing speaks for or against."""
    if not steps:
        return ()
    first = steps[0]
    start = first.model_copy(update={"number": 0, "log_wealth": 0.0, "raised": False})
    return (start, *steps)


def quality(found: Quality) -> None:
    """How far labellers agree and what they catch, and whether their labels may be used."""
    st.subheader(_("Labellers"))
    agreed = found.agreement
    facts = [
        (_("Answers labelled by two people"), str(agreed.items)),
        (_("Cohen's κ, with 95 % interval"), _coefficient(agreed.kappa, agreed.kappa_interval)),
        (_("Krippendorff's α, with 95 % interval"), _coefficient(agreed.alpha, agreed.alpha_interval)),
        (_("Tests caught"), f"{found.caught} / {found.seeds}"),
    ]
    if found.catch_lower is not None:
        facts.append((_("They catch at least this share of errors"), percent(found.catch_lower)))
    frame.show(markup.facts(facts))
    if found.left_out:
        said = _("{count} labels of audits may not carry a certificate. {why}")
        frame.say("warning", said.format(count=found.left_out, why=label(LEFT_OUT, found.reason)))


def _coefficient(value: float | None, interval: tuple[float, float] | None) -> str:
    if value is None:
        return _("not defined: all labels are the same, or there are none")
    if interval is None:
        return f"{value:.2f}"
    return f"{value:.2f} ({interval[0]:.2f} – {interval[1]:.2f})"


def _warnings(watched: WatchedCertificate) -> None:
    if not watched.warnings:
        return
    frame.say("warning", _("What people ask has shifted; twice as many answers are audited for a week."))
    rows = [
        (label(SHIFTS, one.kind), f"{one.value:.2f}", f"{one.bound:.2f}", moments.moment(one.at))
        for one in watched.warnings
    ]
    headers = [_("What moved"), _("Measured value"), _("Warned from"), _("When")]
    frame.show(markup.table(headers, rows, _("Shifts of the last seven days")))


def _tighten(watched: WatchedCertificate) -> None:
    with st.expander(_("Answer less than the certificate allows")):
        told = _("By hand a threshold can only be made stricter, never laxer.")
        frame.show(markup.text(told))
        threshold = st.number_input(
            _("Stricter threshold"),
            min(watched.bar, 1.0),
            1.0,
            min(watched.bar, 1.0),
            0.01,
            "%.3f",
            key=frame.key(f"stricter:{watched.id}", "certificates"),
        )
        reason = st.text_input(
            _("Reason for the stricter threshold"),
            key=frame.key(f"stricter_why:{watched.id}", "certificates"),
            persist_state="session",
        )
        if st.button(_("Make it stricter"), key="tighten"):
            said = (reason or "").strip()
            if not said or threshold <= watched.bar:
                frame.say("error", _("Give a stricter threshold and a reason."))
            elif frame.perform(
                lambda: frame.client().audits.tighten(watched.id, float(threshold), said),
                _("Noted. From now on fewer answers go out by themselves."),
            ):
                frame.forget("certificates")
                st.rerun()
