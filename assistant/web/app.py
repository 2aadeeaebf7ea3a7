"""The HTTP service: one router per audience, the chat page, and the safety around them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from assistant.services.desk import Desk
from assistant.web import (
    accounts,
    addresses,
    agenda,
    approved,
    audits,
    case_life,
    case_queue,
    cases,
    citizens,
    contacts,
    content_faults,
    errors,
    explanations,
    figures,
    health,
    needs,
    open_counts,
    oversight,
    policies,
    public,
    publication_checks,
    ratings,
    recalls,
    records,
    reviewing,
    rights,
    saved_questions,
    screening,
    search_trials,
    spending,
    staff,
    tasks,
    trials,
    version_diffs,
)
from assistant.web.headers import BoundedBody, SafeHeaders

STATIC = Path(__file__).with_name("static")


def create_app(desk: Desk, running: Callable[[], AbstractContextManager[object]] = nullcontext) -> FastAPI:
    """The application. `running` is entered while it serves: the question workers live in it."""

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        with running():
            yield

    app = FastAPI(
        title="Civic Desk",
        version="1",
        summary="Ask, draft, route, decide, reply, publish.",
        docs_url=None,
        redoc_url=None,
        lifespan=life,
    )
    app.state.desk = desk
    errors.install(app)
    for part in (
        citizens,
        staff,
        accounts,
        cases,
        case_life,
        ratings,
        rights,
        open_counts,
        explanations,
        records,
        case_queue,
        approved,
        policies,
        oversight,
        audits,
        reviewing,
        trials,
        public,
        tasks,
        needs,
        agenda,
        figures,
        health,
        content_faults,
        addresses,
        saved_questions,
        search_trials,
        version_diffs,
        publication_checks,
        recalls,
        screening,
        contacts,
        spending,
    ):
        app.include_router(part.router)
    app.add_middleware(BoundedBody)
    app.add_middleware(SafeHeaders)
    app.mount("/", StaticFiles(directory=STATIC, html=True), name="chat")
    return app
