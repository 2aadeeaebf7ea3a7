"""One hash of everything that decides what the engine says: any change of it voids every certificate (C-04)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

import assistant
import knowledge_base

ENGINE_CODE = (
    "assistant/domain",
    "assistant/services/steps",
    "assistant/services/contradictions",
    "assistant/services/extraction",
    "assistant/services/emergency_contacts.py",
    "assistant/services/local_rules.py",
    "assistant/services/answer_question.py",
    "assistant/services/approved_lookup.py",
    "assistant/adapters/courtesy_files.py",
    "assistant/adapters/directory_file.py",
    "assistant/adapters/embedding_likeness.py",
    "assistant/adapters/knowledge_search.py",
    "assistant/adapters/language_detection.py",
    "assistant/adapters/language_model.py",
    "assistant/adapters/language_model_endpoints.py",
    "assistant/adapters/language_model_opinion.py",
    "assistant/adapters/language_model_server.py",
    "assistant/adapters/language_model_wire.py",
    "assistant/adapters/message_features.py",
    "assistant/adapters/message_frames.py",
    "assistant/adapters/message_reader.py",
    "assistant/adapters/message_reader_weights.npz",
    "assistant/adapters/model_output.py",
    "assistant/adapters/opinion_output.py",
    "assistant/adapters/prompt_files.py",
    "assistant/adapters/screening_files.py",
    "knowledge_base/embeddings.py",
    "knowledge_base/fusion.py",
    "knowledge_base/lay_words.py",
    "knowledge_base/lay_words.txt",
    "knowledge_base/lexical.py",
    "knowledge_base/parsing",
    "knowledge_base/passage_words.py",
    "knowledge_base/ranker_weights.py",
    "knowledge_base/ranking.py",
    "knowledge_base/ranking_features.py",
    "knowledge_base/ranking_matches.py",
    "knowledge_base/ranking_question.py",
    "knowledge_base/ranking_stage.py",
    "knowledge_base/ranking_terms.py",
    "knowledge_base/search.py",
    "knowledge_base/search_admission.py",
    "knowledge_base/search_legs.py",
    "knowledge_base/sentences.py",
    "knowledge_base/splitting.py",
    "knowledge_base/stop_words.py",
    "knowledge_base/text.py",
    "knowledge_base/vector_rows.py",
    "knowledge_base/vectors.py",
)
"""Screening, retrieval, cutting, drafting, verification, score and routing. Each must exist, so that a renamed file
cannot silently drop out of the hash."""

ENGINE_LIBRARIES = ("PyStemmer", "py3langid", "tantivy", "wordllama")
"""Installed libraries whose another version finds or ranks other passages."""


def pipeline_hash(data_files: Iterable[Path], settings: Mapping[str, str]) -> str:
    """SHA-256 over the engine's code and libraries, its data files (rules, prompts, directory) and steering settings.

    Raises FileNotFoundError if a part of the engine or a data file is missing.
    """
    digest = hashlib.sha256()
    for name in ENGINE_CODE:
        root = Path((assistant if name.startswith("assistant") else knowledge_base).__path__[0]).parent
        for path in _files(root / name):
            _add(digest, path.relative_to(root).as_posix(), path.read_bytes())
    for name in ENGINE_LIBRARIES:
        _add(digest, name, version(name).encode())
    for path in sorted({file for given in data_files for file in _files(given)}):
        _add(digest, path.name, path.read_bytes())
    for name in sorted(settings):
        _add(digest, name, settings[name].encode())
    return digest.hexdigest()


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    found = sorted(
        file for file in path.rglob("*") if file.is_file() and file.suffix in (".py", ".yaml", ".md", ".json")
    )
    if not found:
        raise FileNotFoundError(f"a part of the engine is missing: {path.name}")
    return found


def _add(digest: hashlib._Hash, name: str, content: bytes) -> None:
    for part in (name.encode(), content):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
