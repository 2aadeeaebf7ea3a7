"""Plain labels for the API's codes. An unknown code is shown as it is, so that nothing is hidden by an old console."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from review_console.labels_case_life import CASE_LIFE_EVENTS
from review_console.language import _, defer

REASONS = {
    "crisis": defer("Someone may be in danger"),
    "violence": defer("Violence is mentioned"),
    "safeguarding_minor": defer("A child's safety is mentioned"),
    "legal_threat": defer("Legal action is mentioned"),
    "complaint": defer("It is a complaint"),
    "decision_about_person": defer("It asks for a decision about a person's own case"),
    "person_requested": defer("A person was asked for"),
    "people_only": defer("The citizen wants people only"),
    "appeal": defer("A reply is to be looked at again"),
    "language_not_supported": defer("The language is not supported"),
    "personal_data": defer("The message holds personal data"),
    "injection": defer("The message tries to instruct the system"),
    "sensitive": defer("It wants care: a person should read it"),
    "too_long": defer("The message is too long to be answered safely"),
    "no_evidence": defer("No policy text answers it"),
    "kb_conflict": defer("Published documents contradict each other"),
    "kb_changed": defer("The policy text changed recently"),
    "expired_source": defer("A source is not in force"),
    "not_understood": defer("Twice in a row it was not clear what is asked, or the citizen says so"),
    "quote_not_verbatim": defer("A quote does not stand in its source"),
    "number_mismatch": defer("A number or date differs from the source"),
    "negation_mismatch": defer("Must, may or not differs from the source"),
    "unsupported_claim": defer("A sentence is not supported by the text"),
    "condition_omitted": defer("A condition in the source is missing"),
    "translated_claim": defer("A sentence translates its source"),
    "partial_answer": defer("Only part of the question is answered"),
    "no_certificate": defer("No certificate covers this topic"),
    "below_threshold": defer("Confidence is below the certified threshold"),
    "stopped": defer("Automatic replies are stopped"),
    "audit_sample": defer("Chosen at random for a check"),
    "topic_unknown": defer("The topic is not known"),
    "model_unavailable": defer("The language model cannot be reached"),
    "model_stand_in": defer("Another language model stood in for the usual one"),
    "budget_spent": defer("The budget for the language model is spent"),
    "model_timeout": defer("The language model took too long"),
    "model_refused": defer("The language model refused"),
    "model_invalid": defer("The language model's output is not usable"),
    "index_error": defer("The search index failed"),
    "verifier_error": defer("The check of the draft failed"),
    "engine_error": defer("The answer engine failed"),
    "interrupted": defer("The service stopped while answering"),
}

CASE_STATES = {
    "waiting": defer("Waiting"),
    "in_hand": defer("In hand"),
    "replied": defer("Replied"),
    "withdrawn": defer("Withdrawn by the citizen"),
}

DECISION_KINDS = {
    "approved": defer("Approve the draft"),
    "edited": defer("Edit the draft"),
    "rejected": defer("Reject the draft"),
    "written": defer("Write my own reply"),
}

DECISIONS_DONE = {
    "approved": defer("Approved"),
    "edited": defer("Edited"),
    "rejected": defer("Rejected"),
    "written": defer("Written by a person"),
    "certified": defer("Released under a certificate"),
}

DECISION_REASONS = {
    "ok": defer("Right as it is"),
    "wrong_fact": defer("Wrong fact"),
    "outdated": defer("Out of date"),
    "incomplete": defer("Incomplete"),
    "wrong_jurisdiction": defer("Wrong authority or area"),
    "tone": defer("Tone or wording"),
    "unsafe": defer("Unsafe"),
    "not_our_remit": defer("Not for this office"),
}

EVENTS = {
    "opened": defer("Case opened"),
    "claimed": defer("Taken in hand"),
    "released_claim": defer("Given back to the queue"),
    "redrafted": defer("New draft made"),
    "rejected_draft": defer("Draft rejected"),
    "replied": defer("Reply sent"),
    "note_added": defer("Internal note added"),
    "read": defer("Case read"),
    "withdrawn": defer("Withdrawn by the citizen"),
    "source_changed": defer("A text that the draft quotes is no longer in force"),
    "corrected": defer("Correction sent"),
    **CASE_LIFE_EVENTS,
}

AUTHORS = {
    "citizen": defer("Citizen"),
    "assistant": defer("Assistant (AI)"),
    "person": defer("Staff member"),
    "system": defer("System"),
}

METHODS = {
    "extractive": defer("Sentences quoted from policies"),
    "generative": defer("Written by a language model"),
    "person": defer("Written by a person"),
    "approved": defer("Approved answer, checked by a person before"),
}

VERSION_STATES = {
    "draft": defer("Draft"),
    "submitted": defer("Submitted, waiting for a second person"),
    "published": defer("Published"),
    "withdrawn": defer("Withdrawn"),
    "discarded": defer("Discarded"),
}

WARNINGS = {
    "invisible_characters": defer("Invisible characters were removed"),
    "layout_characters": defer("Soft hyphens and the like were removed"),
    "mixed_scripts": defer("A word of look-alike letters from several alphabets"),
    "instruction_like_text": defer("Text that reads like an instruction to a machine"),
    "encoded_text": defer("Text in code that a machine can read and a person cannot"),
    "hidden_element": defer("Hidden text"),
    "hidden_instruction": defer("Hidden text that reads like an instruction to a machine"),
    "hidden_cells": defer("Hidden sheets, rows or columns were left out"),
    "side_text": defer("Comments or notes were left out"),
    "active_content": defer("The file holds scripts or other files, which are never run or opened"),
    "tracked_changes": defer("Tracked changes that were not accepted"),
    "page_without_text": defer("A page without text"),
    "recognised_page": defer("A page read by text recognition, which may be wrong"),
    "partly_read": defer("Something beyond a limit was left out"),
}

CHECKS = {
    "quarantine": defer("Held for a second look"),
    "contradictions": defer("Contradictions"),
    "duplicates": defer("Text that stands elsewhere"),
    "touched": defer("What the change touches"),
}

CHECK_STANDINGS = {
    "pass": defer("Nothing found"),
    "look": defer("Please look"),
    "held": defer("Held back"),
}

GAPS = {
    "failed": defer("The check “{check}” could not be done ({detail}). Nothing is published before it was."),
    "rules_left_out": defer("“{check}”: {detail} further sentences were not compared."),
    "cases_left_out": defer("“{check}”: {detail} further open cases were not looked at."),
}

FAULT_KINDS = {
    "outdated": defer("It is out of date"),
    "wrong": defer("It is wrong"),
    "contradicts": defer("It contradicts another page"),
    "unclear": defer("It is hard to understand"),
    "missing": defer("Something is missing"),
    "other": defer("Something else"),
}

FAULT_STATES = {
    "open": defer("Waits to be mended"),
    "done": defer("Mended"),
    "dropped": defer("Was no fault"),
}

HISTORY_STEPS = {
    "added": defer("Uploaded"),
    "submitted": defer("Submitted for publication"),
    "published": defer("Published"),
    "withdrawn": defer("Withdrawn"),
    "discarded": defer("Discarded"),
    "index_built": defer("Index built anew"),
    "index_rolled_back": defer("Rolled back"),
    "reviewed": defer("Reviewed, still right"),
}

AUDIENCES = {"public": defer("Everybody"), "staff": defer("Staff only")}

LEVELS = {
    "national": defer("National"),
    "province": defer("Province"),
    "city": defer("City"),
    "county": defer("County"),
}

SIGNALS = {
    "lexical": defer("Words"),
    "dense": defer("Meaning (vectors)"),
    "learned": defer("Words that go with the question's"),
    "title": defer("Title"),
    "document": defer("Whole document"),
    "history": defer("Earlier messages"),
    "wording": defer("The question's very words"),
    "nearness": defer("Words near each other"),
    "meaning": defer("Words of like meaning"),
    "place": defer("Place in the first search"),
    "position": defer("Where in the document"),
}

STANDINGS = {
    "found": defer("It is found."),
    "further_down": defer("It is considered, but others are ahead of it."),
    "no_candidate": defer("None of its passages is close enough to be considered."),
    "staff_only": defer("It is for staff only, and the search was as a citizen."),
    "not_in_force": defer("No version of it is in force on that day."),
    "withdrawn": defer("It was withdrawn."),
    "not_served": defer("It is published, but the index in use does not hold it (after a roll-back)."),
    "not_published": defer("It was never published."),
}

FINDINGS = {
    "found": defer("found"),
    "too_low": defer("found too far down"),
    "not_found": defer("not found"),
    "text_missing": defer("found, but the words are missing"),
    "not_asked": defer("not asked"),
}

OCCASIONS = {
    "publication": defer("Before a publication"),
    "trial": defer("Tried before publishing"),
    "by_hand": defer("Asked by hand"),
    "clock": defer("After a change"),
}

CERTIFICATE_STATES = {
    "valid": defer("Valid"),
    "expired": defer("Expired"),
    "withdrawn": defer("Withdrawn"),
    "void": defer("Void: the engine changed"),
}

STOP_SCOPES = {
    "whole": defer("The whole service"),
    "department": defer("One department"),
    "topic": defer("One topic"),
}

ROLES = {
    "caseworker": defer("Caseworker"),
    "policy_editor": defer("Policy editor"),
    "supervisor": defer("Supervisor"),
    "auditor": defer("Auditor"),
    "administrator": defer("Administrator"),
}

LANGUAGE_NAMES = {"en": defer("English"), "zh": defer("Chinese")}


def label(table: dict[str, str], code: str) -> str:
    """The label of a code in the session's language; an unknown code as it is."""
    return _(table[code]) if code in table else code


def shown_as(names: Mapping[str, str]) -> Callable[[str], str]:
    """A `format_func` over names settled now: Streamlit may call it outside the session, where no language is known."""
    settled = dict(names)
    return lambda code: settled.get(code, code)


def shown(table: Mapping[str, str], **more: str) -> Callable[[str], str]:
    """A `format_func` for a table of labels, with further or shorter names for some codes."""
    return shown_as({code: _(message) for code, message in table.items()} | more)
