"""`civicdesk bench queue`: what a page of the queue costs over HTTP with so many cases in the store."""

from __future__ import annotations

import http.client
import json
import random
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.adapters.database.cipher import Cipher, load_or_create_master_key
from assistant.adapters.database.engine import make_engine
from assistant.adapters.database.migrate import upgrade
from assistant.adapters.database.store import DatabaseStore
from assistant.adapters.passwords import Argon2Passwords
from assistant.domain.cases import Case, CaseEvent, CaseEventKind
from assistant.domain.conversations import Conversation, Message, MessageKind, QuestionRecord
from assistant.domain.questions import Author, Language, Outcome
from assistant.domain.reasons import Reason
from assistant.domain.staff import Grant, Role, Staff
from assistant.evaluation.bench_answers_served import server_process
from assistant.evaluation.bench_search_values import Spread
from assistant.services.stores import Work

Progress = Callable[[str, int, int], None]

FILLED_AT_ONCE = 200
"""Cases of one transaction: large enough that waiting for the disk does not count, small enough to show progress."""

WARM_UP = 5
"""Requests before the measured ones. The first search reads every question once, and is told apart."""

OPEN_SHARE = 0.5
"""Cases that still wait. Chosen harsh: in a town that keeps its promises a tenth would be much."""

DEPARTMENTS, TOPICS = 8, 24

_WORDS = {
    Language.EN: [
        "permit",
        "fee",
        "parking",
        "school",
        "bin",
        "garden",
        "rent",
        "tax",
        "form",
        "deadline",
        "refund",
        "letter",
        "visit",
        "map",
        "noise",
        "tree",
    ],
    Language.ZH: [
        "居住证",
        "收费",
        "停车",
        "学校",
        "垃圾",
        "公园",
        "租房",
        "税务",
        "表格",
        "期限",
        "退款",
        "信件",
        "预约",
        "噪音",
    ],
}
_RARE = "allotment"
_RARE_EVERY = 1_000
"""One question in so many holds the rare word."""

REQUESTS: Mapping[str, dict[str, object]] = {
    "first page": {},
    "all states": {"state": "all"},
    "one department": {"department": "department-3"},
    "topic, language, reason": {"topic": "topic-5", "language": "zh", "reason": "no_certificate"},
    "overdue, not in hand": {"overdue": True, "holding": "nobody"},
    "largest page": {"limit": 200},
    "rare word": {"text": _RARE, "state": "all"},
    "common word": {"text": "permit", "state": "all"},
    "case number": {"text": "-000777", "state": "all"},
}


@dataclass(frozen=True, slots=True)
class QueueResult:
    """What one size cost. `times` by kind of request; `differing` lines are those a recount found wrong: none."""

    cases: int
    filled_seconds: float
    recount_seconds: float
    differing: int
    first_search_seconds: float
    times: Mapping[str, Spread]


def measure(cases: int, requests: int, folder: Path, progress: Progress) -> QueueResult:
    """Fill a throw-away store through real events, recount it, serve it, and ask for pages."""
    url = f"sqlite:///{folder / 'bench.sqlite'}"
    engine = make_engine(url)
    upgrade(engine)
    store = DatabaseStore(engine, Cipher(load_or_create_master_key(folder / "master.key")))
    began = time.perf_counter()
    fill(store, cases, progress)
    filled = time.perf_counter() - began
    began = time.perf_counter()
    with store.begin() as work:
        differing = work.queue.recount()
    recounted = time.perf_counter() - began
    password = secrets.token_urlsafe(24)
    with store.begin() as work:
        reader = Staff("bench", "bench", "Bench", (Grant(Role.CASEWORKER),))
        work.staff.add(reader, Argon2Passwords().hash(password))
    engine.dispose()
    with server_process(folder, url) as port:
        first, times = _ask(port, password, requests)
    return QueueResult(cases, round(filled, 1), round(recounted, 1), differing, round(first, 2), times)


def fill(store: DatabaseStore, cases: int, progress: Progress) -> None:
    """So many cases of a made-up town, the same ones each time, through the events that a day brings."""
    chance = random.Random(cases)  # noqa: S311 — the same town each time, no secret
    now = datetime.now(UTC)
    for start in range(0, cases, FILLED_AT_ONCE):
        with store.begin() as work:
            for number in range(start, min(start + FILLED_AT_ONCE, cases)):
                _one(work, number, chance, now)
        progress("filling the store", min(start + FILLED_AT_ONCE, cases), cases)


def _one(work: Work, number: int, chance: random.Random, now: datetime) -> None:
    language = chance.choice((Language.EN, Language.EN, Language.ZH))
    opened = now - timedelta(minutes=chance.randrange(60 * 24 * 30))
    key, department = f"bench-{number}", chance.randrange(DEPARTMENTS)
    words = chance.choices(_WORDS[language], k=12)
    if number % _RARE_EVERY == 0:
        words.append(_RARE)
    work.conversations.add(Conversation(f"c{key}", language, "bench", "00" * 32, opened))
    text = (" " if language is Language.EN else "").join(words)
    message = Message(f"m{key}", f"c{key}", 0, Author.CITIZEN, MessageKind.QUESTION, text, {}, opened)
    work.conversations.append(message)
    record = QuestionRecord(f"q{key}", f"c{key}", f"m{key}", language, opened, None)
    work.questions.add(record)
    work.questions.finish(replace(record, outcome=Outcome.REVIEWED, finished_at=opened))
    reasons = (Reason.NO_CERTIFICATE, *((Reason.SENSITIVE,) if chance.random() < 0.03 else ()))
    case = Case(
        id=f"k{key}",
        number="",
        question_id=f"q{key}",
        conversation_id=f"c{key}",
        department_id=f"department-{department}",
        topic_id=f"topic-{department * TOPICS // DEPARTMENTS + chance.randrange(TOPICS // DEPARTMENTS)}",
        language=language.value,
        reasons=reasons,
        opened_at=opened,
        promised_at=opened + timedelta(days=20),
    )
    work.cases.open(case)
    for kind in _happened(chance):
        work.cases.append(CaseEvent(case.id, 0, kind, "bench", opened))


def _happened(chance: random.Random) -> Iterator[CaseEventKind]:
    yield CaseEventKind.OPENED
    yield CaseEventKind.DISPATCHED
    if chance.random() < OPEN_SHARE:
        if chance.random() < 0.1:
            yield CaseEventKind.CITIZEN_ASKED
        return
    yield CaseEventKind.CLAIMED
    yield CaseEventKind.READ
    yield CaseEventKind.WITHDRAWN if chance.random() < 0.1 else CaseEventKind.REPLIED


def _ask(port: int, password: str, requests: int) -> tuple[float, dict[str, Spread]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    token = _told(connection, "sessions", {"username": "bench", "password": password}, {})["token"]
    headers = {"Authorization": f"Bearer {token}"}
    began = time.perf_counter()
    _told(connection, "queue", {"text": _RARE}, headers)
    first = time.perf_counter() - began
    times: dict[str, Spread] = {}
    for name, body in REQUESTS.items():
        for _ in range(WARM_UP):
            _told(connection, "queue", body, headers)
        times[name] = Spread.of([_timed(connection, body, headers)[0] for _ in range(requests)])
    walk: list[float] = []
    after: object = None
    for _ in range(requests):
        took, page = _timed(connection, {"state": "all", "after": after}, headers)
        walk.append(took)
        after = page["after"]
    times["following pages"] = Spread.of(walk)
    return first, times


def _timed(
    connection: http.client.HTTPConnection, body: dict[str, object], headers: Mapping[str, str]
) -> tuple[float, dict[str, object]]:
    began = time.perf_counter()
    page = _told(connection, "queue", body, headers)
    return (time.perf_counter() - began) * 1000, page


def _told(
    connection: http.client.HTTPConnection, path: str, body: dict[str, object], headers: Mapping[str, str]
) -> dict[str, object]:
    connection.request(
        "POST",
        f"/api/staff/{path}",
        json.dumps(body),
        {**headers, "Content-Type": "application/json"},
    )
    answer = connection.getresponse()
    text = answer.read()
    if answer.status >= http.client.BAD_REQUEST:
        raise RuntimeError(f"{path} was answered with {answer.status}")
    value: dict[str, object] = json.loads(text)
    return value
