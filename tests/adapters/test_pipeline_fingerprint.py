"""Any change of what decides an answer changes the fingerprint, and nothing can drop out of it unnoticed (C-04)."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import assistant
import knowledge_base
from assistant.adapters import pipeline_fingerprint
from assistant.adapters.pipeline_fingerprint import ENGINE_CODE, ENGINE_LIBRARIES, pipeline_hash

ROOT = Path(assistant.__path__[0]).parent
STEERING = {"embeddings": "static/256", "model": "none"}

VALUES_AND_STORAGE = {
    "assistant.services.ports",
    "assistant.services.stores",
    "knowledge_base",
    "knowledge_base.documents",
    "knowledge_base.errors",
    "knowledge_base.file_links",
    "knowledge_base.index_files",
    "knowledge_base.index_versions",
    "knowledge_base.passages",
    "knowledge_base.records",
    "knowledge_base.search_values",
    "knowledge_base.store",
    "knowledge_base.store_batches",
    "knowledge_base.versions",
}
"""Imported by the engine and not in the hash: they carry and keep what others decide."""


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the product's code and data, hashed instead of the installed one."""
    for package in ("assistant", "knowledge_base"):
        shutil.copytree(
            ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__", "static")
        )
    shutil.copytree(ROOT / "prompts", tmp_path / "prompts")
    monkeypatch.setattr(assistant, "__path__", [str(tmp_path / "assistant")])
    monkeypatch.setattr(knowledge_base, "__path__", [str(tmp_path / "knowledge_base")])
    return tmp_path


def _hash(root: Path, **steering: str) -> str:
    files = (
        root / "knowledge_base" / "sample" / "directory.yaml",
        root / "assistant" / "screening_rules",
        root / "prompts",
    )
    return pipeline_hash(files, {**STEERING, **steering})


def test_nothing_changed_is_the_same_pipeline(copy: Path) -> None:
    """Also in another folder, and whatever else lies in the product."""
    before = _hash(copy)
    (copy / "assistant" / "cli" / "extra.py").write_text("x = 1\n")
    (copy / "assistant" / "services" / "oversight.py").write_text("changed = True\n")
    assert _hash(copy) == before == _hash(ROOT)


@pytest.mark.parametrize(
    "name",
    [
        "prompts/draft.en.md",
        "prompts/rewrite.zh.md",
        "assistant/screening_rules/crisis.yaml",
        "knowledge_base/sample/directory.yaml",
        "assistant/domain/confidence_weights.py",
        "assistant/domain/reasons.py",
        "assistant/services/steps/route.py",
        "assistant/services/answer_question.py",
        "assistant/adapters/screening_files.py",
        "assistant/adapters/message_reader_weights.npz",
        "assistant/adapters/language_model.py",
        "knowledge_base/splitting.py",
        "knowledge_base/text.py",
        "knowledge_base/parsing/plain_text.py",
        "knowledge_base/search.py",
        "knowledge_base/ranker_weights.py",
    ],
)
def test_a_change_of_one_character_is_another_pipeline(copy: Path, name: str) -> None:
    """Prompts, rules, directory, score, routing, cutting, search."""
    before = _hash(copy)
    with (copy / name).open("a", encoding="utf-8") as file:
        file.write("#")
    assert _hash(copy) != before


def test_every_file_of_the_engine_counts(copy: Path) -> None:
    """Each part named is read to its last file."""
    before = _hash(copy)
    for name in ENGINE_CODE:
        path = copy / name
        file = path if path.is_file() else sorted(path.rglob("*.py"))[-1]
        kept = file.read_bytes()
        file.write_bytes(kept + b"\n")
        assert _hash(copy) != before, name
        file.write_bytes(kept)
    assert _hash(copy) == before


def test_another_setting_or_library_is_another_pipeline(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The model, the embeddings and the version of what searches."""
    before = _hash(copy)
    assert len({before, _hash(copy, model="m1"), _hash(copy, embeddings="e2/64"), _hash(copy, more="x")}) == 4
    monkeypatch.setattr(pipeline_fingerprint, "version", lambda name: "0.0.0")
    assert ENGINE_LIBRARIES
    assert _hash(copy) != before


@pytest.mark.parametrize(
    "remove",
    [
        lambda root: (root / "knowledge_base" / "fusion.py").unlink(),
        lambda root: shutil.rmtree(root / "assistant" / "services" / "steps"),
        lambda root: shutil.rmtree(root / "prompts"),
        lambda root: (root / "knowledge_base" / "sample" / "directory.yaml").unlink(),
    ],
)
def test_a_missing_part_stops_the_start(copy: Path, remove: Callable[[Path], None]) -> None:
    """A renamed file cannot drop out of the hash in silence."""
    remove(copy)
    with pytest.raises(FileNotFoundError):
        _hash(copy)


def test_what_the_engine_imports_is_hashed_or_known_to_decide_nothing() -> None:
    """A new module that steps, readers of rules or the search use must be added to the one list or the other."""
    hashed = {path for name in ENGINE_CODE for path in _python(ROOT / name)}
    known = {_module(path) for path in hashed} | VALUES_AND_STORAGE
    missing = {
        f"{_module(path)} imports {name}"
        for path in hashed
        for name in _imports(path)
        if name.split(".")[0] in ("assistant", "knowledge_base") and name not in known
    }
    assert not missing


def _python(path: Path) -> list[Path]:
    found = [path] if path.is_file() else sorted(path.rglob("*.py"))
    return [file for file in found if file.suffix == ".py"]


def _module(path: Path) -> str:
    return path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            modules = {name for name in inner if (ROOT / (name.replace(".", "/") + ".py")).exists()}
            found |= modules or {node.module}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found
