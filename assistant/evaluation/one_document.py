"""Measures the check for contradictions inside one document (S-05), and prints what was found.

    python -m assistant.evaluation.one_document

The passages of the sample policies do not contradict themselves: each pair of one policy that disagrees is a false alarm.
Then a figure of each sentence is changed, and the changed sentence stands beside the right one: under the same heading, and
under another heading of the same policy, drawn at random, which may well say that it is about another case.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations_with_replacement
from pathlib import Path

from assistant.domain.questions import Language
from assistant.domain.verification.sentences import sentences
from assistant.evaluation.mutants import Edit, mutants
from assistant.services.contradictions.one_document import disagreements
from assistant.services.contradictions.rules import rules_of
from knowledge_base.sample_policies import SAMPLE_FOLDER

EDITS_OF_A_SENTENCE = 2
"""Changed figures drawn of one sentence, so that a list of numbers does not decide the figure."""

_SHORTEST, _LONGEST = 12, 300
_HEADING = re.compile(r"(#+)\s+(.*)")


@dataclass(frozen=True, slots=True)
class Section:
    """A text and the headings over it."""

    headings: tuple[str, ...]
    text: str


def sections(markdown: str) -> Iterator[Section]:
    """A policy cut at its headings."""
    over: list[str] = []
    lines: list[str] = []
    for line in (*markdown.splitlines(), "# end"):
        heading = _HEADING.match(line)
        if heading is None:
            lines.append(line)
            continue
        if any(each.strip() for each in lines):
            yield Section(tuple(over), "\n".join(lines))
        lines = []
        over = [*over[: len(heading[1]) - 1], heading[2]]


def measured(folder: Path = SAMPLE_FOLDER, seed: int = 1) -> tuple[Counter[str], Counter[str]]:
    """By kind, how many disagreed and how many were compared."""
    found: Counter[str] = Counter()
    made: Counter[str] = Counter()
    draw = random.Random(seed)  # noqa: S311 - a sample of edits, no secret
    for path in sorted(folder.glob("*/*.md")):
        language = Language(path.parent.name)
        policy = list(sections(path.read_text(encoding="utf-8")))
        for kind, disagreed in (*_untouched(policy, language), *_changed(policy, language, draw)):
            made[kind] += 1
            found[kind] += disagreed
    return found, made


def _untouched(policy: list[Section], language: Language) -> Iterator[tuple[str, bool]]:
    rules = [tuple(rules_of(section.text, section.headings)) for section in policy]
    for one, other in combinations_with_replacement(rules, 2):
        yield f"{language} passages as they stand", bool(disagreements(one, other))


def _changed(policy: list[Section], language: Language, draw: random.Random) -> Iterator[tuple[str, bool]]:
    for section in policy:
        for start, end in sentences(section.text):
            sentence = section.text[start:end]
            right = tuple(rules_of(sentence, section.headings))
            if not _SHORTEST <= len(sentence) <= _LONGEST or "|" in sentence or not right:
                continue
            edited = [one for one in mutants(sentence, language, "") if one.edit in (Edit.NUMBER, Edit.DATE)]
            draw.shuffle(edited)
            for one in edited[:EDITS_OF_A_SENTENCE]:
                for where, over in (("same", section), ("another", draw.choice(policy))):
                    wrong = tuple(rules_of(one.text, over.headings))
                    yield f"{language} {one.edit} under {where} heading", bool(disagreements(right, wrong))


def main() -> None:
    """Measure and print."""
    found, made = measured()
    for kind in sorted(made):
        print(f"{kind:38} {found[kind]:5}/{made[kind]:<5} {found[kind] / made[kind]:6.1%}")


if __name__ == "__main__":
    main()
