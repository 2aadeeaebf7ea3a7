"""Trains `knowledge_base/ranker_weights.py`: `python -m assistant.evaluation.train_ranker --set NAME EN ZH CORPUS… QUERIES`.

One `--set` for each data set: its name, how much it counts for the English and for the Chinese weights (0: only
measured), its corpora and its queries. Only permissively licensed data may be used; the file written names the sets.
Every figure is the one production search computes; the measures printed are cross-validated over gold documents.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.evaluation.ranker_fit import Weighted, fit, held_out_scores
from assistant.evaluation.ranking_measures import measured, parts
from assistant.evaluation.ranking_rows import LabelledSet, RankingRow, ranking_rows
from knowledge_base.ranking import group_of

GIVEN: Mapping[str, Mapping[str, float]] = {
    language: {"q_learned": weight, "h_learned": 0.0, "h_learned_brief": 0.0}
    for language, weight in (("en", 0.0), ("zh", 2.0))
}
"""Weights that are not fitted. Learned words are worth most to the set they were learned from: fitted on LeCoQA they get 3.8,
and the first document of the sample town's Chinese questions falls from .850 to .737. Up to 2 it stays at .844 (decision 0039)."""

TARGET = Path(__file__).parents[2] / "knowledge_base" / "ranker_weights.py"


def labelled_set(words: Sequence[str]) -> LabelledSet:
    """A `--set` argument. Raises SystemExit if it lacks a part."""
    if len(words) < 5:
        raise SystemExit("--set takes a name, two weights, one or more corpora and the queries.")
    name, english, chinese, *paths = words
    return LabelledSet(name, float(english), float(chinese), tuple(map(Path, paths[:-1])), Path(paths[-1]))


def read_sets(arguments: Sequence[Sequence[str]]) -> list[tuple[LabelledSet, list[RankingRow]]]:
    """The rows of every set named."""
    found = []
    for one in map(labelled_set, arguments):
        rows = ranking_rows(one)
        found.append((one, rows))
        print(f"{one.name}: {len(rows)} queries", flush=True)
    return found


def weighted(read: Sequence[tuple[LabelledSet, list[RankingRow]]], language: str) -> list[Weighted]:
    """The sets as they count for a language."""
    return [Weighted(rows, one.english if language == "en" else one.chinese) for one, rows in read]


def figure_names(read: Sequence[tuple[LabelledSet, list[RankingRow]]]) -> list[str]:
    """The names of all figures. Raises KeyError if one belongs to no group."""
    names = list(next(row.figures for _, rows in read for row in rows if row.figures))
    for name in names:
        group_of(name)
    return names


def main() -> None:
    """Train on the sets named, print what cross-validation says, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", action="append", nargs="+", required=True, metavar="PART")
    read = read_sets(parser.parse_args().set)
    names = figure_names(read)
    tables = {}
    for language in ("en", "zh"):
        sets = weighted(read, language)
        if not any(one.weight for one in sets):
            raise SystemExit(f"No set counts for {language}.")
        for (one, rows), scores in zip(read, held_out_scores(sets, names, GIVEN[language]), strict=True):
            for part, chosen in parts(one.name, rows):
                print(language, part, measured([rows[i] for i in chosen], [scores[i] for i in chosen]))
        tables[language] = fit([one for one in sets if one.weight], names, GIVEN[language])
    used = [one.name for one, _ in read if one.english or one.chinese]
    TARGET.write_text(_page(used, tables["en"], tables["zh"]), "utf-8")


def _page(sets: Sequence[str], english: dict[str, float], chinese: dict[str, float]) -> str:
    def table(title: str, values: dict[str, float]) -> str:
        lines = "".join(f'    "{key}": {value:.6g},\n' for key, value in values.items())
        return f"{title}: dict[str, float] = {{\n{lines}}}\n"

    head = f'"""Written by assistant.evaluation.train_ranker from {", ".join(sets)}."""\n'
    return f"{head}\n{table('ENGLISH', english)}{table('CHINESE', chinese)}"


if __name__ == "__main__":
    main()
