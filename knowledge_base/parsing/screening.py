"""Text in a document that people cannot see, or that talks to a machine instead of to citizens (X-02)."""

from __future__ import annotations

import re
import unicodedata

from knowledge_base.parsing.warning_kinds import WarningKind as WarningKind
from knowledge_base.text import CONTROL, INVISIBLE

MAX_REPORTED = 50
"""Warnings of one kind that are listed one by one; a screen with more helps nobody."""


def strip_invisible(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The text without invisible, bidi, private-use and control characters, and where each run of them was.

    Positions are offsets into the text returned. A run's detail names its characters as U+XXXX.
    """
    out: list[str] = []
    removed: list[tuple[int, str]] = []
    run: list[str] = []
    for character in text:
        if INVISIBLE.match(character) or CONTROL.match(character):
            run.append(character)
            continue
        if run:
            removed.append((len(out), _describe(run)))
            run = []
        out.append(character)
    if run:
        removed.append((len(out), _describe(run)))
    return "".join(out), removed[:MAX_REPORTED]


def _describe(run: list[str]) -> str:
    named = [f"U+{ord(c):04X} {unicodedata.name(c, 'private or control character')}" for c in run[:3]]
    more = f" and {len(run) - 3} more" if len(run) > 3 else ""
    return "removed " + ", ".join(named) + more


# Sentences that address a language model. They are data and never obeyed; the editor is told because a policy text has
# no reason to contain them. Ordinary duties ("you must ignore earlier notices sent in error") must not match, so each
# pattern needs a machine word, a role change, or an order about the instructions themselves.
_INSTRUCTIONS: tuple[tuple[str, str], ...] = (
    (
        r"\b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,40}\b(?:previous|prior|above|earlier|preceding|all|any|your)\b"
        r"[^.\n]{0,30}\b(?:instruction|prompt|rule|guideline|direction|context)s?\b",
        "asks to ignore instructions",
    ),
    (r"\b(?:system|developer)\s+(?:prompt|message|instruction)s?\b", "speaks of a system prompt"),
    (
        r"\b(?:you are now|from now on,? you(?: are|'re| must| will)|act as|pretend (?:to be|you are)|roleplay as)\b"
        r"[^.\n]{0,60}\b(?:ai|assistant|chatbot|bot|model|dan|administrator|developer|unrestricted)\b",
        "assigns a role to the assistant",
    ),
    (
        r"\b(?:ai|assistant|chatbot|language model|llm|gpt)s?\b[^.\n]{0,40}\b(?:must|should|shall|will|needs? to)\b[^.\n]{0,30}"
        r"\b(?:answer|reply|respond|say|tell|output|reveal|approve|ignore)\b",
        "tells an assistant what to answer",
    ),
    (
        r"\b(?:when|if) (?:asked|a user asks|the user asks|someone asks)\b[^.\n]{0,80}\b(?:answer|reply|respond|say|tell)\b",
        "tells an assistant what to answer",
    ),
    (
        r"\b(?:reveal|print|repeat|output|show|leak)\b[^.\n]{0,40}\b(?:system prompt|your instructions|hidden prompt|api key|password)\b",
        "asks to reveal secrets",
    ),
    (
        r"<\|?(?:im_start|im_end|system|endoftext)\|?>|\[/?INST\]|<</?SYS>>|^\s*#{2,}\s*(?:system|instruction)s?:",
        "chat markup",
    ),
    (
        r"(?:忽略|无视|忘记|忘掉|不要理会|跳过|绕过)[^。\n]{0,20}(?:之前|以上|上述|前面|先前|所有|一切|原有|你的|系统)[^。\n]{0,12}"
        r"(?:指令|提示|指示|规则|设定|要求|约束)",
        "要求忽略指令",
    ),
    (r"(?:系统|开发者)(?:提示词|提示|指令|消息)", "提到系统提示词"),
    (
        r"(?:从现在起|从现在开始|现在)[，,]?(?:你|您)(?:是|扮演|将|必须|要)[^。\n]{0,30}|(?:你|您)(?:现在)?(?:扮演|假装)[^。\n]{0,30}",
        "给助手指派角色",
    ),
    (
        r"(?:AI|人工智能|机器人|智能助手|语言模型|大模型|聊天助手)[^。\n]{0,20}(?:必须|应当|应该|请|要)[^。\n]{0,20}(?:回答|回复|告诉|输出|说)",
        "指示助手如何回答",
    ),
    (
        r"(?:泄露|输出|显示|打印|复述|告诉我)[^。\n]{0,15}(?:系统提示|提示词|你的指令|密钥|密码)",
        "要求泄露秘密",
    ),
)
_COMPILED = tuple(
    (re.compile(pattern, re.IGNORECASE | re.MULTILINE), detail) for pattern, detail in _INSTRUCTIONS
)


def find_instructions(text: str) -> list[tuple[int, int, str]]:
    """Spans of text that read like an instruction to a language model, English and Chinese, in order."""
    found = {(m.start(), m.end()): detail for pattern, detail in _COMPILED for m in pattern.finditer(text)}
    return [(start, end, detail) for (start, end), detail in sorted(found.items())][:MAX_REPORTED]
