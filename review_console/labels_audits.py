"""Plain labels for the codes of audits, tests and shifts."""

from __future__ import annotations

from review_console.language import defer

VERDICTS = {
    "right": defer("Right and complete"),
    "partial": defer("Right, but something is missing"),
    "wrong": defer("Wrong"),
}

SEED_KINDS = {
    "number": defer("A number was changed"),
    "exchanged_number": defer("Two numbers were exchanged"),
    "date": defer("A date was changed"),
    "negation": defer("A “not” was put in or taken out"),
    "modality": defer("“Must” and “may” were exchanged"),
    "expired_rule": defer("A rule that has ended was quoted"),
    "wrong_jurisdiction": defer("Another office was named"),
    "missing_exception": defer("A condition or exception was left out"),
    "control": defer("Nothing was changed"),
}

SEED_PLACES = {"cases": defer("Among the cases"), "audits": defer("Among the answers to label")}

LEFT_OUT = {
    "few_double_labels": defer("Too few answers were labelled by two people."),
    "low_agreement": defer("The labellers agree too little (κ below 0.6)."),
    "no_seeds": defer("The labellers have not been tested yet, so nobody knows how many errors they catch."),
}

SHIFTS = {
    "score_ks": defer("The confidences are spread differently (Kolmogorov–Smirnov)"),
    "score_psi": defer("The confidences are spread differently (stability index)"),
    "no_hit": defer("More or fewer questions find no policy text"),
    "new_topic": defer("More or fewer questions belong to no known topic"),
    "language_mix": defer("The mix of languages has changed"),
}

WITHDRAWALS = {"audit_alarm": defer("the audits found more wrong answers than was promised")}
