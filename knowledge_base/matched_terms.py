"""Which words of a question stand in a text, and which do not: for showing, not for scoring."""

from __future__ import annotations

import re

from knowledge_base.text import content_terms

_LATIN = re.compile(r"[A-Za-z0-9]+")
_CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]{2,}")


def matched_spans(question: str, text: str) -> tuple[tuple[int, int], ...]:
    """The spans of `text` (code points) that say a content term of the question, in order, without overlaps."""
    terms = content_terms(question)
    spans = [match.span() for match in _LATIN.finditer(text) if content_terms(match.group()) & terms]
    for run in _CHINESE.finditer(text):
        spans += [(at, at + 2) for at in range(run.start(), run.end() - 1) if text[at : at + 2] in terms]
    return tuple(_joined(sorted(spans)))


def missing_words(question: str, text: str) -> tuple[str, ...]:
    """The content words of the question, as typed, that `text` does not say in any form; Chinese by stretches."""
    lacking = content_terms(question) - content_terms(text)
    found = [word for word in _LATIN.findall(question) if content_terms(word) & lacking]
    for run in _CHINESE.finditer(question):
        found += _unsaid(run.group(), lacking)
    return tuple(dict.fromkeys(found))


def _unsaid(run: str, lacking: frozenset[str]) -> list[str]:
    """The stretches of Chinese characters none of whose pairs is said: a pair across two words counts against neither."""
    pairs = [run[at : at + 2] for at in range(len(run) - 1)]
    said = {at + step for at, pair in enumerate(pairs) if pair not in lacking for step in (0, 1)}
    stretches = "".join("\n" if at in said else character for at, character in enumerate(run))
    return [stretch for stretch in stretches.split("\n") if len(stretch) > 1]


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
