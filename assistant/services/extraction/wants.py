"""What a question wants to be told (an amount, a time, a form, a yes or no), and whether a sentence tells it."""

from __future__ import annotations

import re
from enum import StrEnum


class Want(StrEnum):
    """The kind of answer a question asks for."""

    AMOUNT = "amount"
    TIME = "time"
    PLACE = "place"
    DOCUMENT = "document"
    FORM = "form"
    WAY = "way"
    PERMISSION = "permission"
    NUMBER = "number"
    PERSON = "person"
    CONTACT = "contact"


# What a greeting leaves: a message may ask after "Hello." or "My car was stolen,".
_BEGINS = r"(?:^|[.!?,;:]\s+|\b(?:so|and|but|or|if|whether)\s+)"

_ASKS: tuple[tuple[Want, re.Pattern[str]], ...] = (
    (
        Want.AMOUNT,
        re.compile(
            r"\bhow much\b|\bcosts?\b|\bfees?\b|\bprices?\b|\bcharges?\b|(?<!how can i )(?<!how do i )(?<!how to )(?<!how do we )\bpay\b|\bfines?\b|\bexpensive\b|\bfor free\b"
            r"|\bfree of charge\b|\bis it free\b|多少钱|费用|收费|几块|价格|罚款|要钱|免费|多少欧元|贵不贵|花多少|怎么算|怎么收费?",
            re.IGNORECASE,
        ),
    ),
    (
        Want.TIME,
        re.compile(
            r"\bwhen\b|\bhow long\b(?! (?:may|can|must|should) (?:a|an|the|my) [^?]*\bbe\b)|\bhow soon\b|\bhow early\b|\bdeadlines?\b|\bhow many (?:days|weeks|months|years)\b"
            r"|\bwhat (?:times?|days?)\b|\bwhich days?\b|\bhours\b|\bopening times\b|\bopening hours\b|\bopen\b|\bhow often\b|\bby what date\b|\bexpires?\b"
            r"|什么时候|多久|几天|期限|几点|哪天|星期几|周几|多长时间|何时|有效期|几个月|几年|多少天|营业时间|开门|过期|来得及",
            re.IGNORECASE,
        ),
    ),
    (
        Want.PLACE,
        re.compile(
            r"\bwhere\b|\bwhich office\b|\baddress of\b|\bwhich counter\b|\bwho do i (?:ask|call|contact|see)\b"
            r"|哪里|哪儿|在哪|什么地方|哪个窗口|哪个部门|去哪|地址是|找谁|哪个单位",
            re.IGNORECASE,
        ),
    ),
    (
        Want.DOCUMENT,
        re.compile(
            r"\bwhat (?:documents?|papers?|forms?|proof)\b|\bwhich (?:documents?|papers?|forms?|proof)\b"
            r"|\bwhat\b[^.?!]*\bbring\b|\b(?:need|have|must i|do i) (?:to )?bring\b"
            r"|\bneed to (?:show|submit|provide)\b|带什么|带上?哪些|带些?什么|什么材料|哪些材料|材料|证件|还得带",
            re.IGNORECASE,
        ),
    ),
    (
        Want.FORM,
        re.compile(
            r"\b(?:what|which) (?:is the )?(?:form|paper|application)\b|\bforms?\b|\bfill (?:in|out)\b|\bpaperwork\b"
            r"|哪张表|什么表|填什么|填哪|表格|几号表|哪个表|编号|申请表|张表|的表",
            re.IGNORECASE,
        ),
    ),
    (
        Want.WAY,
        re.compile(
            r"\bhow (?:do|can|to|would|should|does)\b|\bwhat (?:do|should|must|can) (?:i|we) (?:need to |have to )?do\b|\bsteps?\b|\bprocess\b"
            r"|怎么|如何|怎样|步骤|手续|咋",
            re.IGNORECASE,
        ),
    ),
    (
        Want.PERMISSION,
        re.compile(
            _BEGINS
            + r"(?:can|may|am|is|are|do|does|must|should|could|will|would|have)\b(?! you\b)|\ballowed\b|\bpermitted\b"
            r"|\b(?:do|does|can|must|may|will|should) (?:i|we|my|our|they|the)\b|\bif (?:i|we) (?:can|may|must|need|have to)\b"
            r"|可以|能不能|能否|可不可以|允许|要不要|是否|是不是|需不需要|需要.{0,24}吗|要.{0,20}吗|能.{0,12}吗|会.{0,12}吗|行不行|行吗|行$|必须|有没有",
            re.IGNORECASE,
        ),
    ),
    (
        Want.NUMBER,
        re.compile(
            r"\bhow long (?:may|can|must|should) (?:a|an|the|my) [^?]*\bbe\b|\bhow (?:many|heavy|big|high|tall|large|fast|quick|quickly|far|old|wide|thick)\b|\bmaximum\b|\blimits?\b"
            r"|\bpercentage\b|\bwhat age\b|\b(?:up to|below|from) (?:what|which) \w+\b|\blongest\b|\bat most\b"
            r"|多少|(?<![那这好])几[个张本次份只块条户]|多[大重高粗宽]|最[多高大长]|上限|限额",
            re.IGNORECASE,
        ),
    ),
    (Want.PERSON, re.compile(r"\bwho\b|\bfor whom\b|谁|哪些人|什么人", re.IGNORECASE)),
    (
        Want.CONTACT,
        re.compile(
            r"\b(?:tele)?phone number\b|\bwhat number\b|\be-?mail address\b|\bnumber (?:do|can|should) i (?:call|ring|phone)\b"
            r"|哪个电话|电话(?:号码)?是|什么电话|电话多少|联系方式|邮箱",
            re.IGNORECASE,
        ),
    ),
)

_CN_NUMBER = r"[\d零一二两三四五六七八九十百千万]+"
_TELLS: dict[Want, re.Pattern[str]] = {
    Want.AMOUNT: re.compile(
        rf"(?:[€$£¥]\s?\d)|\b\d[\d.,]*\s?(?:euros?|dollars?|pounds?|cents?|eur|usd|%|percent)\b|\bfree\b|\bno (?:fee|charge)\b"
        rf"|{_CN_NUMBER}(?:\.\d+)?\s*(?:欧元|元|美元|分|块)|免费|免收|不收费|%",
        re.IGNORECASE,
    ),
    Want.TIME: re.compile(
        rf"\b\d+\s?(?:working |calendar |business )?(?:days?|weeks?|months?|years?|hours?|minutes?)\b|\b\d{{1,2}}[:.]\d{{2}}\b"
        r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:one|two|three|four|five|six|seven|ten|fourteen) (?:working )?(?:days?|weeks?|months?|years?)\b"
        r"|\b(?:once|twice|\w+ times) (?:a|per|each|every) (?:day|week|month|year)\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\bevery (?:year|week|month|day)\b|\b(?:19|20)\d\d\b"
        rf"|{_CN_NUMBER}\s*(?:个)?(?:工作日|天|日|周|星期|个月|月|年|小时|分钟|点)|周[一二三四五六日]|星期[一二三四五六日]|每(?:年|月|周|日|天)",
        re.IGNORECASE,
    ),
    Want.PLACE: re.compile(
        r"\b(?:street|road|lane|square|yard|hall|office|counter|floor|department|centre|center|online|website|portal|library|station)\b"
        r"|[路街巷号楼]|窗口|市政厅|登记处|局|中心|网上|网站|站",
        re.IGNORECASE,
    ),
    Want.DOCUMENT: re.compile(
        r"\bform\b|\b[A-Z]{1,3}-\d+|\bcertificate\b|\bpassport\b|\bidentity card\b|\bproof\b|\bphoto|\bdocuments?\b|\bcontract\b|\bletter\b|\bcopy\b|\bbring\b"
        r"|表[A-Z]?-?\d*|证明|护照|身份证|照片|材料|合同|原件|复印件|携带|提交",
        re.IGNORECASE,
    ),
    Want.FORM: re.compile(
        r"\bforms? [A-Z]{1,3}-?\d|\b[A-Z]{1,3}-\d+|\bapplication form\b|表\s?[A-Z]{1,3}-?\d"
    ),
    Want.WAY: re.compile(
        r"\b(?:appl(?:y|ied|ication)|form|online|call|phone|by post|e-mail|book|appointment|visit|submit|send|hand(?:ed)? in|report|fill|log in|sign|select|contact|register)\b"
        r"|提交|申请|网上|电话|窗口|预约|携带|邮寄|办理|填写|表[A-Z]",
        re.IGNORECASE,
    ),
    Want.PERMISSION: re.compile(
        r"\b(?:may|must|can|cannot|need|needs|required|allowed|not|only|free|entitled|has to|have to|permitted|prohibited|forbidden|unless|except)\b"
        r"|可以|不得|应当|必须|无需|需要|不必|禁止|不能|须|允许|有权|除外|免",
        re.IGNORECASE,
    ),
    Want.NUMBER: re.compile(
        rf"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|half|twice|only one)\b|{_CN_NUMBER}[个张本次份只块条户名岁米]",
        re.IGNORECASE,
    ),
    Want.PERSON: re.compile(
        r"\b(?:every(?:one|body)|any(?:one|body)|whoever|residents?|owners?|tenants?|landlords?|parents?|guardians?|doctors?"
        r"|office|department|registry|police|by (?:the|a))\b|由|居民|房东|业主|父母|监护人|警察|的人",
        re.IGNORECASE,
    ),
    Want.CONTACT: re.compile(
        r"\b\d{3,5}[ -]?\d{3}(?:[ -]?\d{3,4})?\b|\S+@\S+\.\w+|\bcall\b|电话\s?\d", re.IGNORECASE
    ),
}

_COMMON = frozenset((Want.PERMISSION, Want.WAY, Want.PERSON))

CONDITION = re.compile(
    r"^(?:however|but|except|unless|this (?:does not|doesn't|rule|fee|limit)|these|exceptions?|exempt|only|in that case|otherwise|the (?:same|fee|limit|rule) (?:does not|is not))\b"
    r"|\bdoes not apply\b|\bare exempt\b|\bis exempt\b|\bexcept(?:ion)?\b|\bunless\b|\bpay nothing\b|\bfree of charge\b"
    r"|^(?:但|除|不过|例外|其中|前款|上述)|除外|不适用|免收|免于|免费",
    re.IGNORECASE,
)
"""A sentence that limits or excepts what stands before it."""

LIMIT = re.compile(
    r"^(?:however|but|except|unless|only|otherwise|in that case|exceptions?|these (?:rules?|fees?|limits?|do not)|this (?:rule|fee|limit|does not|doesn't))\b"
    r"|^(?:但|除|不过|例外|其中|前款|上述)"
    r"|\b(?:except|unless|does not apply|do not apply|exempt|only if|provided that|however|but not|pay nothing|pays? half)\b"
    r"|除外|除非|不适用|例外|免于|[，；]但|不受.{1,12}限制",
    re.IGNORECASE,
)
"""Words that make a sentence a condition or an exception wherever it stands; at its beginning, of what stands before."""


def wants(question: str) -> tuple[Want, ...]:
    """What the question asks for, in fixed order; empty where no word tells. What nearly every policy sentence has (a
    permission, a way to do something) counts only where nothing more particular is asked for."""
    found = tuple(want for want, asks in _ASKS if asks.search(question.strip()))
    if Want.AMOUNT in found or Want.TIME in found:
        found = tuple(want for want in found if want is not Want.NUMBER)
    return tuple(want for want in found if want not in _COMMON) or found


def particular(wanted: tuple[Want, ...]) -> bool:
    """Whether something is asked for that only few sentences have, such as an amount or a form."""
    return any(want not in _COMMON for want in wanted)


def told(sentence: str, wanted: tuple[Want, ...]) -> float:
    """The share of the wants for which a sentence has what the answer consists of."""
    return sum(_TELLS[want].search(sentence) is not None for want in wanted) / max(1, len(wanted))
