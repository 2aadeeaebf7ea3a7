"""The console knows HTTP and Streamlit, nothing of the service."""

from __future__ import annotations

import ast
from pathlib import Path

import review_console

SOURCE = Path(review_console.__file__).parent
FORBIDDEN = {
    "assistant",
    "knowledge_base",
    "sqlalchemy",
    "sqlite3",
    "chromadb",
    "langchain",
    "openai",
    "fastapi",
}


def _imported(file: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def test_no_module_imports_the_service_or_a_store() -> None:
    """Everything the console does is an API call."""
    guilty = {str(file): _imported(file) & FORBIDDEN for file in SOURCE.rglob("*.py")}
    assert {file: names for file, names in guilty.items() if names} == {}


def test_only_the_transport_speaks_http() -> None:
    """One module imports httpx."""
    assert [file.name for file in SOURCE.rglob("*.py") if "httpx" in _imported(file)] == ["transport.py"]


def test_unescaped_html_is_never_allowed() -> None:
    """No page switches Streamlit's escaping off."""
    guilty = [file.name for file in SOURCE.rglob("*.py") if "unsafe_allow" in file.read_text("utf-8")]
    assert guilty == []


def test_one_function_puts_html_on_a_page() -> None:
    """`frame.show` alone calls `st.html`, and it takes built markup only."""
    guilty = [file.name for file in SOURCE.rglob("*.py") if "st.html(" in file.read_text("utf-8")]
    assert guilty == ["frame.py"]
