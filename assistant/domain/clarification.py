"""What to ask back when a question could mean several things: concrete options from the passages found."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from assistant.domain.evidence import Evidence
from assistant.domain.questions import Language

MIN_OPTIONS = 2
MAX_OPTIONS = 4
"""Between two options and four: one is no choice, more than four nobody reads on a small screen."""


_NUMBERING = re.compile(
    r"^(?:§?\s*\d+(?:\.\d+)*[.)]?\s+|§\s*\d+\s*|第[一二三四五六七八九十百零\d]+[章条节款]\s*)"
)
"""How sections are counted: of use inside the document only."""


def options(
    evidence: Sequence[Evidence], language: Language, before: Collection[str] = ()
) -> tuple[str, ...]:
    """Two to four things the citizen may have meant, in their language; empty if the passages do not differ enough.

    Only where the evidence spreads over two documents or more. Each document is offered by its best passage first;
    places that are left go to other sections of the same documents. None of those offered `before` comes again.
    """
    fitting = [passage for passage in evidence if passage.language == language]
    if len({passage.document_id for passage in fitting}) < MIN_OPTIONS:
        return ()
    labels = dict.fromkeys(_label(passage) for passage in _best_of_each_document_first(fitting))
    found = tuple(label for label in labels if label not in before)
    return found[:MAX_OPTIONS] if len(found) >= MIN_OPTIONS else ()


def _best_of_each_document_first(evidence: Sequence[Evidence]) -> Iterator[Evidence]:
    seen: set[str] = set()
    later = []
    for passage in evidence:
        if passage.document_id in seen:
            later.append(passage)
        else:
            seen.add(passage.document_id)
            yield passage
    yield from later


def _label(passage: Evidence) -> str:
    """ "Resident parking permit: Fees"; the title alone where the passage has no heading of its own."""
    title = passage.document_title.strip()
    headings = [
        heading.strip() for heading in passage.heading_path if heading.strip() and heading.strip() != title
    ]
    if not headings:
        return title
    colon = "：" if passage.language == Language.ZH else ": "
    return f"{title}{colon}{_NUMBERING.sub('', headings[-1]) or headings[-1]}"
