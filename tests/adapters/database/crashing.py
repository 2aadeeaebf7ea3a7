"""A process that writes until it is killed: run with the database's address and what to do."""

from __future__ import annotations

import sys
import time

from assistant.adapters.database.cipher import Cipher
from assistant.adapters.database.engine import make_engine
from assistant.adapters.database.store import DatabaseStore
from assistant.services.stores import Work
from tests.adapters.database.builders import NOW, a_case, a_message, a_question, an_event
from tests.adapters.database.stores import MASTER_KEY


def write_one(work: Work, number: int) -> None:
    """Everything that belongs to one question: a message, the question, its case, an event and an audit entry."""
    work.conversations.append(a_message(f"m{number}"))
    work.questions.add(a_question(f"q{number}"))
    work.cases.open(a_case(f"k{number}", question_id=f"q{number}"))
    work.cases.append(an_event(case_id=f"k{number}"))
    work.oversight.audit("system", "accepted", "question", f"q{number}", {}, NOW)


def main(url: str, task: str) -> None:
    """Write unit after unit and print each one's number once it is committed; or stop in the middle of the first."""
    store = DatabaseStore(make_engine(url), Cipher(MASTER_KEY))
    if task == "half":
        with store.begin() as work:
            write_one(work, 1)
            print("half", flush=True)
            time.sleep(60)
    number = 0
    while True:
        number += 1
        with store.begin() as work:
            write_one(work, number)
        print(number, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
