"""Measures `civicdesk evaluate grounding` on single edits of the sentences of answers that people found faithful.

    python -m assistant.evaluation.mutant_answers --input answers.jsonl

A row needs `passages` and `answer`; one with `label_grounded_strict` false is left out. Sentences that are flagged as they
stand are counted, and only the others are made wrong.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from assistant.domain.questions import Language
from assistant.domain.verification.plain_text import is_chinese
from assistant.domain.verification.sentences import sentences
from assistant.domain.verification.support_features import read_source
from assistant.evaluation.grounding import judge_sentence
from assistant.evaluation.mutants import mutants

MOST_OF_A_KIND = 3
"""Edits of one kind made of one sentence, so that a table of numbers does not decide the figure."""

FLAGGED = "flagged"
"""The kind under which right sentences are counted."""


def measured(rows: Iterable[dict[str, Any]], seed: int = 0) -> tuple[Counter[str], Counter[str]]:
    """By kind of edit, how many were found and how many were made; under `FLAGGED`, the right sentences."""
    draw = random.Random(seed)  # noqa: S311 - a sample of edits, no secret
    found: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for row in rows:
        if not any(row["passages"]) or not row.get("label_grounded_strict", True):
            continue
        source = read_source(tuple(row["passages"]))
        for start, end in sentences(row["answer"]):
            sentence = row["answer"][start:end]
            wrong = not judge_sentence(sentence, source)["supported"]
            made[FLAGGED] += 1
            found[FLAGGED] += wrong
            if wrong:
                continue
            for kind, text in _drawn(sentence, draw):
                made[kind] += 1
                found[kind] += not judge_sentence(text, source)["supported"]
    return found, made


def _drawn(sentence: str, draw: random.Random) -> Iterable[tuple[str, str]]:
    language = Language.ZH if is_chinese(sentence) else Language.EN
    every = list(dict.fromkeys(mutants(sentence, language, "")))
    draw.shuffle(every)
    taken: Counter[str] = Counter()
    for mutant in every:
        taken[mutant.edit] += 1
        if taken[mutant.edit] <= MOST_OF_A_KIND:
            yield mutant.edit.value, mutant.text


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--input", type=Path, required=True)
    arguments = parser.parse_args()
    lines = arguments.input.read_text(encoding="utf-8").splitlines()
    found, made = measured(json.loads(line) for line in lines if line)
    for kind in sorted(made):
        print(f"{kind:10} {found[kind]:5}/{made[kind]:<5} {found[kind] / made[kind]:6.1%}")


if __name__ == "__main__":
    main()
