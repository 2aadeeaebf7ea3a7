"""Chinese claims on passages of the sample, labelled by hand: what the checks make of right ones and of wrong ones (G-06).

    python -m assistant.evaluation.chinese_claims [--wrong]

The file beside this module holds, for stretches of the sample's Chinese policies, claims in other words that keep the
sense (`faithful`), such claims with one thing changed (`edited`), and claims about things the passage does not speak of
(`invented`). The claims were written before anything was measured on them; 0034 says what was mended after looking at the results.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np

from assistant.domain.questions import Language
from assistant.domain.verification.support import SUPPORTED
from assistant.evaluation.dataset_rows import GroundingRow
from assistant.evaluation.detector_quality import Quality, quality
from assistant.evaluation.grounding import ground_rows
from assistant.evaluation.mutant_suite import verdict_on
from assistant.evaluation.train_grounding import auroc
from knowledge_base.sample_policies import SAMPLE_FOLDER

CLAIMS_FILE = Path(__file__).with_name("chinese_claims.jsonl")


class Label(StrEnum):
    """What a person says of a claim."""

    FAITHFUL = "faithful"
    EDITED = "edited"
    INVENTED = "invented"


@dataclass(frozen=True, slots=True)
class LabelledClaim:
    """A claim, its label, and the paragraph of the policy that holds the words it was made from."""

    label: Label
    text: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim with what was made of it: the score of `evaluate grounding`, and whether a draft with it would be flagged."""

    claim: LabelledClaim
    score: float
    flagged: bool


def labelled_claims(file: Path = CLAIMS_FILE) -> Iterator[LabelledClaim]:
    """The claims in the order of the file. Raises ValueError if the sample no longer holds a quote."""
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        paragraph = _paragraph(row["document"], row["quote"])
        for label in Label:
            for text in row[label.value]:
                yield LabelledClaim(label, text, paragraph)


def _paragraph(document: str, quote: str) -> str:
    path = SAMPLE_FOLDER / Language.ZH.value / f"{document}.md"
    for paragraph in path.read_text(encoding="utf-8").splitlines():
        if quote in paragraph:
            return paragraph
    raise ValueError(f"{document}: no paragraph holds “{quote}”")


def judged(claims: Iterator[LabelledClaim]) -> Iterator[JudgedClaim]:
    """Each claim held against its paragraph."""
    for claim in claims:
        [row] = ground_rows([GroundingRow("", "", (claim.paragraph,), claim.text)])
        score = row["score"]
        assert isinstance(score, float)
        flagged = not verdict_on(claim.text, claim.paragraph, Language.ZH).clean
        yield JudgedClaim(claim, score, flagged)


def ranking(found: Sequence[JudgedClaim], *wrong: Label) -> float:
    """AUROC of the score: how often a faithful claim scores above one with these labels, ties at half."""
    rows = [one for one in found if one.claim.label in {Label.FAITHFUL, *wrong}]
    scores = np.array([one.score for one in rows])
    return auroc(scores, np.array([float(one.claim.label is Label.FAITHFUL) for one in rows]))


def quality_on(found: Sequence[JudgedClaim]) -> Quality:
    """Of the check of drafts, with every wrong claim as one to be found."""
    right = [one.flagged for one in found if one.claim.label is Label.FAITHFUL]
    wrong = [one.flagged for one in found if one.claim.label is not Label.FAITHFUL]
    return quality(sum(wrong), len(wrong), sum(right), len(right))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wrong", action="store_true", help="print the claims that are judged wrongly")
    arguments = parser.parse_args()
    found = tuple(judged(labelled_claims()))
    for label in Label:
        of_label = [one.flagged for one in found if one.claim.label is label]
        print(f"{label.value:9} flagged {sum(of_label):3}/{len(of_label)}")
    print(
        f"AUROC of the score, invented {ranking(found, Label.INVENTED):.3f}, edited {ranking(found, Label.EDITED):.3f}"
    )
    print(f"AUROC of the score, all wrong {ranking(found, Label.EDITED, Label.INVENTED):.3f}")
    measured = quality_on(found)
    print(f"precision {measured.precision}  recall {measured.recall}  F1 {measured.f1}")
    print(f"false alarms {measured.false_alarms}; findings at a support score below {SUPPORTED}")
    if arguments.wrong:
        for one in found:
            if one.flagged == (one.claim.label is Label.FAITHFUL):
                print(f"{one.claim.label.value:9} {one.score:.3f} {one.claim.text}")


if __name__ == "__main__":
    main()
