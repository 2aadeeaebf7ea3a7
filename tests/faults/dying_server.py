"""The real service, told to die by SIGKILL at one moment of a question. Run as `python -m tests.faults.dying_server`."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import uvicorn

from assistant.adapters.live_updates import LivePages
from assistant.adapters.system import SystemIds
from assistant.bootstrap import build
from assistant.domain.questions import Stage
from assistant.settings import Settings
from assistant.web.app import create_app

NEVER = "never"
IN_TRANSACTION = "in_transaction"
"""Die while the outcome is being written: after the engine, before the commit."""

AFTER_COMMIT = "after_commit"
MOMENTS = (
    *(f"{stage}:{state}" for stage in Stage for state in ("started", "done")),
    IN_TRANSACTION,
    AFTER_COMMIT,
)


def die() -> None:
    """As a power cut would have it."""
    os.kill(os.getpid(), signal.SIGKILL)


class DyingPages(LivePages):
    """Is told every stage, and dies at the one it was given."""

    def __init__(self, moment: str) -> None:
        super().__init__()
        self.moment = moment
        self.routed = False

    def stage(self, conversation_id: str, question_id: str, stage: Stage, state: str) -> None:
        """Die here, or pass it on."""
        if f"{stage}:{state}" == self.moment:
            die()
        self.routed = self.routed or (stage is Stage.ROUTE and state == "done")
        super().stage(conversation_id, question_id, stage, state)

    def changed(self, conversation_id: str) -> None:
        """The outcome is stored when this is called after the last stage."""
        if self.routed and self.moment == AFTER_COMMIT:
            die()
        super().changed(conversation_id)


class DyingIds(SystemIds):
    """Dies when the first id is wanted for what came of a question."""

    def __init__(self, pages: DyingPages) -> None:
        self.pages = pages

    def new_id(self) -> str:
        """Die here, or give an id."""
        if self.pages.routed and self.pages.moment == IN_TRANSACTION:
            die()
        return super().new_id()


def main(folder: str, port: str, moment: str) -> None:
    """Serve the town in `folder` until the moment comes."""
    pages = DyingPages(moment)
    installation = build(
        Settings(data_dir=Path(folder), audit_share=0.0, _env_file=None), ids=DyingIds(pages), live=pages
    )
    app = create_app(installation.desk, installation.working)
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="error")


if __name__ == "__main__":
    main(*sys.argv[1:])
