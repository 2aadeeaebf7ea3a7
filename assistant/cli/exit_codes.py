"""What the command's exit codes mean; the top-level help says the same."""

from __future__ import annotations

OK = 0
"""Everything was done."""

FAILED = 1
"""Refused or failed; one line on standard error says why."""

WRONG_INPUT = 2
"""A setting, an argument or a line of an input file is wrong; it is named and nothing was changed."""

PARTLY = 3
"""Some of the files were refused; they are listed, and the others were taken."""

NOT_INTACT = 4
"""Something that was checked does not hold: the audit chain, the index."""

INTERRUPTED = 130
"""Ended by Ctrl-C before it was done, as shells count it."""

MEANINGS = {
    OK: "done",
    FAILED: "refused or failed, the line on standard error says why",
    WRONG_INPUT: "a wrong setting, argument or input line, named; nothing was changed",
    PARTLY: "some files were refused, the others were taken",
    NOT_INTACT: "what was checked does not hold (audit chain, index)",
    INTERRUPTED: "interrupted by Ctrl-C",
}
"""The lines of the help."""
