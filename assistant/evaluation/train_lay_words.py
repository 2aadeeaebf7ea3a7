"""Makes `knowledge_base/lay_words.txt`: `python -m assistant.evaluation.train_lay_words CORPUS… QUERIES`.

The questions must be joined to texts (`gold_doc_ids`) and permissively licensed: their words stand in the table. What the
table is worth is measured where it is used, with `train_ranker`, on questions it was not made from.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from assistant.evaluation.lay_words_fit import word_counts
from knowledge_base.lay_words import lines_of

TARGET = Path(__file__).parents[2] / "knowledge_base" / "lay_words.txt"


def main() -> None:
    """Count, say how much was found, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    *corpora, queries = parser.parse_args().files
    labels = [json.loads(line) for line in queries.read_text(encoding="utf-8").splitlines() if line.strip()]
    table = word_counts(corpora, labels).table(range(len(labels)))
    lines = list(lines_of(table))
    TARGET.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(f"{len(labels)} questions, {len(lines)} words, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
