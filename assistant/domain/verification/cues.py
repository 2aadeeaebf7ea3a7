"""Words that say must, may, not, only, except: found in a text by longest match, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.domain.verification.figures import FigureKind
from assistant.domain.verification.plain_text import plain
from assistant.domain.verification.reading import figures_of


class CueKind(StrEnum):
    """What a word says about the force or the scope of its clause."""

    OBLIGED = "obliged"
    FORBIDDEN = "forbidden"
    ALLOWED = "allowed"
    NOT_REQUIRED = "not_required"
    RECOMMENDED = "recommended"
    NEGATED = "negated"
    ONLY = "only"
    EXCEPT = "except"
    INCLUDED = "included"
    FREE = "free"
    UP = "up"
    DOWN = "down"
    WITHOUT = "without"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue word and its span."""

    kind: CueKind
    start: int
    end: int


_EN: tuple[tuple[CueKind, str], ...] = (
    (CueKind.ALLOWED, r"not (?:be )?(?:forbid[a-z]*|prohibit[a-z]*|banned)|does not forbid|do not forbid"),
    (
        CueKind.NEUTRAL,
        r"not only|whether or not|if not|why not|no matter|if necessary|if needed|if possible|as soon as possible|"
        r"as far as possible|at once|only once|no\. ?\d|yes or no|may be\b(?= [a-z]+ing)",
    ),
    (
        CueKind.FREE,
        r"free of charge|free of cost|at no (?:extra )?(?:cost|charge)|no (?:extra |further )?(?:fee|charge|cost)s?|"
        r"(?:costs?|pays?|charged?) nothing|without (?:a |any )?(?:charge|fee|payment)|not charged|for free|"
        r"(?<!toll )(?<!toll - )(?<!toll-)free(?! (?:to|space|place|day|time|hour|afternoon|choice|bay|seat|flow|movement|of (?!charge|cost)))|nothing to pay|(?:does|do|is|are) not (?:cost|charge)[a-z]*(?: anything)?(?! #)|"
        r"(?:does not|do not|need not|doesn't|don't)(?: have to)? pay|waive[sd]?",
    ),
    (
        CueKind.DOWN,
        r"(?:no|not|never) (?:more|longer|later|older|larger|wider|higher|heavier|greater|bigger) than|not (?:to )?exceed(?:ing)?|"
        r"not over|up to|at (?:the )?most|at the latest|a maximum of|maximum of|maximum|max\.?|less than|fewer than|under|"
        r"below|younger than|shorter than|smaller than|within|or (?:less|under|fewer|younger|below|earlier)|"
        r"and (?:under|below|younger)|by the|(?:by|before|until|till)(?= (?:\d|#|the|noon|midnight))|earlier than|limit of|ceiling of",
    ),
    (
        CueKind.UP,
        r"(?:no|not|never) (?:less|fewer|earlier|younger|shorter|smaller|sooner) than|not (?:before|under|below)|"
        r"at (?:the )?least|at the earliest|a minimum of|minimum of|minimum|more than|over(?= [#\d])|above|older than|longer than|"
        r"larger than|wider than|higher than|heavier than|exceed(?:s|ing)?|or (?:more|over|older|above|longer|later)|"
        r"and (?:over|older|above)|later than|after(?= (?:\d|#))|(?<!away )from(?= (?:\d|#))|as of(?= #)|starting(?= #)",
    ),
    (
        CueKind.NOT_REQUIRED,
        r"need not|needn't|(?:does|do|did|will|would) not (?:have|need|require)(?: to)?|(?:doesn't|don't|didn't|won't) (?:have|need|require)(?: to)?|"
        r"not (?:be )?(?:required|necessary|needed|obliged|obligatory|compulsory|mandatory)|no (?:need|obligation|duty)|"
        r"needs? no|requires? no|no (?:[a-z-]+ ){1,3}(?:is|are) (?:needed|required|necessary)|exempt(?:ed)?|optional|voluntary|"
        r"isn't (?:needed|required|necessary)|aren't (?:needed|required|necessary)|without having to|without needing",
    ),
    (
        CueKind.FORBIDDEN,
        r"(?:must|may|can|shall|should|could|has to|have to) (?:not|never)|cannot|can't|mustn't|shouldn't|couldn't|shan't|may no longer|"
        r"not (?:be )?(?:allowed|permitted|authori[sz]ed|possible|entitled|eligible|able)|"
        r"no (?:(?!and |or )[a-z-]+ ){1,4}?(?:may|can|shall|is allowed|are allowed|is permitted|are permitted)|"
        r"(?:nobody|no one|none|neither)(?: [a-z-]+){0,4}? (?:may|can|shall|is allowed|is permitted)|"
        r"forbid(?:s|den)?|prohibit(?:s|ed)?|banned|illegal|unlawful|ineligible|excluded from|do not|don't|never|rule[sd] out|isn't allowed|aren't allowed",
    ),
    (CueKind.RECOMMENDED, r"should|ought to|recommend(?:s|ed)?|advised|advisable|had better|best to"),
    (
        CueKind.OBLIGED,
        r"must|shall|ha(?:s|ve) to|needs?|needed|require[sd]?|due(?= (?:on|by|in|within|at))|obliged|obligatory|compulsory|mandatory|necessary|obligation|duty|"
        r"(?:is|are) to be",
    ),
    (
        CueKind.ALLOWED,
        r"may|can|could|might|allow(?:s|ed)?|permitted|entitled|eligible|possible|"
        r"(?:has|have) the right to|able to|free to|let[s]? you",
    ),
    (
        CueKind.ONLY,
        r"only(?! #)|solely|exclusively|nobody but|no one but|nothing but|limited to|restricted to|reserved for|except by|"
        r"not [^,.;]{0,40}(?:other than|except)",
    ),
    (
        CueKind.EXCEPT,
        r"unless|except(?:ing|ion|ions)?(?: for)?|excluding|apart from|other than|aside from|save for|with the exception of|but not|does not apply to|do not apply to|does not apply",
    ),
    (CueKind.WITHOUT, r"without|not (?:counting|including)|minus|less the"),
    (CueKind.INCLUDED, r"including|even|as well as|also for|inclusive of"),
    (
        CueKind.NEGATED,
        r"not|no|n't|neither|nor|none|nobody|nothing|no one|no longer|refuse[sd]?|fails? to|lacks?|invalid|closed|"
        r"(?:is|are|was|were|does|do|did|wo|would|has|have|had)n't",
    ),
)
_ZH: tuple[tuple[CueKind, str], ...] = (
    (CueKind.ALLOWED, "不禁止|未禁止|不限制"),
    (
        CueKind.NEUTRAL,
        "只(?=[^,，。；]{1,12}的话)|犬只|船只|羊只|不动产|不同|不久|不仅|不论|不管|不但|不过|无论|无障碍|无家可归|非机动车|未成年|未婚|未来|不可抗力|差不多|不定期|无业|不良|"
        "重要|主要|要求|只要|要么|需求|急需|所需|供应|相应|对应|应急|应付|适应|反应|响应|可能|许可|认可|可靠|功能|性能|能源|节能|"
        "智能|期限|限额|权限|年限|上限|下限|时限|不服|不幸|不料|对不起|非常|除非常|无线|分别|特别|类别|级别|区别|性别|别人|别的|"
        "没收|未必|非营利|无偿|不明|不锈钢|需要时|必要时|摘要|纪要|概要|提要|简要|扼要|应用|应对|应答|供需|仅仅是|能力|能够|能源|可以说",
    ),
    (
        CueKind.FREE,
        "免费|不收费|不收取(?:任何)?费用?|不收(?:手续费|工本费|费用|钱)|免收(?:费用)?|无需(?:缴费|付费|交费)|不用(?:付费|交钱|付钱|缴费)|不需要(?:付费|缴费|交费|花钱)|免交|免缴|(?:不用|不需要|无需|无须|不必)交|无偿|不花钱|免缴",
    ),
    (
        CueKind.DOWN,
        "不超过|不高于|不多于|不大于|不晚于|不迟于|不长于|至多|最多|最高|最长|最[迟晚](?!提前)|最大|上限为|上限是|低于|少于|小于|短于|早于|未满|不满|不足|不到|及?以下|以内|之内|内(?=[^容部外科])|内$|以前|之前|(?<!提)前(?![来往提后任夫妻])|为止|截至|"
        "限于(?=\\d)",
    ),
    (
        CueKind.UP,
        "最[迟晚]提前|不少于|不低于|不早于|不小于|不短于|至少|最少|最低|最短|最早|最小|起码|下限为|超过|超出|高于|多于|大于|长于|晚于|迟于|年满|满(?=[#\\d零一二两三四五六七八九十百])|及?以上|以后|之后|以外(?=的时间)|(?<!最)后(?![勤果续面者期付])|起(?![诉重草来床码])",
    ),
    (
        CueKind.NOT_REQUIRED,
        "不必须|不是必须|无需|无须|毋须|毋需|不需要|不需|不必|不用|不要求|不强制|不须|没有必要|没必要|免于|免予|可以不|可不|可免|豁免|不作要求|自愿",
    ),
    (
        CueKind.FORBIDDEN,
        "不得|禁止|严禁|不可以|不可|不能|不准|不许|不允许|不应当|不应|不能够|无法|无权|勿|切勿|请勿|不要|别(?=[把在乱])|没有资格|不具备资格|不具有|一律不|谢绝|不再允许",
    ),
    (CueKind.RECOMMENDED, "建议|最好|宜(?=[在于先])|推荐|提倡|鼓励"),
    (
        CueKind.OBLIGED,
        "应当|应该|必须|须|必需|务必|需要|需|要(?![点素闻员害塞道么])|应(?![用对急付答])|有义务|有责任|负责|一定要|得(?=先|在|向|到)",
    ),
    (CueKind.ALLOWED, "可以|可(?![靠能见观口乐])|能(?![源力耗量])|允许|准许|有权|有资格|许可"),
    (
        CueKind.ONLY,
        "只有|只能|只可|只限|只在|只接受|只(?!要|数|需?#|收?#)|仅限于?|仅(?!仅)|限于|唯一|专供|专门用于",
    ),
    (
        CueKind.EXCEPT,
        "除外|除非|除(?!夕|草|雪|了?此之外|尘|湿|垃圾|名|去)|不在此限|例外|不适用|不包括",
    ),
    (CueKind.WITHOUT, "不含|不计"),
    (CueKind.INCLUDED, "包括|包含|也在内|在内|同样适用|含(?!义|量|有|糖)"),
    (CueKind.NEGATED, "不|没有|没|未|无|非|闭馆|关闭|停业|否(?!则)|拒绝"),
)


_DENIALS = frozenset((CueKind.FORBIDDEN, CueKind.NEGATED))
_TURNED = {CueKind.UP: CueKind.DOWN, CueKind.DOWN: CueKind.UP}
_STOP = re.compile(
    r"[,.;:!?，。；：]|(?<![a-z])(?:if|when|unless|where|who|that|which|because|and|but)(?![a-z])"
)
_OR = re.compile(r"(?<![a-z])(?:or|nor)(?![a-z])|或")
_COMPARING = re.compile(
    "than|exceed|before|until|till|over|under|below|above|after|[超高低多少大小长短早晚迟][过出于]"
)
_FARTHEST = 40
"""Characters between "may not" and the bound it governs: "may not be put out before", with its objects, has 35."""
_FIGURE_WITHIN = 16
"""Characters between a bound and its figure."""


def _alternation(table: tuple[tuple[CueKind, str], ...], edge: str, close: str) -> str:
    return "|".join(
        f"(?P<{kind.value}__{n}>{edge}(?:{words}){close})" for n, (kind, words) in enumerate(table)
    )


_ENGLISH_CUES = re.compile(_alternation(_EN, "(?<![a-z'-])", r"(?![a-z])"))
_CHINESE_CUES = re.compile(_alternation(_ZH, "", ""))


def _merged(found: list[Cue], folded: str) -> Iterator[Cue]:
    """A prohibition and the bounds it governs as bounds: "may not exceed 3" is "at most 3"."""
    denial: Cue | None = None
    for cue in found:
        turned = denial is not None and cue.kind in _TURNED and _governs(denial, cue, folded)
        if denial is not None and turned:
            yield Cue(_TURNED[cue.kind], denial.start, cue.end)
            # "may not be more than 3 or longer than 4": the next bound after "or" is governed as well.
            denial = Cue(CueKind.NEUTRAL, cue.end, cue.end)
            continue
        if denial is not None and denial.kind is not CueKind.NEUTRAL:
            yield denial
        denial = cue if cue.kind in _DENIALS else None
        if denial is None:
            yield cue
    if denial is not None and denial.kind is not CueKind.NEUTRAL:
        yield denial


def _governs(cue: Cue, bound: Cue, folded: str) -> bool:
    """True if no other clause begins between the two, the bound compares, and a figure follows it."""
    between, after = folded[cue.end : bound.start], folded[bound.end : bound.end + _FIGURE_WITHIN]
    if cue.kind is CueKind.NEUTRAL and not _OR.search(between):
        return False
    compares = _COMPARING.search(folded, bound.start, bound.end) is not None
    return compares and len(between) <= _FARTHEST and not _STOP.search(between) and "#" in after


@lru_cache(maxsize=8192)
def cues(text: str) -> tuple[Cue, ...]:
    """The cues of a text in order; figures are blanked first, so that the month May is no permission."""
    blanked = list(plain(text))
    for figure in figures_of(text):
        if figure.kind is FigureKind.DATE or (not figure.weak and figure.kind is not FigureKind.ADDRESS):
            blanked[figure.start : figure.end] = "#" * (figure.end - figure.start)
    folded = "".join(blanked)
    found = [*_found(_ENGLISH_CUES, folded), *_found(_CHINESE_CUES, folded)]
    return tuple(_merged(sorted(found, key=lambda cue: cue.start), folded))


def _found(pattern: re.Pattern[str], folded: str) -> list[Cue]:
    found = []
    for match in pattern.finditer(folded):
        kind = CueKind((match.lastgroup or "").partition("__")[0])
        if kind is not CueKind.NEUTRAL:
            found.append(Cue(kind, match.start(), match.end()))
    return found
