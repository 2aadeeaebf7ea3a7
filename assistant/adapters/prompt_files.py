"""Prompts as files: front matter with name, version, language and output schema, then the text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from string import Template

import yaml

from assistant.domain.questions import Language

FIELDS = frozenset({"name", "version", "language", "schema"})
SCHEMAS = frozenset({"draft", "question", "opinion"})
"""The shapes of output that the adapter can read."""

PLACES = frozenset({"delimiter"})
"""What is filled in: without the marker a model could not tell data from instructions (X-01), so each prompt names it."""

_FENCE = "---\n"


class PromptFault(Exception):
    """A prompt file is missing or does not fit; the message names the file and the field."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt. `sha256` is over the file's bytes and stands on every draft made with it."""

    name: str
    version: str
    language: Language
    schema: str
    text: str
    sha256: str

    def filled(self, **values: str) -> str:
        """The text with its `$names` replaced. Raises KeyError for a name without a value."""
        return Template(self.text).substitute(values)


class PromptFiles:
    """Every prompt of a folder, read and checked once."""

    def __init__(self, directory: Path) -> None:
        """Raises PromptFault."""
        self._prompts: dict[tuple[str, Language], Prompt] = {}
        for path in sorted(directory.glob("*.*.md")):
            prompt = _read(path)
            key = (prompt.name, prompt.language)
            if key in self._prompts:
                raise PromptFault(f"{path.name}: a second prompt {prompt.name!r} in {prompt.language}")
            self._prompts[key] = prompt
        if not self._prompts:
            raise PromptFault(f"there are no prompts in the folder {directory.name!r}")

    def get(self, name: str, language: Language) -> Prompt:
        """Raises PromptFault if there is none."""
        try:
            return self._prompts[name, language]
        except KeyError:
            raise PromptFault(f"there is no prompt {name!r} in {language}") from None

    def hashes(self) -> tuple[str, ...]:
        """The hashes of all prompts, in a fixed order."""
        return tuple(self._prompts[key].sha256 for key in sorted(self._prompts))


def _read(path: Path) -> Prompt:
    raw = path.read_bytes()
    try:
        whole = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise PromptFault(f"{path.name}: this is not UTF-8") from None
    head, fence, text = whole.removeprefix(_FENCE).partition(_FENCE)
    if not whole.startswith(_FENCE) or not fence:
        raise PromptFault(f"{path.name}: the front matter between two lines --- is missing")
    fields = _front_matter(path, head)
    template = Template(text)
    if not text.strip():
        raise PromptFault(f"{path.name}: the text is empty")
    if not template.is_valid() or set(template.get_identifiers()) != PLACES:
        raise PromptFault(f"{path.name}: the text must name $delimiter and nothing else after a dollar sign")
    return Prompt(
        name=fields["name"],
        version=fields["version"],
        language=Language(fields["language"]),
        schema=fields["schema"],
        text=text.strip(),
        sha256=hashlib.sha256(raw).hexdigest(),
    )


def _front_matter(path: Path, head: str) -> dict[str, str]:
    try:
        read = yaml.safe_load(head)
    except yaml.YAMLError:
        raise PromptFault(f"{path.name}: the front matter is not YAML") from None
    if not isinstance(read, dict) or set(read) != FIELDS:
        raise PromptFault(f"{path.name}: the front matter must have exactly {', '.join(sorted(FIELDS))}")
    fields = {name: str(value) for name, value in read.items()}
    if f"{fields['name']}.{fields['language']}.md" != path.name:
        raise PromptFault(f"{path.name}: name and language do not fit the file's name")
    if fields["language"] not in [language.value for language in Language]:
        raise PromptFault(f"{path.name}: field language: not a language of this service")
    if fields["schema"] not in SCHEMAS:
        raise PromptFault(f"{path.name}: field schema: one of {', '.join(sorted(SCHEMAS))} is expected")
    return fields
