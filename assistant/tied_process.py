"""Becomes another program that ends with its parent. Run as a file: `python tied_process.py PARENT_ID COMMAND …`.

A step of its own between fork and exec, because a parent with threads must not run Python code in a forked child. It
imports the standard library only, so that the step costs a few milliseconds.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
"""Linux's prctl option: the signal that the kernel sends when the parent is gone. It outlives exec."""


def die_with_parent(parent_id: int) -> None:
    """Ask for SIGKILL at the parent's end; end at once if it is gone already. Does nothing where there is no prctl.

    SIGKILL, since nobody would be left to insist: the service is built to be killed at any moment.
    """
    if sys.platform != "linux":
        return
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "the end of the parent cannot be watched")
    # The parent may have died before the kernel was asked: then this process has another one by now.
    if os.getppid() != parent_id:
        os._exit(1)


def main(parent_id: str, *command: str) -> None:
    """Tie this process to its parent, then become the command."""
    die_with_parent(int(parent_id))
    os.execv(command[0], command)  # noqa: S606 - the supervisor's own argument list, no shell wanted


if __name__ == "__main__":
    main(*sys.argv[1:])
