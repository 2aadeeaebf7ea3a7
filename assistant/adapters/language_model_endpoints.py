"""Several endpoints in order: the first that works answers, and one that keeps failing is left alone for a while."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from assistant.domain.answers import ModelCall, StandIn
from assistant.domain.model_budgets import ChargedTo, PlannedCall, Purpose, UsedCall, tokens_of
from assistant.domain.reasons import Reason
from assistant.services.ports import Clock, ModelFailure, ModelMeter

if TYPE_CHECKING:
    from assistant.adapters.language_model_server import Message, ModelServer, Said

log = logging.getLogger(__name__)

FAILURES_IN_A_ROW = 3
"""After so many an endpoint is left alone: one or two are a restart or a busy moment, three a fault that lasts."""

LEFT_ALONE = timedelta(seconds=60)
"""How long it is left alone before one question tries it again: long enough that a broken endpoint costs few questions
their share of the time, short enough that a repaired one is back before anybody has noticed."""

LEAST_S = 0.1
"""Seconds below which no call is begun: no model answers in less."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an endpoint said, the call as it stands on the draft, and whether it stood in for the first endpoint."""

    said: Said
    call: ModelCall
    stand_in: StandIn


class Deadline:
    """The moment at which a draft must be there, whatever it takes."""

    def __init__(self, seconds: float, timer: Callable[[], float]) -> None:
        self._timer = timer
        self._ends = timer() + seconds

    def left(self) -> float:
        """Seconds until then."""
        return self._ends - self._timer()


@dataclass(slots=True)
class _Breaker:
    """Counts the failures in a row of one endpoint."""

    clock: Clock
    failures: int = 0
    until: datetime | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def admits(self) -> bool:
        """True if it may be asked now. When its time alone is over, one caller is let through and the next ones wait."""
        with self.lock:
            if self.until is None:
                return True
            now = self.clock.now()
            if now < self.until:
                return False
            self.until = now + LEFT_ALONE
            return True

    def worked(self) -> None:
        """It answers again."""
        with self.lock:
            self.failures, self.until = 0, None

    def failed(self) -> bool:
        """One more failure; True if it is left alone from now on."""
        with self.lock:
            self.failures += 1
            if self.failures >= FAILURES_IN_A_ROW:
                self.until = self.clock.now() + LEFT_ALONE
            return self.until is not None


class Endpoints:
    """The configured endpoints. Every call is booked before it is made. Safe to use from several threads."""

    def __init__(
        self,
        servers: Sequence[ModelServer],
        meter: ModelMeter,
        clock: Clock,
        timer: Callable[[], float] = time.perf_counter,
    ) -> None:
        """`servers` in the order in which they are asked."""
        self._servers = tuple(servers)
        self._breakers = tuple(_Breaker(clock) for _ in servers)
        self._meter = meter
        self._timer = timer

    def deadline(self, seconds: float, charged: ChargedTo) -> Deadline:
        """So many seconds from now, or fewer if the budget of time leaves fewer. Raises ModelFailure."""
        left = self._meter.ms_left(charged)
        within = seconds if left is None else min(seconds, left / 1000)
        if within < LEAST_S:
            raise ModelFailure(Reason.BUDGET_SPENT, "the time for the language model is spent")
        return Deadline(within, self._timer)

    def ask(
        self,
        messages: Sequence[Message],
        schema: Mapping[str, Any] | None,
        purpose: Purpose,
        charged: ChargedTo,
        deadline: Deadline,
    ) -> Answer:
        """The answer of the first endpoint that gives one. Raises ModelFailure: the last endpoint's, or the budget's.

        What a model refuses, and what it writes, is no fault of an endpoint: no other one is asked until one complies.
        """
        from assistant.adapters.language_model_wire import EndpointFault

        failure = ModelFailure(Reason.MODEL_UNAVAILABLE, "every endpoint is left alone for now")
        for position, server in enumerate(self._servers):
            breaker = self._breakers[position]
            if not breaker.admits():
                continue
            seconds = self._share(position, deadline)
            if seconds < LEAST_S:
                raise ModelFailure(Reason.MODEL_TIMEOUT, "the language model took too long")
            planned = self._planned(position, messages, purpose, charged, seconds)
            try:
                answer = self._booked(server, planned, messages, schema, seconds)
            except EndpointFault as fault:
                failure = fault
                if breaker.failed():
                    log.warning("endpoint %d of the language model is left alone for now", position + 1)
                continue
            breaker.worked()
            return answer
        raise failure

    def _share(self, position: int, deadline: Deadline) -> float:
        """The time for one endpoint: while others can still stand in, half of what is left."""
        left = deadline.left()
        return left if position == len(self._servers) - 1 else left / 2

    def _planned(
        self,
        position: int,
        messages: Sequence[Message],
        purpose: Purpose,
        charged: ChargedTo,
        seconds: float,
    ) -> PlannedCall:
        from assistant.adapters.language_model_server import MAX_TOKENS

        return PlannedCall(
            charged=charged,
            purpose=purpose,
            endpoint=position + 1,
            model=self._servers[position].name,
            prompt_tokens=tokens_of(text for _, text in messages),
            completion_tokens=MAX_TOKENS,
            ms=round(seconds * 1000),
        )

    def _booked(
        self,
        server: ModelServer,
        planned: PlannedCall,
        messages: Sequence[Message],
        schema: Mapping[str, Any] | None,
        seconds: float,
    ) -> Answer:
        booking = self._begin(planned)
        began = self._timer()
        try:
            said = server.ask(messages, schema, seconds)
        except ModelFailure as failure:
            nothing = 0 if getattr(failure, "answered", True) else None
            self._end(booking, UsedCall(self._ms(began), nothing, nothing, failure.reason))
            raise
        ms = self._ms(began)
        cost = self._end(booking, UsedCall(ms, said.prompt_tokens, said.completion_tokens))
        call = ModelCall(
            planned.endpoint, server.name, said.prompt_tokens, said.completion_tokens, cost, float(ms)
        )
        return Answer(said, call, self._stand_in(planned.endpoint))

    def _begin(self, planned: PlannedCall) -> str:
        try:
            return self._meter.begin(planned)
        except ModelFailure:
            raise
        except Exception as error:  # noqa: BLE001 - what cannot be booked is not asked
            log.error("a model call could not be booked: %s", type(error).__name__)
            raise ModelFailure(Reason.MODEL_UNAVAILABLE, "the call could not be booked") from None

    def _ms(self, began: float) -> int:
        return round((self._timer() - began) * 1000)

    def _end(self, booking: str, used: UsedCall) -> int:
        """A call that cannot be settled stays booked at its most: no budget is passed by a fault of the ledger."""
        try:
            return self._meter.end(booking, used)
        except Exception as error:  # noqa: BLE001 - the answer is there and the booking stands
            log.error("a model call could not be settled: %s", type(error).__name__)
            return 0

    def _stand_in(self, endpoint: int) -> StandIn:
        if endpoint == 1:
            return StandIn.NONE
        first, this = (_plain_name(self._servers[at].name) for at in (0, endpoint - 1))
        return StandIn.SAME_MODEL if first == this else StandIn.OTHER_MODEL


def _plain_name(model: str) -> str:
    """A model's name without its publisher: servers of one model differ in whether they tell it."""
    return model.rpartition("/")[2].casefold()
