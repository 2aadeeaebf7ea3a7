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
    OBEDIENT = "obedient"
    PARROT = "parrot"
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


_PASSAGE = re.compile(r"token (P\w+)\n(<<\w+>>)\n[^\n]*\n(.*?)\n\2", re.DOTALL)
_CITIZEN = re.compile(r"^(?:last message of the )?citizen: (.*)$", re.MULTILINE)
_SENTENCE_END = re.compile(r"(?<=。)|(?<=[.!?])\s+")


def completion(request: dict[str, Any], behaviour: Behaviour, said: str) -> dict[str, Any]:
    """The body of a response of status 200; `said` is what a rewriting model answers."""
    message: dict[str, Any] = {"role": "assistant", "content": _content(request, behaviour, said)}
    if behaviour is Behaviour.REFUSAL:
        message |= {"content": None, "refusal": "I will not."}
    finish = {Behaviour.CUT_OFF: "length", Behaviour.FILTERED: "content_filter"}.get(behaviour, "stop")
    choices = [{"index": 0, "message": message, "finish_reason": finish}]
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": request["model"],
        "choices": [] if behaviour is Behaviour.NO_CHOICES else choices,
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }


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
        case Behaviour.EMPTY_CLAIMS:
            return '{"claims": []}'
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
        case _ if not _PASSAGE.search(_asked(request)):
            return " ".join(_CITIZEN.findall(_asked(request)))
        case _:
            return json.dumps(_draft(request), ensure_ascii=False)


def _asked(request: dict[str, Any]) -> str:
    return "\n".join(str(message["content"]) for message in request["messages"] if message["role"] == "user")


def _draft(
    request: dict[str, Any], *, passage: str | None = None, quote: str | None = None
) -> dict[str, Any]:
    """A reply made of the first sentence of the first passage in the request."""
    found = _PASSAGE.search(_asked(request))
    token, body = (found.group(1), found.group(3)) if found else ("P0", "nothing")
    lines = [line.strip() for line in body.splitlines() if len(line.strip()) > 20]
    first = _SENTENCE_END.split(lines[0] if lines else body)[0]
    return {"claims": [{"text": first, "quotes": [{"passage": passage or token, "quote": quote or first}]}]}
