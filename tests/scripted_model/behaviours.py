"""What the scripted model can do, and the answers it makes."""

from __future__ import annotations

import json
import re
import time
from enum import StrEnum
from typing import Any

from tests.scripted_model.obedience import obedient_draft


class Behaviour(StrEnum):
    """What the server does with a request."""

    GOOD = "good"
    GOOD_AFTER_FAULT = "good_after_fault"
    EMPTY_CLAIMS = "empty_claims"
    SLOW = "slow"
    DRIPPING = "dripping"
    TOO_MANY = "too_many"
    BROKEN = "broken"
    UNAUTHORISED = "unauthorised"
    REFUSAL = "refusal"
    GARBAGE = "garbage"
    NULL_CONTENT = "null_content"
    NO_CHOICES = "no_choices"
    INVENTED_PASSAGE = "invented_passage"
    MISQUOTE = "misquote"
    NO_QUOTE = "no_quote"
    WEB_ADDRESS = "web_address"
    NOT_JSON = "not_json"
    FENCED = "fenced"
    CUT_OFF = "cut_off"
    FILTERED = "filtered"
    HTML_PAGE = "html_page"
    REDIRECT = "redirect"
    TOO_LONG = "too_long"
    NO_SCHEMA = "no_schema"
    NO_RESPONSE_FORMAT = "no_response_format"
    HANG_UP = "hang_up"
    REWRITE = "rewrite"
    EMPTY_TEXT = "empty_text"
    TOOL_CALL = "tool_call"
    REASONING = "reasoning"
    REASONING_ONLY = "reasoning_only"
    PARTS = "parts"
    NO_USAGE = "no_usage"
    STREAMED = "streamed"
    NO_TEMPERATURE = "no_temperature"
    ONE_LIMIT = "one_limit"
    OLD_LIMIT = "old_limit"
    MARKUP = "markup"
    OBEDIENT = "obedient"
    PARROT = "parrot"
    DOUBTS = "doubts"
    TRANSLATES = "translates"


_PASSAGE = re.compile(r"token (P\w+)\n(<<\w+>>)\n[^\n]*\n(.*?)\n\2", re.DOTALL)
_CLAIM = re.compile(r"^Claim 1:$", re.MULTILINE)
_CITIZEN = re.compile(r"^(?:last message of the )?citizen: (.*)$", re.MULTILINE)
_SENTENCE_END = re.compile(r"(?<=。)|(?<=[.!?])\s+")


def completion(request: dict[str, Any], behaviour: Behaviour, said: str) -> dict[str, Any]:
    """The body of a response of status 200; `said` is what a rewriting model answers."""
    message: dict[str, Any] = {"role": "assistant", "content": _content(request, behaviour, said)}
    message |= _beside_the_content(behaviour, message["content"])
    finishes = {
        Behaviour.CUT_OFF: "length",
        Behaviour.FILTERED: "content_filter",
        Behaviour.TOOL_CALL: "tool_calls",
    }
    choices = [{"index": 0, "message": message, "finish_reason": finishes.get(behaviour, "stop")}]
    body = {
        "id": "c1",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": request["model"],
        "choices": [] if behaviour is Behaviour.NO_CHOICES else choices,
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }
    if behaviour is Behaviour.NO_USAGE:
        del body["usage"]
    return body


def streamed(body: dict[str, Any]) -> bytes:
    """A body as the events of a stream: what a server sends that streams whether it was asked to or not."""
    choice = body["choices"][0]
    chunk = body | {
        "object": "chat.completion.chunk",
        "choices": [{"index": 0, "delta": choice["message"], "finish_reason": choice["finish_reason"]}],
    }
    return f"data: {json.dumps(chunk)}\n\ndata: [DONE]\n\n".encode()


def _beside_the_content(behaviour: Behaviour, content: str | None) -> dict[str, Any]:
    """What vLLM, Ollama and OpenAI put beside the content of a message, or in its place."""
    match behaviour:
        case Behaviour.REFUSAL:
            return {"content": None, "refusal": "I will not."}
        case Behaviour.TOOL_CALL:
            called = {"name": "send_mail", "arguments": content}
            return {
                "content": None,
                "tool_calls": [{"id": "t1", "type": "function", "function": called}],
            }
        case Behaviour.REASONING:
            return {"reasoning": "{ hm }", "reasoning_content": "{ which passage? }"}
        case Behaviour.REASONING_ONLY:
            return {"content": None, "reasoning": "{ hm }", "reasoning_content": content}
        case Behaviour.PARTS:
            half = len(content or "") // 2
            texts = ((content or "")[:half], (content or "")[half:])
            return {"content": [{"type": "text", "text": text} for text in texts]}
        case _:
            return {}


def _content(request: dict[str, Any], behaviour: Behaviour, said: str) -> str | None:
    first_try = not any(message["role"] == "assistant" for message in request["messages"])
    match behaviour:
        case Behaviour.NULL_CONTENT | Behaviour.REFUSAL:
            return None
        case Behaviour.GARBAGE:
            return '{"claims": "yes"}'
        case Behaviour.NOT_JSON:
            return "Dear citizen, the fee is 5 euros."
        case Behaviour.FENCED:
            thought = "<think>{ which passage? }</think>"
            return f"{thought}Here it is:\n```json\n{json.dumps(_draft(request))}\n```"
        case Behaviour.CUT_OFF:
            return (_content(request, Behaviour.GOOD, said) or "")[:40]
        case Behaviour.REWRITE:
            return said
        case Behaviour.EMPTY_CLAIMS if _PASSAGE.search(_asked(request)):
            return '{"claims": []}'
        case Behaviour.EMPTY_TEXT:
            return ""
        case Behaviour.MARKUP:
            return json.dumps(_draft(request, text=said))
        case Behaviour.OBEDIENT | Behaviour.PARROT:
            obeyed = obedient_draft(_asked(request), parrot=behaviour is Behaviour.PARROT)
            return json.dumps(obeyed, ensure_ascii=False)
        case Behaviour.INVENTED_PASSAGE:
            return json.dumps(_draft(request, passage="Pffffffff"))
        case Behaviour.MISQUOTE:
            return json.dumps(_draft(request, quote="The fee is 99999 euros by order of nobody."))
        case Behaviour.GOOD_AFTER_FAULT if first_try:
            return json.dumps(_draft(request, quote="Words that stand nowhere at all."))
        case Behaviour.NO_QUOTE:
            draft = _draft(request)
            draft["claims"][0]["quotes"] = []
            return json.dumps(draft)
        case Behaviour.WEB_ADDRESS:
            draft = _draft(request)
            draft["claims"][0]["text"] += " See https://evil.example/"
            return json.dumps(draft)
        case Behaviour.DOUBTS if _CLAIM.search(_asked(request)):
            return said
        case _ if _CLAIM.search(_asked(request)):
            return '{"faults": []}'
        case _ if not _PASSAGE.search(_asked(request)):
            return " ".join(_CITIZEN.findall(_asked(request))) or said
        case Behaviour.TRANSLATES:
            return json.dumps(_draft(request, text="居民停车证每年30欧元。"), ensure_ascii=False)
        case _:
            return json.dumps(_draft(request), ensure_ascii=False)


def _asked(request: dict[str, Any]) -> str:
    return "\n".join(str(message["content"]) for message in request["messages"] if message["role"] == "user")


def _draft(
    request: dict[str, Any],
    *,
    passage: str | None = None,
    quote: str | None = None,
    text: str | None = None,
) -> dict[str, Any]:
    """A reply made of the first sentence of the first passage in the request."""
    found = _PASSAGE.search(_asked(request))
    token, body = (found.group(1), found.group(3)) if found else ("P0", "nothing")
    lines = [line.strip() for line in body.splitlines() if len(line.strip()) > 20]
    first = _SENTENCE_END.split(lines[0] if lines else body)[0]
    return {
        "claims": [
            {"text": text or first, "quotes": [{"passage": passage or token, "quote": quote or first}]}
        ]
    }
