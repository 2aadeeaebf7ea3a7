"""Conditions and exceptions that qualify a quoted sentence and that the draft leaves out (G-09)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.domain.answers import Draft, Quote
from assistant.domain.evidence import Evidence
from assistant.domain.verification.dropped_conditions import dropped_conditions
from assistant.domain.verification.plain_text import plain, squeezed
from assistant.domain.verification.quotes import passage_of
from assistant.domain.verification.sentences import sentences
from assistant.domain.verification.terms import content_terms, share_found

MENTIONED = 0.7
"""A condition counts as told if the draft holds at least this share of its terms, quoted or in other words."""

LONGEST_CLAIM = 2_000
"""A claim is one sentence. A longer one that is no copy of its quotes counts as unsupported, unread."""

_OPENING = re.compile(
    r"(?:except|unless|however|but|this (?:does|do) not apply|this (?:rule|duty|limit|fee|ban)? ?(?:does|do) not|the exception|"
    r"exceptions?\b|exempt(?:ed)?\b|provided|only if|in these cases|in this case no|otherwise|that does not apply|"
    r"these do not apply|the fee is not|no fee is|as an exception|by way of exception)"
    r"|(?:但|除外|除[^，。]{1,30}外|不过|然而|例外|有下列情形|前款规定不适用|上述规定不适用|本条不适用|符合下列)"
)
_INSIDE = re.compile(
    r"(?:[,;(] ?|\s)(?:unless|except|excluding|but only|but not|provided that|only if|as long as|on condition|apart from)\b"
    r"|[，；,;（]?(?:但|除非|除外|[^，。；,;]{1,20}除外)"
)


def omitted_conditions(draft: Draft, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """The conditions beside the quoted sentences that neither quotes nor claims tell, each once, as they stand."""
    quotes = [quote for claim in draft.claims for quote in claim.quotes]
    told = content_terms(" ".join(claim.text for claim in draft.claims))
    shown = [squeezed(quote.text) for quote in quotes] + [squeezed(claim.text) for claim in draft.claims]
    found: dict[str, None] = {}
    for quote in quotes:
        passage = passage_of(quote, evidence)
        if passage is None:
            continue
        for condition in _conditions_beside(quote, passage):
            verbatim = any(squeezed(condition) in text for text in shown)
            if not verbatim and share_found(content_terms(condition), told) < MENTIONED:
                found.setdefault(condition)
    everything = "\n".join(claim.text for claim in draft.claims)
    for claim in draft.claims:
        texts = tuple(quote.text for quote in claim.quotes)
        if len(claim.text) <= LONGEST_CLAIM and squeezed(claim.text) not in map(squeezed, texts):
            found.update(dict.fromkeys(dropped_conditions(claim.text, texts, everything)))
    return tuple(found)


def _conditions_beside(quote: Quote, passage: Evidence) -> Iterator[str]:
    """What is left of the quoted sentence after the quote, and the next sentence if it opens as an exception."""
    start, end = quote.start - passage.start, quote.end - passage.start
    spans = sentences(passage.text)
    last = next((n for n, span in enumerate(spans) if span[0] < end <= span[1]), None)
    if last is None:
        return
    rest = passage.text[max(end, spans[last][0]) : spans[last][1]]
    inside = _INSIDE.search(plain(rest))
    if inside and end > start:
        yield rest[inside.start() :].strip(" ,;，；(（")
    if last + 1 < len(spans):
        following = passage.text[slice(*spans[last + 1])]
        between = passage.text[spans[last][1] : spans[last + 1][0]]
        if _OPENING.match(plain(following)) and "\n\n" not in between:
            yield following
