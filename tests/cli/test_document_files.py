"""Names of files become ids and titles."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.cli.document_files import NamedFile, RefusedFile, files_in, slug_of, title_of


@pytest.mark.parametrize(
    ("stem", "slug"),
    [
        ("Waste Fees_2027", "waste-fees-2027"),
        ("Gebühren & Müll", "gebuhren-mull"),
        ("a" * 150, "a" * 100),
        ("--", slug_of("--")),
    ],
)
def test_a_name_gives_an_id_of_small_letters_digits_and_dashes(stem: str, slug: str) -> None:
    """Marks fall off letters, everything else is a dash."""
    assert slug_of(stem) == slug


def test_chinese_names_give_different_ids() -> None:
    """A name without Latin letters still gets an id of its own, the same each time."""
    assert slug_of("停车") == slug_of("停车")
    assert slug_of("停车") != slug_of("住房")


def test_a_title_reads_like_words() -> None:
    """Dashes and underscores are spaces."""
    assert title_of("waste-fees_2027") == "Waste fees 2027"


def test_hidden_files_are_left_out_and_folders_are_entered(tmp_path: Path) -> None:
    """Files in folders count; what begins with a dot does not."""
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.md").write_text("x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("x")
    assert list(files_in(tmp_path)) == [NamedFile(tmp_path / "inner" / "a.md", "a", "A")]


def test_two_names_that_give_one_id_cannot_both_be_taken(tmp_path: Path) -> None:
    """The second one is refused, so that no file becomes a version of another's document."""
    (tmp_path / "a b.md").write_text("x")
    (tmp_path / "a-b.md").write_text("y")
    kinds = [type(one) for one in files_in(tmp_path)]
    assert kinds == [NamedFile, RefusedFile]
