"""Prompt files: read, checked and hashed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from assistant.adapters.prompt_files import PromptFault, PromptFiles
from assistant.domain.questions import Language
from tests.language_model.parts import PROMPTS

HEAD = "---\nname: draft\nversion: 1\nlanguage: en\nschema: draft\n---\n"


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", ["draft", "rewrite", "opinion", "translate"])
def test_every_prompt_exists_in_every_language(name: str, language: Language) -> None:
    """Both languages are served alike, and the hash is that of the file's bytes."""
    prompt = PromptFiles(PROMPTS).get(name, language)
    raw = (PROMPTS / f"{name}.{language}.md").read_bytes()
    assert prompt.sha256 == hashlib.sha256(raw).hexdigest()
    assert "<<x>>" in prompt.filled(delimiter="<<x>>")
    assert "$" not in prompt.filled(delimiter="<<x>>")


def test_a_prompt_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    """The message names what was looked for."""
    (tmp_path / "draft.en.md").write_text(f"{HEAD}between $delimiter", encoding="utf-8")
    with pytest.raises(PromptFault, match=r"'draft' in zh"):
        PromptFiles(tmp_path).get("draft", Language.ZH)


def test_an_empty_folder_is_a_fault(tmp_path: Path) -> None:
    """A wrong path is noticed at the start."""
    with pytest.raises(PromptFault, match="no prompts"):
        PromptFiles(tmp_path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("no front matter", "front matter"),
        ("---\nname: draft\n---\ntext", "exactly"),
        (HEAD.replace("name: draft", "name: other") + "text", "file's name"),
        (HEAD.replace("schema: draft", "schema: poem") + "text", "schema"),
        (HEAD + " \n", "empty"),
        (HEAD + "text without the marker", "delimiter"),
        (HEAD + "between $delimiter, for $citizen", "delimiter"),
        (HEAD + "between $delimiter, for $ 5", "delimiter"),
        ("---\n[\n---\ntext", "YAML"),
    ],
)
def test_a_prompt_file_that_does_not_fit_is_named(tmp_path: Path, text: str, told: str) -> None:
    """The message says which file and what is wrong."""
    (tmp_path / "draft.en.md").write_text(text, encoding="utf-8")
    with pytest.raises(PromptFault, match=told) as caught:
        PromptFiles(tmp_path)
    assert "draft.en.md" in str(caught.value)
