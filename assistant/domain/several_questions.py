"""Several questions in one message: where one ends and the next begins, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.domain.simplified import simplified
from assistant.domain.vagueness import Terms, subject_terms

MAX_PARTS = 4
"""Questions of one message that are answered one by one. Whoever asks more writes a letter, which a person reads."""

LEAST_WORDS = 3
"""Words of a question that is one by itself: "and how?" belongs to the question before it."""

LEAST_CHARACTERS = 4
"""Chinese characters of a question that is one by itself: 在哪办 alone belongs to what stands before it."""

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SENTENCE_END = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\bno)(?<!\bnr)(?<!\bmr)(?<!\bmrs)(?<!\bdr)(?<!\bst)[.!?;]+(?=\s|$)|\n",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^\W*(?:(?:also|and|plus|another question|one more (?:thing|question))\b\W*)+$", re.IGNORECASE
)
_CHINESE_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]*")

_VERB = r"(?:is|are|was|were|do|does|did|can|could|must|should|will|would|may|has|have)"
_WHO = r"(?:i|we|you|it|they|he|she|one|the|a|an|my|our|this|that|there|these|those)"
_NEXT = re.compile(
    rf"(?:,\s*(?:and\s+|also\s+|plus\s+)*|\s+(?:and|also|plus|&)\s+(?:also\s+|then\s+)?)"
    rf"(?=(?:how|what|where|when|why)(?:\s+[a-z]+){{0,3}}?\s+{_VERB}\s+{_WHO}\b"
    rf"|(?:how|what|where|when)(?:\s+(?:much|many|long|often|documents?|papers?|forms?))?\s+(?:i|we|it)\s+[a-z]+"
    rf"|(?:is|are|do|does|did|can|could|must|should|will|may)\s+(?:i|we|you|it|they|he|she|there|my|our)\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^\W*(?:(?:and|also|so|then|ok|okay|hi|hello|hey|please|another question|second(?:ly)?|first(?:ly)?|finally|next)\W+)*"
    r"(?:how|what(?! (?:an?|if)\b)|when|where|which|who|whom|whose|why|can|could|may|is|are|do|does|did|must|should|shall|will|would|"
    r"tell me|i(?: would|'d)? (?:want|like) to know)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"^\W*(?:\w+\W+){0,2}?what if\b|\bknow (?:if|whether)\b", re.IGNORECASE)
_TAG = re.compile(
    r"^\W*(?:(?:is|isn't|am|aren't|was) (?:that|this|it|i)|right|correct|ok|okay|really|yes|no|can you help(?: me)?|"
    r"could you (?:please )?help(?: me)?|(?:do )?you know|any (?:idea|ideas|suggestions|advice))\b.{0,15}$",
    re.IGNORECASE,
)
_CHINESE_ASKS = re.compile(
    "[吗呢][?？]?$|什么|怎么|怎样|如何|多少|多久|多长|多大|(?<![没好这那第])几[个天年岁次点号]|哪|谁|为什么|为何|是否|能不能|可不可以|要不要|有没有|"
    "是不是|需不需要|[?？]$"
)
_CHINESE_NEXT = re.compile(
    "[,，、]\\s*(?:另外|还有|以及|并且|同时|再|然后|还想问|顺便问(?:一下)?)?|(?:另外|还有|以及|顺便问(?:一下)?)[,，]?"
)
_CHINESE_CLAUSE_CONDITION = re.compile(
    "^(?:如果|要是|假如|当|对于|关于|因为|由于|不想|不知道|不清楚|不管|无论|哪怕|只要)"
)


def questions_in(text: str, terms: Terms) -> tuple[str, ...]:
    """The questions of a message in order, each with what is told around it; the message itself if it is one question.

    What is no question stays with the question after it, or with the last one. Never more than MAX_PARTS + 1: one more
    than are answered tells that there are more.
    """
    chinese = len(_HAN.findall(text)) * 3 >= len(text.strip()) > 0
    pieces = list(_chinese_pieces(text) if chinese else _pieces(text))
    found = _joined(pieces, terms, chinese)
    return tuple(found[: MAX_PARTS + 1]) if len(found) > 1 else (text,)


def asks(text: str) -> bool:
    """True if the text asks something, or says that something is wanted to be known."""
    chinese = len(_HAN.findall(text)) * 3 >= len(text.strip()) > 0
    found = _CHINESE_ASKS if chinese else _ASKS
    return text.rstrip().endswith(("?", "？")) or bool(found.search(simplified(text)))


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    for sentence in _sentences(text):
        if _CONDITION.search(sentence) or not (sentence.endswith("?") or _ASKS.search(sentence)):
            yield sentence, False
            continue
        parts = [part.strip() for part in _NEXT.split(sentence) if part.strip()]
        if not _ASKS.search(parts[0]):
            # "If I move, do I keep it?": what stands before the comma belongs to the question.
            parts = [sentence]
        for part in parts:
            if not _LEADING.search(part):
                yield part, True


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for end in (*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)):
        if sentence := text[start:end].strip():
            yield sentence
        start = end


def _chinese_pieces(text: str) -> Iterator[tuple[str, bool]]:
    for match in _CHINESE_SENTENCE.finditer(text):
        sentence = match.group().strip()
        clauses = [clause for clause in _split_next(sentence) if clause.strip()]
        kept = ""
        for clause in clauses:
            kept = f"{kept}，{clause}" if kept else clause
            if _CHINESE_ASKS.search(simplified(clause)) and not _CHINESE_CLAUSE_CONDITION.search(
                simplified(clause)
            ):
                yield kept.strip(), True
                kept = ""
        if kept.strip():
            yield kept.strip(), False


def _split_next(sentence: str) -> Iterator[str]:
    """The sentence between its words of going on, as it was written."""
    start = 0
    for match in _CHINESE_NEXT.finditer(simplified(sentence)):
        yield sentence[start : match.start()]
        start = match.end()
    yield sentence[start:]


def _joined(pieces: Sequence[tuple[str, bool]], terms: Terms, chinese: bool) -> list[str]:
    """The pieces with what does not stand by itself joined to its neighbour."""
    gap = "" if chinese else " "
    found: list[str] = []
    told = ""
    for piece, asks in pieces:
        if not asks or (not found and not subject_terms(piece, terms)):
            told = f"{told}{gap}{piece}".strip()
        elif found and (_too_short(piece, chinese) or _says_the_same(found[-1], piece, terms)):
            found[-1] = f"{found[-1]}{gap}{told}{gap}{piece}".replace("  ", " ")
            told = ""
        else:
            found.append(f"{told}{gap}{piece}".strip())
            told = ""
    if told and found:
        found[-1] = f"{found[-1]}{gap}{told}"
    return found


def _too_short(piece: str, chinese: bool) -> bool:
    if chinese:
        return len(_HAN.findall(piece)) < LEAST_CHARACTERS
    return len(_WORD.findall(piece)) < LEAST_WORDS or bool(_TAG.search(piece))


def _says_the_same(before: str, piece: str, terms: Terms) -> bool:
    """True for a question asked twice in other words: every word of weight stands in the one before."""
    said = terms(piece)
    return len(said) > 1 and said <= terms(before)
