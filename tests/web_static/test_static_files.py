"""The chat's files as they are shipped: complete catalogues, small, nothing inline, nothing foreign."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

from assistant.domain.answer_parts import HEADINGS

STATIC = Path(__file__).parents[2] / "assistant" / "web" / "static"
# What a slow phone should load at most before the first question, all files together.
SIZE_LIMIT = 60_000


def _catalogue(language: str) -> dict[str, str]:
    found = json.loads((STATIC / "i18n" / f"{language}.json").read_text())
    assert isinstance(found, dict)
    return found


def _sources() -> dict[str, str]:
    return {path.name: path.read_text() for path in STATIC.iterdir() if path.suffix in {".js", ".html"}}


def test_every_language_has_the_same_keys() -> None:
    """A string in one language is in the others."""
    english = _catalogue("en")
    for path in (STATIC / "i18n").glob("*.json"):
        assert _catalogue(path.stem).keys() == english.keys(), path.name


def test_every_language_fills_the_same_places() -> None:
    """A translation has the same {places} as the English string and is not empty."""
    for path in (STATIC / "i18n").glob("*.json"):
        for key, text in _catalogue(path.stem).items():
            assert text.strip(), key
            assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", _catalogue("en")[key])), (
                key
            )


def test_each_key_is_used() -> None:
    """No string is left over."""
    everything = "\n".join(_sources().values())
    assert [key for key in _catalogue("en") if f'"{key}"' not in everything] == []


def test_each_key_used_exists() -> None:
    """The page asks for no string that is not in the catalogue."""
    prefixes = {key.split(".")[0] for key in _catalogue("en")}
    asked = {
        key
        for text in _sources().values()
        for key in re.findall(r'"([a-z]+\.[a-z_]+)"', text)
        if key.split(".")[0] in prefixes and not key.endswith((".js", ".html", ".css"))
    }
    assert asked <= _catalogue("en").keys()
    assert len(asked) > 50


def test_everything_fits_in_sixty_kilobytes() -> None:
    """All files of the page together, each compressed as a server would, stay under the limit."""
    files = [path for path in STATIC.rglob("*") if path.is_file()]
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) < SIZE_LIMIT


def test_nothing_is_inline() -> None:
    """No inline script, style or handler: the strictest policy can be sent with the page."""
    for path in STATIC.glob("*.html"):
        text = path.read_text()
        assert "<style" not in text
        assert not re.search(r"\s(style|on\w+)\s*=", text)
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


def test_markup_is_never_built_from_text() -> None:
    """No file uses a way of turning text into markup or code."""
    for name, text in _sources().items():
        for way in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
        ):
            assert way not in text, f"{name}: {way}"


def test_nothing_comes_from_elsewhere() -> None:
    """No address of another origin stands in any file but the drawing's namespace."""
    for path in (path for path in STATIC.rglob("*") if path.is_file()):
        text = path.read_text().replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|['\"(]//\w", text), path.name


def test_the_chat_knows_the_fixed_headings_of_replies() -> None:
    """What the server writes above conditions and next steps is shown as a heading, in both languages."""
    known = re.search(r"PART_HEADINGS = (\[.*?\]);", (STATIC / "reply_words.js").read_text())
    assert known is not None
    assert json.loads(known.group(1)) == [words for told in HEADINGS.values() for words in told.values()]
