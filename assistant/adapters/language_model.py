"""Drafts and rewritten questions from any server that speaks OpenAI's chat completions.

Only masked text and published passages leave the process. Passages are data: they go out under random tokens between
random markers, and what comes back is taken only if every quote stands in its passage.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant.adapters.model_output import (
    SHAPE,
    OutputFault,
    OutputMode,
    draft_schema,
    read_claims,
    read_question,
)
from assistant.adapters.prompt_files import Prompt, PromptFiles
from assistant.domain.answers import Claim, Draft, DraftMethod, ModelUse
from assistant.domain.evidence import Evidence
from assistant.domain.questions import Author, Language, Question, Turn
from assistant.domain.reasons import Reason
from assistant.services.ports import Ids, ModelFailure

if TYPE_CHECKING:
    from assistant.adapters.language_model_server import Message, Said, Talk

ATTEMPTS = 2
"""The second one carries what was wrong with the first: at most two calls in sequence."""

PASSAGES_SENT = 6
"""Passages a model gets: the extractive drafter reads as many."""

TOKEN_LENGTH = 8
"""Characters of a passage's token: 32 random bits tell six passages apart, and a model copies so few without slips."""

MARKER_LENGTH = 16
"""Characters of a marker: 64 random bits, drawn after the passage was written, are not guessed."""

_DRAFT = "draft"
_REWRITE = "rewrite"


class OpenAiCompatibleModel:
    """Implements the port `ChatModel`. Safe to use from several threads."""

    def __init__(
        self,
        base_url: str,
        api_key: str,
        model: str,
        timeout_s: float,
        max_retries: int,
        prompts: PromptFiles,
        ids: Ids,
        *,
        output_mode: OutputMode | None = None,
        timer: Callable[[], float] = time.perf_counter,
    ) -> None:
        """`timeout_s` bounds a whole draft, retries included, however slowly a server drips its answer.

        `output_mode` None: the strictest one the server accepts is found at first use. Raises PromptFault if a prompt
        is missing.
        """
        # Imported here: langchain takes seconds to load, and the service runs without any model by default.
        from assistant.adapters.language_model_server import MAX_TOKENS, TEMPERATURE, ModelServer

        for name in (_DRAFT, _REWRITE):
            for language in Language:
                prompts.get(name, language)
        self._server = ModelServer(base_url, api_key, model, timeout_s, max_retries, output_mode)
        self._path = urlsplit(base_url).path
        self._name = model
        self._prompts = prompts
        self._ids = ids
        self._timer = timer
        self._output_mode = output_mode
        self._parameters = {
            "temperature": str(TEMPERATURE),
            "max_tokens": str(MAX_TOKENS),
            "passages": str(PASSAGES_SENT),
        }

    @property
    def fingerprint(self) -> str:
        """Model, path, parameters, configured mode, schema and prompts; not the host, which changes no answer."""
        parts = {
            "model": self._name,
            "path": self._path,
            "parameters": self._parameters,
            "output_mode": self._output_mode.value if self._output_mode else "found",
            "schema": draft_schema(),
            "prompts": self._prompts.hashes(),
        }
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()

    def draft(self, question: Question, standalone: str, evidence: Sequence[Evidence]) -> Draft:
        """A draft of claims with exact quotes. `question.text` and `standalone` must be masked. Raises ModelFailure."""
        prompt = self._prompts.get(_DRAFT, question.language)
        passages = {f"P{self._random(TOKEN_LENGTH)}": passage for passage in evidence[:PASSAGES_SENT]}
        marker = self._marker()
        messages = [
            ("system", f"{prompt.filled(delimiter=marker)}\n\n{SHAPE}"),
            ("human", _asked(standalone or question.text, passages, marker)),
        ]
        began = self._timer()
        claims, answers = self._server.within_time(lambda talk: _drafted(talk, messages, passages))
        if not claims:
            raise ModelFailure(Reason.MODEL_REFUSED, "the model found no answer in the passages")
        use = self._use(prompt, answers, (self._timer() - began) * 1000)
        return Draft(claims, question.language, DraftMethod.GENERATIVE, use)

    def rewrite(self, text: str, history: Sequence[Turn], language: Language) -> str:
        """The last message as one standalone question, from masked text. Raises ModelFailure."""
        marker = self._marker()
        messages = [
            ("system", self._prompts.get(_REWRITE, language).filled(delimiter=marker)),
            ("human", _dialogue(text, history, marker)),
        ]
        return self._server.within_time(lambda talk: _rewritten(talk, messages))

    def _marker(self) -> str:
        return f"<<{self._random(MARKER_LENGTH)}>>"

    def _random(self, length: int) -> str:
        """Hexadecimal digits of a new id's hash: unlike the id's own, the first ones differ whatever the id looks like."""
        return hashlib.sha256(self._ids.new_id().encode()).hexdigest()[:length]

    def _use(self, prompt: Prompt, answers: Sequence[Said], duration_ms: float) -> ModelUse:
        return ModelUse(
            model=self._name,
            prompt_name=prompt.name,
            prompt_version=prompt.version,
            prompt_sha256=prompt.sha256,
            parameters={**self._parameters, "output_mode": answers[-1].mode.value},
            prompt_tokens=_sum(answer.prompt_tokens for answer in answers),
            completion_tokens=_sum(answer.completion_tokens for answer in answers),
            duration_ms=duration_ms,
        )


def _drafted(
    talk: Talk, messages: list[Message], passages: Mapping[str, Evidence]
) -> tuple[tuple[Claim, ...], list[Said]]:
    """The claims, asked for once more with the fault if the first output cannot be used, and the answers paid for."""
    answers: list[Said] = []
    while True:
        said = talk.ask_json(messages, draft_schema())
        answers.append(said)
        try:
            if said.cut_off:
                raise OutputFault("it was cut off at the limit of its length, be brief")
            return read_claims(said.content, passages), answers
        except OutputFault as fault:
            if len(answers) == ATTEMPTS:
                raise ModelFailure(Reason.MODEL_INVALID, f"the output cannot be used: {fault}") from None
            messages = [*messages, ("ai", said.content), ("human", _correction(fault))]


def _rewritten(talk: Talk, messages: list[Message]) -> str:
    said = talk.ask(messages)
    try:
        if said.cut_off:
            raise OutputFault("it was cut off at the limit of its length")
        return read_question(said.content)
    except OutputFault as fault:
        raise ModelFailure(Reason.MODEL_INVALID, f"the output cannot be used: {fault}") from None


def _asked(question: str, passages: Mapping[str, Evidence], marker: str) -> str:
    """The user message: the question, then each passage under its token, all between markers nobody could guess."""
    parts = ["Question:", marker, question, marker, "Passages:"]
    for token, passage in passages.items():
        title = " > ".join((passage.document_title, *passage.heading_path[1:]))
        parts += [f"token {token}", marker, " ".join(title.split()), passage.text, marker]
    return "\n".join(parts)


def _dialogue(text: str, history: Sequence[Turn], marker: str) -> str:
    names = {Author.CITIZEN: "citizen", Author.ASSISTANT: "office", Author.PERSON: "office"}
    said_before = [f"{names[turn.author]}: {turn.text}" for turn in history]
    return "\n".join((marker, *said_before, f"last message of the citizen: {text}", marker))


def _correction(fault: OutputFault) -> str:
    return f"A program could not use this: {fault}. Return the whole reply again, corrected."


def _sum(counts: Iterable[int | None]) -> int | None:
    """None as soon as one count is unknown: a part is not the whole."""
    known = list(counts)
    return None if None in known else sum(count for count in known if count is not None)
