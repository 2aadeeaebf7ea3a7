"""What each group of signals is worth: `python -m assistant.evaluation.ablation --set …` (as for `train_ranker`).

Each group of the second stage is left out in turn and the rest trained anew; every figure is cross-validated over gold
documents. The first rows are the first stage alone and everything together. Prints a Markdown table.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from assistant.evaluation.ranker_fit import Array, held_out_scores
from assistant.evaluation.ranking_measures import Measures, measured, parts
from assistant.evaluation.ranking_rows import LabelledSet, RankingRow
from assistant.evaluation.train_ranker import GIVEN, figure_names, read_sets, weighted
from knowledge_base.ranking import GROUPS, group_of

Read = Sequence[tuple[LabelledSet, list[RankingRow]]]


def without(names: Sequence[str], group: str) -> list[str]:
    """The figures that do not belong to a group."""
    return [name for name in names if group_of(name) != group]


def table(read: Read, language: str) -> list[str]:
    """The lines of the table for one language's weights; sets that do not count there are left out."""
    counted = [one for one in read if (one[0].english if language == "en" else one[0].chinese) > 0]
    names = figure_names(counted)
    columns = [part for one, rows in counted for part, _ in parts(one.name, rows)]
    lines = [f"| {language} | {' | '.join(columns)} |", f"|---{'|---' * len(columns)}|"]
    lines.append(_line("first stage alone", counted, [[_first_stage(row) for row in r] for _, r in counted]))
    sets = weighted(counted, language)
    given = GIVEN[language]
    lines.append(_line("all signals", counted, held_out_scores(sets, names, given)))
    for group, _ in GROUPS:
        rest = without(names, group)
        kept = {name: weight for name, weight in given.items() if group_of(name) != group}
        lines.append(_line(f"without {group}", counted, held_out_scores(sets, rest, kept)))
        print(lines[-1], flush=True)
    return lines


def _first_stage(row: RankingRow) -> Array:
    return -1.0 * row.figures["place"] ** -1


def _line(title: str, read: Read, scores: Sequence[Sequence[Array]]) -> str:
    cells = []
    for (one, rows), given in zip(read, scores, strict=True):
        for _, chosen in parts(one.name, rows):
            cells.append(_cell(measured([rows[i] for i in chosen], [given[i] for i in chosen])))
    return f"| {title} | {' | '.join(cells)} |"


def _cell(found: Measures) -> str:
    shown = f"{found.first.value:.3f} / {found.five.value:.3f}"
    return f"{shown} / {found.evidence.value:.3f}" if found.evidence is not None else shown


def main() -> None:
    """Read the sets once and print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", action="append", nargs="+", required=True, metavar="PART")
    read = read_sets(parser.parse_args().set)
    for language in ("en", "zh"):
        print("\n".join(table(read, language)), flush=True)


if __name__ == "__main__":
    main()
