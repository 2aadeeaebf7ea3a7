"""Parts of the engine that every measurement reads and compiles anew are read once here."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import pytest

from assistant import bootstrap, bootstrap_screening
from assistant.evaluation import answers


@pytest.fixture(scope="module", autouse=True)
def _loaded_once() -> Iterator[None]:
    """Rules, the language detector and the word vectors do not change between two tests."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name in (
            (bootstrap_screening, "load_screening_rules"),
            (bootstrap_screening, "Py3LangidDetector"),
            (bootstrap, "StaticEmbeddings"),
            (answers, "StaticEmbeddings"),
        ):
            patch.setattr(module, name, functools.cache(getattr(module, name)))
        yield
