""" "And for my son?": the question before, asked for somebody else."""

from __future__ import annotations

import re

from assistant.domain.simplified import simplified

_PERSON = (
    "sons? daughters? child children kids? bab(?:y|ies) wife husband partner spouse mother father mum mom dad parents? "
    "grandmother grandfather grandma grandpa grandparents? grandchild(?:ren)? brothers? sisters? siblings? family friends? neighbou?rs? "
    "aunt uncle cousin girlfriend boyfriend fianc[ée]e? students? pupils? pensioners? seniors? teenagers? minors? adults? foreigners? tourists? "
    "visitors? refugees? newcomers? residents? non-residents? employees? employers? landlords? tenants? lodgers? carers? widows? widowers? "
    "year[- ]olds?"
).replace(" ", "|")
_ENGLISH = re.compile(
    r"^\W*(?:(?:and|but|ok|okay|so)\W+)*(?:(?:what|how) about|what if it(?:'s| is) for|for|is it the same for|"
    r"(?:does|do|would) (?:that|it|this|they) (?:also )?(?:apply|go|count) (?:to|for))\s+"
    rf"(?P<who>(?:(?:my|our|his|her|their|a|an|the|someone's)\s+)?(?:[\w-]+\s+){{0,3}}?(?:{_PERSON})|me|us|myself)"
    r"(?:\s+(?:too|then|as well))?\s*[?.!]*\s*$",
    re.IGNORECASE,
)
_CHINESE = re.compile(
    "^\\W*(?:那么?|请问|还有|另外)?(?:如果是|要是|给|替)?(?P<who>(?:我们?|他|她)?(?:的)?(?:儿子|女儿|孩子|小孩|宝宝|妻子|老婆|太太|丈夫|老公|爱人|配偶|母亲|妈妈|父亲|爸爸|父母|老人|奶奶|爷爷|外婆|外公|"
    "哥哥|姐姐|弟弟|妹妹|朋友|邻居|学生|外国人|外地人|租客|房东|未成年人|残疾人))(?:呢|也行吗|也可以吗|也一样吗|可以吗|行吗|怎么办)?\\W*$"
)
_PEOPLE = re.compile(
    r"\b(?:for|of) (?:(?:my|our|his|her|their|a|an|the) )?(?:son|daughter|child|children|kid|kids|baby|wife|husband|partner|"
    r"spouse|mother|father|mum|mom|dad|parents?|grandmother|grandfather|brother|sister|friend|neighbou?r|me|myself|us)\b",
    re.IGNORECASE,
)
_PEOPLE_CHINESE = re.compile(
    "我?(?:的)?(?:儿子|女儿|孩子|小孩|宝宝|妻子|老婆|太太|丈夫|老公|爱人|配偶|母亲|妈妈|父亲|爸爸|父母|奶奶|爷爷|哥哥|姐姐|弟弟|妹妹|朋友|邻居)"
)
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")


def asked_for(text: str) -> str | None:
    """The person that a message asks about, where it says nothing else; None for any other message."""
    found = (_CHINESE if _HAN.search(text) else _ENGLISH).search(simplified(text))
    return text[found.start("who") : found.end("who")].strip() if found is not None else None


def for_other(who: str, earlier: str) -> str:
    """The earlier question asked for this person: in place of the one it named, else added to it."""
    if _HAN.search(earlier):
        ours = not re.match("[我他她]", who) and _PEOPLE_CHINESE.fullmatch(simplified(f"我{who}"))
        who = f"我{who}" if ours else who
        if (named := _PEOPLE_CHINESE.search(simplified(earlier))) is not None:
            return earlier[: named.start()] + who + earlier[named.end() :]
        if "我" in earlier:
            return earlier.replace("我", who, 1)
        return f"{who}{earlier}"
    for_them = f"for {who}"
    if _PEOPLE.search(earlier):
        return _PEOPLE.sub(for_them, earlier, count=1)
    end = re.search(r"[\s?.!]*$", earlier)
    assert end is not None
    return f"{earlier[: end.start()]} {for_them}{earlier[end.start() :]}"
