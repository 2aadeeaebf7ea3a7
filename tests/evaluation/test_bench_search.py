"""`civicdesk bench search` measures real bases and tells what it found."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from assistant.cli.app import app
from assistant.evaluation import bench_search_peer
from assistant.evaluation.bench_search import by_paragraph
from assistant.evaluation.bench_search_figure import GOALS_MS, Curve, draw
from assistant.evaluation.bench_search_texts import Texts
from knowledge_base.splitting import ENGLISH_SIZE
from knowledge_base.text import is_chinese


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder with what a run on a small base wrote, and what it printed."""
    folder = tmp_path_factory.mktemp("bench")
    written = ("--output", str(folder / "out.json"), "--figure", str(folder / "out.svg"))
    result = CliRunner().invoke(
        app, ["bench", "search", "--sizes", "200", "--queries", "20", "--no-peer", *written]
    )
    assert result.exit_code == 0, result.output
    return folder, result.output


def test_a_run_measures_every_cost(measured: tuple[Path, str]) -> None:
    """Size, times, memory, recall and disk stand in the file, and none is nothing."""
    told = json.loads((measured[0] / "out.json").read_text())["sizes"][0]["civicdesk"]
    assert told["passages"] == 200
    assert 0 < told["wall"]["p50"] <= told["wall"]["p95"] <= told["wall"]["p99"]
    assert told["recall_at_100"] > 0.95
    assert told["disk_mb"] > 0.5
    if sys.platform == "linux":
        assert told["resident_mb"] > 50


def test_publishing_beside_searches_fails_none_and_shows_no_old_text(measured: tuple[Path, str]) -> None:
    """The process that searches meanwhile sees the old text until the new one answers, and never neither."""
    told = json.loads((measured[0] / "out.json").read_text())["sizes"][0]["civicdesk"]
    first, second = told["publications"]
    assert (first["failed"], first["stale"]) == (second["failed"], second["stale"]) == (0, 0)
    assert second["missing"] == 0
    assert min(first["searches"], second["searches"]) > 5
    assert 0 < second["visible_seconds"] < 30


def test_the_table_and_the_figure_show_the_run(measured: tuple[Path, str]) -> None:
    """The size stands in the table; the figure is well-formed and names the curve."""
    folder, output = measured
    assert "200" in output
    assert "recall@100" in output
    root = ElementTree.parse(folder / "out.svg").getroot()
    assert "Civic Desk, p95" in {element.text for element in root.iter()}


def test_a_missing_peer_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line says what to install or which option leaves the peer out."""
    monkeypatch.setattr(bench_search_peer, "NEEDED", ("no_such_library",))
    result = CliRunner().invoke(app, ["bench", "search", "--sizes", "200"])
    assert result.exit_code == 1
    assert "no_such_library" in result.stderr
    assert "bench" in result.stderr
    assert "--no-peer" in result.stderr


@pytest.mark.parametrize("sizes", ["many", "50", "", "1000,-5"])
def test_wrong_sizes_are_named(sizes: str) -> None:
    """Nothing is built for a list that is none."""
    result = CliRunner().invoke(app, ["bench", "search", "--no-peer", "--sizes", sizes])
    assert (result.exit_code, "--sizes" in result.stderr) == (2, True)


def test_texts_are_the_same_each_time() -> None:
    """Two generators of one size agree on documents and questions; other sizes differ."""
    one, two = Texts(200), Texts(200)
    assert list(one.documents()) == list(two.documents())
    assert one.questions(30) == two.questions(30)
    assert Texts(2_000).questions(30) != one.questions(30)


def test_texts_come_in_both_languages_and_fit_passages() -> None:
    """About a quarter of the documents is Chinese, and a paragraph is no longer than a passage may be."""
    documents = list(Texts(2_000).documents())
    chinese = sum(is_chinese(row.text) for row in documents)
    assert 0.1 < chinese / len(documents) < 0.4
    longest = max(len(part) for row in documents for part in row.text.split("\n\n"))
    assert longest <= 1.3 * ENGLISH_SIZE.most


def test_paragraphs_are_exact_spans() -> None:
    """Each cut of a made-up text is one of its paragraphs."""
    row = next(iter(Texts(200).documents()))
    text, cuts = by_paragraph(row.text)
    assert [text[cut.start : cut.end] for cut in cuts] == row.text.split("\n\n")


def test_a_curve_above_another_is_drawn_above_it() -> None:
    """More milliseconds are further up, and every goal has its cross."""
    slow = Curve("slow", ((1_000, 50.0), (100_000, 500.0)))
    drawn = draw([slow, replace(slow, name="fast", points=((1_000, 1.0), (100_000, 2.0)))], "Curves")
    heights = [
        float(circle.get("cy", "0"))
        for circle in ElementTree.fromstring(drawn).iter("{http://www.w3.org/2000/svg}circle")
    ]
    assert heights[0] < heights[2]
    assert drawn.count("for 95 of 100 searches") == len(GOALS_MS)
