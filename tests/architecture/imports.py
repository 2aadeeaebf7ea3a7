"""Which module imports what, read from the source without running it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("assistant", "knowledge_base", "review_console")


@dataclass(frozen=True, slots=True)
class Import:
    """`module` (dotted) imports `target` (dotted) at this line, at import time or inside a function."""

    module: str
    target: str
    line: int

    @property
    def top(self) -> str:
        """The distribution's package."""
        return self.target.partition(".")[0]

    def within(self, *prefixes: str) -> bool:
        """True if the target is one of the packages or inside one."""
        return any(self.target == one or self.target.startswith(f"{one}.") for one in prefixes)

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.target}"


def modules() -> list[tuple[str, Path]]:
    """Every module of the product."""
    found = []
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found.append((".".join(parts).removesuffix(".__init__"), path))
    return found


def imports_of(module: str, path: Path) -> Iterator[Import]:
    """All imports of one module, relative ones made absolute; typing-only imports count too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                for name in names:
                    yield Import(module, name.name, node.lineno)
            case ast.ImportFrom(module=target, names=names, level=0) if target:
                for name in names:
                    yield Import(module, f"{target}.{name.name}", node.lineno)
            case ast.ImportFrom(level=level, module=target) if level:
                base = module.split(".")[:-level]
                yield Import(module, ".".join([*base, target or ""]).rstrip("."), node.lineno)
            case _:
                pass


def all_imports() -> list[Import]:
    """Every import of the product."""
    return [found for module, path in modules() for found in imports_of(module, path)]


def is_standard(name: str) -> bool:
    """True for a top-level module of the standard library."""
    return name in sys.stdlib_module_names
