"""Names of people, places and offices in a claim that its sources do not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.verification.plain_text import CJK, plain
from assistant.domain.verification.reading import figures_of
from assistant.domain.verification.terms import is_stop, stem, tokens

_NAME = re.compile(r"(?<=[a-z,;)] )[\"“(]?([A-Z][a-z]{2,}(?:[-' ][A-Z][a-z]{2,})*)")
"""A capital inside a sentence. The first word of a sentence has one anyway."""

_OFFICE = re.compile(rf"([{CJK}]{{2}})(局|厅|处(?![理于罚分置境])|中心|委员会|法院|医院|银行|派出所)")
"""The kind of an office and the two characters before it, which tell one office from another."""

_NO_OFFICE = frozenset("住用此该各何好坏到之远近别他随益害妙出")
"""Characters before 处 that make it "place" or "use" and no office."""


def strange_names(claim: str, sources: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """The spans of names that stand in none of the sources; a name counts as known if each of its words is."""
    known = {stem(token) for source in sources for token, _, _ in tokens(source) if token.isascii()}
    dated = [(figure.start, figure.end) for figure in figures_of(claim)]
    for match in _NAME.finditer(claim):
        start, end = match.span(1)
        words = [token for token, _, _ in tokens(match.group(1)) if not is_stop(token)]
        if any(start < other_end and end > other for other, other_end in dated):
            continue
        if any(stem(word) not in known for word in words):
            yield start, end
    texts = "\n".join(map(plain, sources))
    for match in _OFFICE.finditer(claim):
        before = match.group(1)
        if is_stop(before[1]) or before[1] in _NO_OFFICE or match.group() in texts:
            continue
        if is_stop(before[0]) and before[1:] + match.group(2) in texts:
            continue
        yield match.start(), match.end()
