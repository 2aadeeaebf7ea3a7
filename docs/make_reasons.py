"""Writes docs/reasons.md from the code. Run `python docs/make_reasons.py` after changing a reason."""

from __future__ import annotations

from pathlib import Path

from assistant.domain.reasons import REASON_TEXTS, ReasonGroup

GROUPS = {
    ReasonGroup.HARD_RULE: "Hard rules: looked at before any score",
    ReasonGroup.EVIDENCE: "Evidence",
    ReasonGroup.VERIFICATION: "Verification of the draft",
    ReasonGroup.AUTONOMY: "Permission to answer without a person",
    ReasonGroup.FAILURE: "Failures: the question still goes to a person",
}


def page() -> str:
    """The whole page as Markdown."""
    lines = [
        "# Why a question goes to a person",
        "",
        "A closed set; a case may carry several, the first one leads.",
    ]
    for group, title in GROUPS.items():
        lines += ["", f"## {title}", "", "| code | English | 中文 |", "|---|---|---|"]
        lines += [
            f"| `{reason}` | {text.en} | {text.zh} |"
            for reason, text in REASON_TEXTS.items()
            if text.group is group
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    Path(__file__).with_name("reasons.md").write_text(page(), encoding="utf-8")
