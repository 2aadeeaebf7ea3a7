"""The console's language: English is written in the code, other languages come from `.po` catalogues."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import streamlit as st
from babel.messages.pofile import read_po

LANGUAGES = {"en": "English", "zh": "中文"}
CATALOGUES = Path(__file__).with_name("catalogues")


def current() -> str:
    """The language this session's screens are in."""
    chosen = st.session_state.get("language")
    return chosen if chosen in LANGUAGES else "en"


def _(message: str) -> str:
    """The message in the session's language; English stands in where a translation is missing."""
    return translations(current()).get(message, message)


def defer(message: str) -> str:
    """Mark a message for the catalogues that is translated later, where it is shown."""
    return message


@lru_cache
def translations(language: str) -> dict[str, str]:
    """All translated messages of a language; none for English."""
    path = CATALOGUES / f"{language}.po"
    if language == "en" or not path.is_file():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    return {str(message.id): str(message.string) for message in catalogue if message.id and message.string}
