"""What to do next: the sentence of the same document that names form, office, opening hours or contact."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.services.extraction.candidates import Candidate, wanted_by
from assistant.services.extraction.statements import Kind
from knowledge_base.text import query_tokens

MOST_NEXT_STEPS = 2
"""More than where to hand it in and how to reach the office is a page of its own."""

ABOUT_THE_SAME = 0.7
"""The share of what a step is for ("a stolen bin") that question, answer and its heading must name: below it stand the
forms of the other matters on the page (decision 0035)."""

_TELEPHONE = r"\b0\d{2,4}(?:[ -]\d{3,4}){1,3}\b|\b(?:1-)?\(?\d{3}\)?[ -]\d{3}-\d{4}\b"
_OFFICE = re.compile(
    r"\b(?:department|office|registry|town hall|bureau)\b|[市区福房利通境政]局|登记处|市政厅|服务中心",
    re.IGNORECASE,
)
_REACHED = re.compile(
    rf"(?:\b(?:telephone|phone|call|ring|reach)\b|电话).*(?:{_TELEPHONE})|\S+@\S+\.\w+"
    r"|\bis open\b.*\d{1,2}[:.]\d{2}|(?:开放|办公|受理)时间",
    re.IGNORECASE,
)
_HANDED_IN = re.compile(
    r"\b(?:appl(?:y|ied|ications?)|hand(?:ed)? (?:it |everything )?in|submit(?:ted)?|order(?:ed)?|report(?:ed)?|book(?:ed)?"
    r"|fill in|filled in)\b.*(?:\b(?:form [A-Z]{1,3}-?\d+|online|by post)\b"
    r"|\bat the (?:\w+ ){0,3}(?:office|department|counter|registry|town hall)\b)"
    r"|(?:使用|提交|用|填写)表\s?[A-Z]{1,3}-?\d|(?:到|在|向).{2,24}(?:窗口|局|处|中心|网上).{0,6}(?:办理|申请|提交|登记)",
    re.IGNORECASE,
)


_WAY_BEGINS = re.compile(
    r"\b(?:on|with|use) form\b|\bform [A-Z]{1,3}-?\d|\bonline\b|\bby post\b|\bat the\b"
    r"|使用|提交|用表|填写|应当|可以|须|(?<!^)[到在向]",
    re.IGNORECASE,
)
_PROCEDURE = frozenset(
    query_tokens(
        "apply applied application submit submitted order ordered report reported book booked hand handed fill filled in"
        " send sent form everything you must can may should need person request ask"
    )
)
_NO_STEP = re.compile(
    r"\b(?:need no|needs no|may not|cannot|not needed|do not have to)\b|不需要|不得|不能|无需|不必",
    re.IGNORECASE,
)
_FOR_A_CASE = re.compile(r"(?:for|if|when|in case)\b|.{2,30}的，", re.IGNORECASE)


def next_steps(question: str, best: Candidate, told: str, own: Sequence[Candidate]) -> list[Candidate]:
    """At most one statement on how to hand it in and one on how to reach the office, where `told` names neither.

    `own` are the statements of the document that `best` is from. A step that names nothing it is for ("Fill in form P-12")
    belongs to the document's main matter; it is left out where nothing is wanted that one could apply for.
    """
    matter = frozenset(query_tokens(f"{question} {best.text} {best.statement.heading}"))
    free = [one for one in own if one.text not in told and _speaks(one)]
    wanted = bool(wanted_by(question))
    steps: list[Candidate] = []
    if not _HANDED_IN.search(told):
        steps += _likeliest(
            [one for one in free if _HANDED_IN.search(one.text) and _is_for(one.text, matter, unnamed=wanted)]
        )
    if not _REACHED.search(f"{told} {' '.join(one.text for one in steps)}"):
        steps += _likeliest([one for one in free if _reaches_the_office(one.text)])
    return steps


def _speaks(one: Candidate) -> bool:
    """An item or a row may need what stands above it; a step must be plain by itself."""
    return one.statement.kind is Kind.SENTENCE or (
        one.statement.kind is Kind.ITEM and one.statement.lead_in is None
    )


def _is_for(step: str, matter: frozenset[str], *, unnamed: bool) -> bool:
    """Whether what the step is for, the words before its form or place, is what is asked about; `unnamed` if it names none."""
    if _FOR_A_CASE.match(step) or _NO_STEP.search(step):
        return False
    begins = _WAY_BEGINS.search(step)
    named = frozenset(query_tokens(step[: begins.start()] if begins else step)) - _PROCEDURE
    return len(named & matter) >= ABOUT_THE_SAME * len(named) if named else unnamed


def _reaches_the_office(text: str) -> bool:
    return bool(_REACHED.search(text) and _OFFICE.search(text)) and not _FOR_A_CASE.match(text)


def _likeliest(steps: Sequence[Candidate]) -> list[Candidate]:
    return sorted(steps, key=lambda one: -one.score)[:1]
