"""Conditions that stand inside a quoted sentence and that a claim in other words leaves out (G-09)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.verification.plain_text import plain
from assistant.domain.verification.sentences import sentences
from assistant.domain.verification.terms import content_terms, share_found
from assistant.domain.verification.wording import closest

RULE_TOLD = 0.75
"""A claim tells a rule if it holds this share of the terms that the rule has without its condition."""

CONDITION_TOLD = 0.34
"""The draft tells a condition if it holds this share of the terms that only the condition has. Lower than for whole
sentences: a condition is short, and people put it in other words than the rule. Both were set on the sentences of
`assistant.evaluation.mutant_suite`."""

_CONDITION = re.compile(
    r"(?:,\s*|\s)(?:only )?(?:if|unless|except|excluding|provided|as long as|on condition|apart from|but only|but not)\b[^,;]*(?=[,;.]|$)"
    r"|^(?:only )?(?:if|unless|except for|provided that|as long as)\b[^,]*(?=,)"
    r"|[，；,;]?(?:但|除非)[^，。；,;]*|[，；,;][^，。；,;]*除外|^除[^，,]*外(?=[，,])|^(?:如果|如|若|凡)[^，,]*(?=[，,])"
    r"|[，；,;](?:如果|若)[^，。；,;]*"
)


def dropped_conditions(claim: str, quotes: tuple[str, ...], told: str) -> Iterator[str]:
    """The conditions of the sentences that the claim restates which nothing in `told`, the whole draft, speaks of."""
    known = content_terms(told)
    for start, end in sentences(claim):
        best = closest(claim[start:end], quotes)
        if best is None:
            continue
        source = plain(best.source)
        ours = content_terms(claim[start:end])
        for match in _CONDITION.finditer(source):
            rule = content_terms(source[: match.start()] + " " + source[match.end() :])
            own = content_terms(match.group()) - rule
            if (
                own
                and rule
                and share_found(rule, ours) >= RULE_TOLD
                and share_found(own, known) < CONDITION_TOLD
            ):
                yield best.source[match.start() : match.end()].strip(" ,;.，；。")
