"""Measures the check of drafts on single edits of grounded sentences (G-01, G-02, G-06), and prints what was found.

    python -m assistant.evaluation.mutant_suite [--rows claims_en.jsonl ...] [--misses 20]

Sentences come from the sample policies, as they stand there and reworded by rules that keep the sense. Further rows
(`{"quote": "…", "claims": ["…"]}`, their language told by their letters) are claims that people wrote.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from assistant.domain.answers import Claim, Draft, DraftMethod, Quote, Verdict
from assistant.domain.evidence import Evidence
from assistant.domain.questions import Language
from assistant.domain.verification import verify
from assistant.domain.verification.plain_text import is_chinese
from assistant.domain.verification.sentences import sentences
from assistant.domain.verification.support import SUPPORTED
from assistant.evaluation.detector_quality import Quality, quality
from assistant.evaluation.faithful_rewordings import rewordings
from assistant.evaluation.mutants import mutants
from assistant.evaluation.mutants_of_sense import (
    without_condition,
    wrong_names,
    wrong_scopes,
    wrong_units,
)
from knowledge_base.sample_policies import SAMPLE_FOLDER

_DAY = date(2026, 6, 1)
_SHORTEST, _LONGEST = 12, 300
"""Characters of a sentence taken from the sample: shorter ones are headings, longer ones rows of tables."""

_NAMES = {
    Language.EN: ("Brookfield", "Finance Department", "Millbridge"),
    Language.ZH: ("消防局", "体育中心", "档案处"),
}
_TABLES_AND_HEADINGS = re.compile(r"^(?:[#|>-]|\*\*|```|\d+\.|\* )")


class Wording(StrEnum):
    """How the sentence was made from its quote."""

    VERBATIM = "verbatim"
    REWORDED = "reworded"
    BY_HAND = "by hand"


UNTOUCHED = "untouched"
"""The kind of the sentences that nobody made wrong: what is found there is a false alarm."""


@dataclass(frozen=True, slots=True)
class Grounded:
    """A right sentence with the text it stands on."""

    language: Language
    wording: Wording
    text: str
    quote: str


@dataclass(slots=True)
class Tally:
    """How many were found, of how many, and the ones on the wrong side."""

    made: int = 0
    found: int = 0
    wrong: list[tuple[str, str]] = field(default_factory=list)


Key = tuple[Language, Wording, str]


def verdict_on(claim: str, source: str, language: Language) -> Verdict:
    """The verdict on a draft of one claim that quotes the whole of one passage."""
    passage = Evidence(
        "p", "d", "v", 1, "Sample", "d", (), source, 0, len(source), None, language, _DAY, None, 1.0
    )
    quote = Quote("p", "v", "d", source, 0, len(source))
    return verify(Draft((Claim(claim, (quote,)),), language, DraftMethod.GENERATIVE), [passage], _DAY)


def of_sample(folder: Path = SAMPLE_FOLDER) -> Iterator[Grounded]:
    """The sentences of the sample's plain-text policies, as they stand and reworded; the quote is their paragraph."""
    for language in Language:
        for path in sorted((folder / language.value).glob("*.md")):
            for paragraph in path.read_text(encoding="utf-8").split("\n"):
                if not _TABLES_AND_HEADINGS.match(paragraph):
                    yield from _of_paragraph(paragraph.strip(), language)


def _of_paragraph(paragraph: str, language: Language) -> Iterator[Grounded]:
    for start, end in sentences(paragraph):
        sentence = paragraph[start:end]
        if _SHORTEST <= len(sentence) <= _LONGEST:
            yield Grounded(language, Wording.VERBATIM, sentence, paragraph)
            for reworded in rewordings(sentence, language):
                yield Grounded(language, Wording.REWORDED, reworded, paragraph)


def of_rows(path: Path) -> Iterator[Grounded]:
    """The claims of a file of rows."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        language = Language.ZH if is_chinese(row["quote"]) else Language.EN
        for claim in row["claims"]:
            yield Grounded(language, Wording.BY_HAND, claim, row["quote"])


def wrong_sentences(one: Grounded) -> Iterator[tuple[str, str]]:
    """Every single edit of a sentence that makes it wrong, with the kind of the edit."""
    for mutant in mutants(one.text, one.language, one.quote):
        yield mutant.edit.value, mutant.text
    for kind, texts in (
        ("unit", wrong_units(one.text, one.language)),
        ("scope", wrong_scopes(one.text, one.language)),
        ("name", wrong_names(one.text, one.language, _NAMES[one.language])),
        ("condition", without_condition(one.text, one.language)),
    ):
        for text in texts:
            yield kind, text


def measured(grounded: Iterable[Grounded], most: int, seed: int = 0) -> dict[Key, Tally]:
    """What the check finds among right sentences and their single edits, at most `most` of each kind drawn at random."""
    pools: dict[Key, list[tuple[Grounded, str]]] = defaultdict(list)
    for one in dict.fromkeys(grounded):
        pools[one.language, one.wording, UNTOUCHED].append((one, one.text))
        for kind, text in dict.fromkeys(wrong_sentences(one)):
            if text not in one.quote:
                pools[one.language, one.wording, kind].append((one, text))
    draw = random.Random(seed)  # noqa: S311 - a sample of sentences, no secret
    tallies: dict[Key, Tally] = {}
    for key, pool in sorted(pools.items()):
        chosen = pool if len(pool) <= most else draw.sample(pool, most)
        tallies[key] = _tally(chosen, right=key[2] == UNTOUCHED)
    return tallies


def _tally(chosen: Sequence[tuple[Grounded, str]], *, right: bool) -> Tally:
    tally = Tally()
    for one, text in chosen:
        verdict = verdict_on(text, one.quote, one.language)
        found = not verdict.clean
        tally.made += 1
        tally.found += found
        if found == right:
            details = "; ".join(
                (
                    *(f"{finding.reason}: {finding.detail}" for finding in verdict.findings),
                    *verdict.omitted_conditions,
                )
            )
            tally.wrong.append((text, f"{one.quote}  [{details}]"))
    return tally


def qualities(tallies: dict[Key, Tally]) -> dict[tuple[Language, Wording], Quality]:
    """Precision, recall and F1 over all kinds of edits, for each language and wording (G-06)."""
    found: dict[tuple[Language, Wording], Quality] = {}
    for language, wording in dict.fromkeys((language, wording) for language, wording, _ in tallies):
        of_these = {kind: tally for (*group, kind), tally in tallies.items() if group == [language, wording]}
        right = of_these.pop(UNTOUCHED)
        wrong = of_these.values()
        found[language, wording] = quality(
            sum(one.found for one in wrong), sum(one.made for one in wrong), right.found, right.made
        )
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=Path, nargs="*", default=[], help="claims that people wrote")
    parser.add_argument("--most", type=int, default=400, help="of each kind, language and wording")
    parser.add_argument("--misses", type=int, default=0, help="so many of the wrongly judged of each kind")
    arguments = parser.parse_args()
    grounded = [*of_sample(), *(one for path in arguments.rows for one in of_rows(path))]
    tallies = measured(grounded, arguments.most)
    for (language, wording, kind), tally in tallies.items():
        share = tally.found / tally.made
        print(f"{language}  {wording:9} {kind:17} {tally.found:4}/{tally.made:<4} {share:6.1%}")
        for text, source in tally.wrong[: arguments.misses]:
            print(f"      {text}\n         {source}")
    print(
        f"\nfindings at a support score below {SUPPORTED}; 95 % intervals, right and wrong sentences weighed alike"
    )
    for (language, wording), one in qualities(tallies).items():
        print(
            f"{language}  {wording:9} {one.wrong:4} wrong {one.right:4} right  precision {one.precision}  "
            f"recall {one.recall}  F1 {one.f1}  false alarms {one.false_alarms}"
        )


if __name__ == "__main__":
    main()
