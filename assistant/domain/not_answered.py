"""Whether a citizen says that the last reply did not answer them: a failed turn, after which a person takes over (S-19)."""

from __future__ import annotations

import re

from assistant.domain.questions import Author, Turn
from assistant.domain.screening_form import screening_form

_ENGLISH = re.compile(
    r"\b(?:(?:thats|that is|this is|its|it is) not (?:what i (?:asked|meant|wanted|want)(?: to know| for| about)?|my question|an answer|the answer|helpful|helping|useful)"
    r"|(?:that|this|it|you) (?:didnt|did not|doesnt|does not|dont|do not|hasnt|has not|havent) (?:really )?(?:answer(?:ed)?|help(?:ed)?|understand|understood)(?: (?:me|my question|the question|at all))?"
    r"|(?:youre|you are) not (?:answering|listening|understanding|helping|reading)"
    r"|(?:i )?(?:already|just) (?:said|told you|asked|explained|wrote)(?: that| this)?|i (?:have )?(?:asked|said|told you) (?:that|this) (?:already|before|twice)"
    r"|(?:not|isnt|wasnt|un)\W?helpful|useless answer|wrong answer|you keep (?:saying|repeating|sending|telling))\b"
)
_CHINESE = re.compile(
    "答非所问|没(?:有)?回答我|不是我(?:问|要|想问|想要)的|没(?:有)?(?:听|看|弄|搞)懂(?:我|问题)|听不懂(?:我|人话)|你(?:没|不)(?:理解|明白|懂)|(?:这|回答|答复)?(?:没有?|毫无|不)(?:用|帮助|解决(?:我的)?问题)$|"
    "我(?:刚才|刚刚|已经|都)(?:说|问|讲)过?了|说了多少遍|问了(?:好)?几遍|又是这(?:句|些)|对牛弹琴|鸡同鸭讲|牛头不对马嘴"
)


def says_not_answered(text: str, history: tuple[Turn, ...]) -> bool:
    """True if the message says so and there was something said in return before it."""
    if not any(turn.author is not Author.CITIZEN for turn in history):
        return False
    form = screening_form(text)
    return bool(_ENGLISH.search(form) or _CHINESE.search(form))
