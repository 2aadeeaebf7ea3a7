"""A start with nothing but the product: no key, no network (P-08)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from assistant.settings import PREFIX

ASKS_ONE_QUESTION = """
import sys
from pathlib import Path

def refused(event, details):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        print("tried:", event)
        raise OSError("there is no network")

sys.addaudithook(refused)

from assistant.bootstrap import build
from assistant.domain.questions import Language
from assistant.services.fixed_texts import disclosure_version
from assistant.settings import Settings
from tests.knowledge_base.builders import an_upload, published

installation = build(Settings(data_dir=Path(sys.argv[1]), _env_file=None))
published(installation.knowledge_base, an_upload("A resident parking permit costs 45 euros a year."))
conversations = installation.desk.conversations
receipt = conversations.open(Language.EN, disclosure_version())
conversation = conversations.authenticate(receipt.conversation_id, receipt.secret)
asked = conversations.accept(conversation, "What does a resident parking permit cost?", "first")
print("outcome:", installation.processing.process(asked.question_id))
with installation.store.read() as work:
    drafts = work.questions.drafts(asked.question_id)
print("draft:", drafts[0].draft.claims[0].text)
installation.close()
"""


def test_starts_and_answers_without_keys_or_network(tmp_path: Path) -> None:
    """P-08: with no setting at all and every connection refused, a question gets its draft and its outcome.

    The process itself tells of any try to reach something, so that a library which hides its failure is found too.
    """
    keyless = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(PREFIX) and "KEY" not in name and "PROXY" not in name.upper()
    }
    done = subprocess.run(
        [sys.executable, "-c", ASKS_ONE_QUESTION, str(tmp_path)],
        env=keyless,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "tried:" not in done.stdout
    assert "outcome: reviewed" in done.stdout
    assert "draft: A resident parking permit costs 45 euros a year." in done.stdout
