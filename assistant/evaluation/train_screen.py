"""Trains the learned reader of messages that stands beside the phrase rules (decision 0031).

    python -m assistant.evaluation.train_screen --ordinary questions.jsonl --attacks attacks.jsonl \\
        --must-not-overlap sensitive.jsonl --must-not-overlap attacks.jsonl

It learns from the patterns in `message_patterns`, from real questions (`--ordinary`) and from the attacks of one named
licence. What is printed was cross-validated: no pattern, document or cluster of attacks is in both parts. Nothing that
a file holds is ever printed.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.adapters.message_reader import READER_WEIGHTS
from assistant.domain.message_reading import MessageKind, Reading
from assistant.domain.questions import Language
from assistant.evaluation.message_patterns import PATTERNS, Pattern, load_patterns
from assistant.evaluation.pattern_overlap import (
    LONGEST_SHARED,
    measuring_texts,
    overlapping,
    rows_touched,
    words_of,
)
from assistant.evaluation.reader_figures import report
from assistant.evaluation.reader_fit import Lesson, fit, matrix_of

FOLDS = 5

ORDINARY_WEIGHT = 0.12
"""What one real question counts, where a pattern with all its sentences counts 1."""

ATTACK_WEIGHT = 0.4
"""What one attack of the given file counts."""

ATTACK_SOURCE = "garak"
"""Attacks are learned from rows whose source names this project (Apache-2.0); others may only be measured on."""

NOT_TYPED = "indirect_injection_instruction"
"""Attacks of this kind stand in documents; as messages they are harmless."""


class Overlap(SystemExit):
    """More patterns than a few follow the measuring messages: nothing may be trained on them."""


MOST_DROPPED = 0.1
"""Share of patterns that may be left out for an overlap. Where more are hit, somebody has copied."""


def without_overlap(patterns: Sequence[Pattern], measuring: Sequence[str], seed: int) -> list[Pattern]:
    """The patterns that share no long run of words with a measuring text. Tells counts only; raises Overlap."""
    hit = overlapping(patterns, measuring, seed)
    kept = [pattern for pattern in patterns if pattern.id not in hit]
    print(f"patterns {len(patterns)}, left out for six words shared with a measuring row: {len(hit)}")
    if len(hit) > MOST_DROPPED * len(patterns):
        raise Overlap("the patterns follow the measuring rows; nothing was trained")
    touched = rows_touched(kept, measuring, seed, LONGEST_SHARED)
    print(f"measuring rows {len(measuring)}, with {LONGEST_SHARED} words in a row in what is left: {touched}")
    return kept


def pattern_lessons(patterns: Iterable[Pattern], seed: int) -> Iterator[Lesson]:
    """Each pattern counts 1, however many sentences it gives."""
    for pattern in patterns:
        messages = pattern.messages(seed)
        for message in messages:
            yield Lesson(message, pattern.kind, 1 / len(messages), pattern.id, f"pattern/{pattern.language}")


def ordinary_lessons(paths: Iterable[Path], measuring: Sequence[str]) -> Iterator[Lesson]:
    """Real questions, each text once and none that is measured on."""
    seen = {" ".join(words_of(text)) for text in measuring}
    for path in paths:
        for row in _rows(path):
            text = " ".join(str(row[name]) for name in ("scenario", "question", "text") if row.get(name))
            key = " ".join(words_of(text))
            if key and key not in seen:
                seen.add(key)
                group = str(
                    row.get("gold_doc_ids") or row.get("dial_id") or row.get("conversation_id") or key
                )
                yield Lesson(text, MessageKind.ORDINARY, ORDINARY_WEIGHT, group, f"real/{_language(text)}")


def attack_lessons(path: Path) -> Iterator[Lesson]:
    """The attacks whose licence permits it, by their clusters."""
    for row in _rows(path):
        if row["label"] == "attack" and ATTACK_SOURCE in row["source"] and row["kind"] != NOT_TYPED:
            group = str(row.get("cluster") or row["id"])
            yield Lesson(str(row["text"]), MessageKind.ATTACK, ATTACK_WEIGHT, group, f"attack/{row['kind']}")


def _language(text: str) -> Language:
    return Language.ZH if any("\u3400" <= sign <= "\u9fff" for sign in text) else Language.EN


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line)


def held_out_readings(lessons: Sequence[Lesson]) -> list[Reading]:
    """What a reader makes of each lesson that has seen nothing of its group."""
    x = matrix_of(lessons)
    fold = np.array([zlib.crc32(lesson.group.encode()) % FOLDS for lesson in lessons])
    found: list[Reading | None] = [None] * len(lessons)
    for number in range(FOLDS):
        taught = np.flatnonzero(fold != number).tolist()
        reader = fit(x[taught], [lessons[place] for place in taught])
        for place in np.flatnonzero(fold == number).tolist():
            found[place] = reader.read(lessons[place].text)
    return [reading for reading in found if reading is not None]


def main() -> None:
    """Count the overlap, print what was measured and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--patterns", type=Path, default=PATTERNS)
    parser.add_argument("--ordinary", type=Path, action="append", default=[])
    parser.add_argument("--attacks", type=Path)
    parser.add_argument("--must-not-overlap", type=Path, action="append", default=[])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, default=READER_WEIGHTS)
    parser.add_argument("--no-figures", action="store_true", help="write the weights only")
    arguments = parser.parse_args()
    measuring = measuring_texts(arguments.must_not_overlap)
    patterns = without_overlap(load_patterns(arguments.patterns), measuring, arguments.seed)
    lessons = [
        *pattern_lessons(patterns, arguments.seed),
        *ordinary_lessons(arguments.ordinary, measuring),
        *(attack_lessons(arguments.attacks) if arguments.attacks else ()),
    ]
    print(f"messages to learn from {len(lessons)}")
    if not arguments.no_figures:
        report(lessons, held_out_readings(lessons))
    fit(matrix_of(lessons), lessons).save(arguments.output)
    print(f"{arguments.output.name}: {arguments.output.stat().st_size} bytes")


if __name__ == "__main__":
    main()
