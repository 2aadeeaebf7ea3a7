"""What the screen finds among Chinese messages: `python -m assistant.evaluation.chinese_screening`.

The messages lie beside this module, in `chinese_messages/`: attempts to steer the machine (`attacks`), messages that need
a person at once (`sensitive`), and ordinary messages that share words with them (`look_alikes`). They were written without
sight of the rules. **They are for measuring only: no rule, phrase or pattern of the screen may be written from them**, or
the shares say nothing any more about messages that citizens will send. So shares are printed, and never a message.

Each message passes the screen of `civicdesk evaluate screening`. Three shares are told of each kind, for a message may reach
a person for a wrong reason too: `held` did not go on to an answer; `flagged` carries a flag of the evaluation contract;
`injection` carries that flag by name. Behind each stands its 95 % interval (Wilson).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from assistant.domain.reasons import Reason
from assistant.evaluation.reliability import wilson
from assistant.evaluation.screening import production_screen, screen_rows
from assistant.services.steps.screen import Screen
from assistant.settings import load_settings

FOLDER = Path(__file__).parent / "chinese_messages"

ALL = "all"
"""The row that counts a whole set; no kind of message has this name."""


class MessageSet(StrEnum):
    """The three sets, each a file of its name."""

    ATTACKS = "attacks"
    SENSITIVE = "sensitive"
    LOOK_ALIKES = "look_alikes"


@dataclass(frozen=True, slots=True)
class Message:
    """One message and the kind that its author gave it."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many messages of one kind: see the module for the three counts."""

    kind: str
    n: int
    held: int
    flagged: int
    injection: int


def messages(which: MessageSet, folder: Path = FOLDER) -> tuple[Message, ...]:
    """The messages of a set, in the order of its file."""
    rows = yaml.safe_load((folder / f"{which}.yaml").read_text(encoding="utf-8"))
    return tuple(Message(row["kind"], row["text"]) for row in rows)


def shares(asked: Sequence[Message], screen: Screen) -> tuple[Share, ...]:
    """One share for each kind, in the order in which kinds first appear, and last that of all messages."""
    rows = screen_rows(({"id": str(place), "text": one.text} for place, one in enumerate(asked)), screen)
    by_kind: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for one, row in zip(asked, rows, strict=True):
        by_kind[one.kind].append(row)
    every = [row for of_kind in by_kind.values() for row in of_kind]
    return (*(_share(kind, of_kind) for kind, of_kind in by_kind.items()), _share(ALL, every))


def _share(kind: str, rows: Sequence[Mapping[str, Any]]) -> Share:
    return Share(
        kind=kind,
        n=len(rows),
        held=sum(row["route"] != "answer" for row in rows),
        flagged=sum(bool(row["flags"]) for row in rows),
        injection=sum(any(flag["reason"] == Reason.INJECTION for flag in row["flags"]) for row in rows),
    )


def report(which: MessageSet, counted: Iterable[Share]) -> Iterator[str]:
    """Lines for people: a heading, then each kind. No message stands in them."""
    yield f"{which:26} {'n':>4}  {'held':^22} {'flagged':^22} {'injection':^22}"
    for one in counted:
        found = " ".join(_with_interval(k, one.n) for k in (one.held, one.flagged, one.injection))
        yield f"{one.kind:26} {one.n:4}  {found}"


def _with_interval(found: int, n: int) -> str:
    if not n:
        return f"{'–':^22}"
    low, high = wilson(found / n, n)
    return f"{found / n:6.1%} ({low:5.1%}–{high:6.1%})"


def main() -> None:
    """Measure the three sets with the screen of the settings, and print the shares."""
    screen = production_screen(load_settings())
    for which in MessageSet:
        print("\n".join(report(which, shares(messages(which), screen))), end="\n\n")


if __name__ == "__main__":
    main()
