"""Rules of the code that no linter knows."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.imports import ROOT, modules

BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
MAX_LINES = 320
"""About 250 is the aim; the bound leaves room for a module that would be worse in two."""

MAX_FUNCTION = 60
"""About 40 is the aim; declarations of many arguments may be longer."""


def test_no_module_has_a_name_that_says_nothing() -> None:
    """Modules are named for a noun of the field."""
    wrong = [name for name, _ in modules() if set(name.split(".")) & BANNED_NAMES]
    assert not wrong


def test_no_module_is_long() -> None:
    """A module that grows is split by noun. Generated figures and migrations, which never change again, do not count."""
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in modules()}
    wrong = {name: n for name, n in lengths.items() if n > MAX_LINES and not _fixed(name)}
    assert not wrong


def test_no_function_is_long() -> None:
    """What a function does can be seen at once."""
    wrong = []
    for name, path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
                length = node.end_lineno - node.lineno
                if length > MAX_FUNCTION and not _fixed(name):
                    wrong.append(f"{name}.{node.name}: {length} lines")
    assert not wrong


def _fixed(name: str) -> bool:
    return name.endswith("_weights") or ".migrations." in name


@pytest.mark.parametrize("package", ["assistant", "knowledge_base", "review_console"])
def test_every_public_class_and_function_says_what_it_promises(package: str) -> None:
    """Public names carry a docstring; `...`-only protocol members may leave it to their class."""
    wrong = []
    for name, path in modules():
        if not name.startswith(package):
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                continue
            if not node.name.startswith("_") and ast.get_docstring(node) is None:
                wrong.append(f"{name}.{node.name}")
    assert not wrong


def test_every_test_states_a_fact() -> None:
    """Each test has a docstring that says what is true when it passes."""
    wrong = []
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                wrong += [] if ast.get_docstring(node) else [f"{path.name}::{node.name}"]
    assert not wrong
