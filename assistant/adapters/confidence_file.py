"""The office's corrections of the confidence, as a file of the data folder: every version, and which one is in force."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.domain.confidence_adjustment import Adjustment, Shift
from assistant.domain.confidence_weights import BIASES, TERMS

CONFIDENCE = "confidence.json"
NONE_IN_FORCE = 0
"""The version of an installation that goes by the weights that come with the product."""


class UnsoundConfidence(Exception):
    """The file is not one that `civicdesk confidence refit` writes. The message names it."""


@dataclass(frozen=True, slots=True)
class Adjustments:
    """All versions, oldest first, and the number of the one in force."""

    in_force: int
    versions: tuple[Adjustment, ...]

    def current(self) -> Adjustment | None:
        """The one in force; None too if it was learned on top of other weights than this product has."""
        found = next((one for one in self.versions if one.version == self.in_force), None)
        return found if found is not None and found.based_on == shipped_weights() else None

    def fingerprint(self) -> str:
        """What the pipeline's hash says of it: another one, another hash."""
        found = self.current()
        return "shipped" if found is None else hashlib.sha256(_json(_plain(found)).encode()).hexdigest()


def shipped_weights() -> str:
    """The hash of the weights that come with the product."""
    return hashlib.sha256(_json({"biases": BIASES, "terms": TERMS}).encode()).hexdigest()


def read_adjustments(data_dir: Path) -> Adjustments:
    """What the file says; nothing if there is none. Raises UnsoundConfidence: a score must not come from half a file."""
    path = data_dir / CONFIDENCE
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Adjustments(NONE_IN_FORCE, ())
    try:
        value = json.loads(text)
        found = Adjustments(int(value["in_force"]), tuple(map(_adjustment, value["versions"])))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnsoundConfidence(f"{CONFIDENCE} in the data folder cannot be read") from error
    numbers = {one.version for one in found.versions}
    if not all(one.is_sound() for one in found.versions) or found.in_force not in {NONE_IN_FORCE, *numbers}:
        raise UnsoundConfidence(f"{CONFIDENCE} in the data folder holds figures that cannot be right")
    return found


def write_adjustments(data_dir: Path, adjustments: Adjustments) -> None:
    """Replace the file; a reader sees the one or the other."""
    value = {
        "in_force": adjustments.in_force,
        "versions": [_plain(one) for one in adjustments.versions],
    }
    temporary = data_dir / f"{CONFIDENCE}.new"
    with temporary.open("w", encoding="utf-8") as file:
        file.write(json.dumps(value, indent=1, sort_keys=True) + "\n")
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(data_dir / CONFIDENCE)


def _plain(adjustment: Adjustment) -> dict[str, Any]:
    return {
        **asdict(adjustment),
        "shifts": {name: asdict(shift) for name, shift in adjustment.shifts.items()},
        "fitted_at": adjustment.fitted_at.isoformat(),
    }


def _adjustment(value: Mapping[str, Any]) -> Adjustment:
    return Adjustment(
        version=int(value["version"]),
        based_on=str(value["based_on"]),
        slope=float(value["slope"]),
        bias=float(value["bias"]),
        shifts={
            str(name): Shift(float(shift["weight"]), float(shift["centre"]), float(shift["scale"]))
            for name, shift in value["shifts"].items()
        },
        rows=int(value["rows"]),
        right=int(value["right"]),
        fitted_at=datetime.fromisoformat(value["fitted_at"]),
    )


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True)
