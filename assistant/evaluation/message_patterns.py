"""Sentences written out of patterns: what people write to an office, from our own knowledge, by kind and language.

A pattern is a sentence with `(a|b|)` for a choice, which may hold choices, and `{list}` for one of the words of a list.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from assistant.domain.message_reading import MessageKind
from assistant.domain.questions import Language
from assistant.evaluation.message_variation import varied

PATTERNS = Path(__file__).with_name("message_patterns")
"""The files of patterns that come with the product."""

SENTENCES_OF_ONE = 20
"""How many sentences one pattern gives at most. More add few words and take longer; 40 were used before there were many."""


class PatternError(ValueError):
    """A pattern cannot be written out. The message names it."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One sentence with its choices."""

    text: str
    kind: MessageKind
    language: Language
    lists: Mapping[str, Sequence[str]]

    @property
    def id(self) -> str:
        """Tells the pattern without its words."""
        return f"{self.language}/{self.kind}/{zlib.crc32(self.text.encode()):08x}"

    def sentences(self, seed: int) -> list[str]:
        """Different sentences, the same for the same seed, as they stand in the pattern."""
        chance = random.Random(f"{seed}/{self.text}")  # noqa: S311 - nothing secret, and it must repeat
        found = dict.fromkeys(self._written(self.text, chance) for _ in range(3 * SENTENCES_OF_ONE))
        return list(found)[:SENTENCES_OF_ONE]

    def messages(self, seed: int) -> list[str]:
        """The sentences as people type them: with a greeting or none, slips, other letters."""
        chance = random.Random(f"{seed}+{self.text}")  # noqa: S311 - see above
        return [varied(sentence, self.language, chance) for sentence in self.sentences(seed)]

    def _written(self, text: str, chance: random.Random) -> str:
        return " ".join(self._parts(text, chance).split())

    def _parts(self, text: str, chance: random.Random) -> str:
        out, place = [], 0
        while place < len(text):
            sign = text[place]
            if sign == "{":
                end = text.index("}", place)
                name = text[place + 1 : end]
                if name not in self.lists:
                    raise PatternError(f"'{self.text}': there is no list '{name}'")
                out.append(self._parts(chance.choice(self.lists[name]), chance))
                place = end + 1
            elif sign == "(":
                choices, place = _choices(text, place)
                out.append(self._parts(chance.choice(choices), chance))
            else:
                out.append(sign)
                place += 1
        return "".join(out)


def _choices(text: str, start: int) -> tuple[list[str], int]:
    """The choices of the bracket that opens at `start`, and the place behind it."""
    depth, begun, found = 0, start + 1, []
    for place in range(start, len(text)):
        sign = text[place]
        depth += (sign == "(") - (sign == ")")
        if depth == 0 or (depth == 1 and sign == "|"):
            found.append(text[begun:place])
            begun = place + 1
        if depth == 0:
            return found, place + 1
    raise PatternError(f"'{text}': a bracket stays open")


def load_patterns(folder: Path = PATTERNS) -> list[Pattern]:
    """All patterns of a folder of files `<language>_….yaml`, each with `lists` and `patterns` by kind."""
    return [pattern for path in sorted(folder.glob("*.yaml")) for pattern in _file(path)]


def _file(path: Path) -> Iterator[Pattern]:
    language = Language(path.name.partition("_")[0])
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    lists = {name: [str(word) for word in words] for name, words in data.get("lists", {}).items()}
    for kind, texts in data["patterns"].items():
        for text in texts:
            if not isinstance(text, str):
                raise PatternError(f"{path.name}: '{text}' is no text")
            yield Pattern(text, MessageKind(kind), language, lists)
