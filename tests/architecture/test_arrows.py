"""Dependencies point one way, and each framework has its one place."""

from __future__ import annotations

import pytest

from tests.architecture.imports import PACKAGES, Import, all_imports, is_standard

IMPORTS = all_imports()


def _of(package: str) -> list[Import]:
    return [one for one in IMPORTS if one.module == package or one.module.startswith(f"{package}.")]


def _told(found: list[Import]) -> str:
    return "\n".join(map(str, found))


def test_the_domain_imports_the_standard_library_only() -> None:
    """assistant.domain knows nothing but Python and itself."""
    wrong = [
        one
        for one in _of("assistant.domain")
        if not is_standard(one.top) and not one.within("assistant.domain")
    ]
    assert not wrong, _told(wrong)


def test_services_know_the_domain_and_the_knowledge_base_but_no_adapter() -> None:
    """Use cases reach the outside through ports."""
    allowed = ("assistant.domain", "assistant.services", "knowledge_base")
    wrong = [one for one in _of("assistant.services") if one.top in PACKAGES and not one.within(*allowed)]
    assert not wrong, _told(wrong)


def test_services_use_no_framework() -> None:
    """SciPy and NumPy compute; nothing else from outside is needed to decide."""
    known = {"assistant", "knowledge_base", "scipy", "numpy"}
    wrong = [one for one in _of("assistant.services") if not is_standard(one.top) and one.top not in known]
    assert not wrong, _told(wrong)


def test_adapters_never_call_the_web() -> None:
    """Adapters implement ports; they know neither routes nor pages."""
    wrong = [
        one
        for one in _of("assistant.adapters")
        if one.within("assistant.web", "review_console", "assistant.bootstrap", "assistant.bootstrap_desk")
    ]
    assert not wrong, _told(wrong)


def test_the_web_reaches_adapters_only_through_the_composition_root() -> None:
    """Routes call services."""
    banned = ("assistant.adapters", "assistant.bootstrap", "assistant.bootstrap_desk")
    wrong = [one for one in _of("assistant.web") if one.within(*banned)]
    assert not wrong, _told(wrong)


def test_the_knowledge_base_is_a_library_of_its_own() -> None:
    """knowledge_base never imports the assistant or the console."""
    wrong = [one for one in _of("knowledge_base") if one.within("assistant", "review_console")]
    assert not wrong, _told(wrong)


def test_the_console_speaks_http_only() -> None:
    """review_console imports neither the assistant nor the knowledge base, neither SQL nor a model."""
    banned = (
        "assistant",
        "knowledge_base",
        "sqlalchemy",
        "chromadb",
        "openai",
        "langchain",
        "langchain_openai",
    )
    wrong = [one for one in _of("review_console") if one.within(*banned)]
    assert not wrong, _told(wrong)


@pytest.mark.parametrize(
    ("libraries", "places"),
    [
        (("chromadb",), ("knowledge_base.vectors",)),
        (("tantivy",), ("knowledge_base.lexical",)),
        (
            ("langchain", "langchain_core", "langchain_openai", "openai"),
            ("assistant.adapters.language_model",),
        ),
        (("fastapi", "starlette"), ("assistant.web",)),
        (("streamlit",), ("review_console",)),
        (("sqlalchemy", "alembic"), ("assistant.adapters", "assistant.bootstrap", "knowledge_base")),
        (("argon2",), ("assistant.adapters.passwords",)),
        (("limits",), ("assistant.adapters",)),
        (("typer", "rich"), ("assistant.cli",)),
    ],
    ids=lambda value: value[0],
)
def test_each_library_has_its_one_place(libraries: tuple[str, ...], places: tuple[str, ...]) -> None:
    """A library is imported in the named place, and nowhere else."""
    users = [one for one in IMPORTS if one.within(*libraries)]
    assert users, f"nobody imports {libraries[0]}"
    wrong = [
        one
        for one in users
        if not any(
            one.module == place or one.module.startswith((f"{place}.", f"{place}_")) for place in places
        )
    ]
    assert not wrong, _told(wrong)
