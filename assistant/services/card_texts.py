"""The sentences of the system card and of the transparency record; places in braces are filled with live figures."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from assistant.domain.questions import Language

EN, ZH = Language.EN, Language.ZH


class CardPart(StrEnum):
    """The parts of the card, in their order (L-06)."""

    PURPOSE = "purpose"
    MACHINE = "machine"
    ACCURACY = "accuracy"
    FAILURES = "failures"
    OVERSIGHT = "oversight"
    LOG = "log"


class CardSaid(StrEnum):
    """The sentences that there are."""

    PURPOSE = "purpose"
    ASSISTS = "assists"
    MODELS = "models"
    NO_MODEL = "no_model"
    ACCURACY = "accuracy"
    NO_CERTIFICATE = "no_certificate"
    OVERSIGHT = "oversight"
    STOP = "stop"
    LOG = "log"
    PROCESS = "process"
    PROVIDED = "provided"
    TRAINING = "training"
    APPEALS = "appeals"
    ARCHITECTURE = "architecture"


HEADINGS: Mapping[CardPart, Mapping[Language, str]] = {
    CardPart.PURPOSE: {EN: "What it is for", ZH: "用途"},
    CardPart.MACHINE: {EN: "What the machine does", ZH: "机器做什么"},
    CardPart.ACCURACY: {EN: "How often it is right", ZH: "准确程度"},
    CardPart.FAILURES: {EN: "How it can go wrong, and what is done about it", ZH: "可能出现的问题及应对"},
    CardPart.OVERSIGHT: {EN: "How people keep the final decision", ZH: "人如何保有最终决定权"},
    CardPart.LOG: {EN: "What is logged and kept", ZH: "记录与保存"},
}

CARD: Mapping[CardSaid, Mapping[Language, str]] = {
    CardSaid.PURPOSE: {
        EN: "It answers questions of citizens of {town} about the town's published rules, with the quotation each answer rests on. It is not for decisions about a person, for emergencies, or for legal advice in one's own case: these go to people.",
        ZH: "就{town}公布的规定答复市民咨询，并附所依据的引文。不用于对个人作出决定、紧急求助或个案法律意见，此类事项一律转由工作人员处理。",
    },
    CardSaid.ASSISTS: {
        EN: "The machine assists: it searches the texts, drafts and checks. A person is responsible for every reply, or a certificate that a person signed and can end.",
        ZH: "机器仅起辅助作用：检索条文、起草并核验。每条答复由工作人员负责，或依据由人签署、可随时终止的证书发出。",
    },
    CardSaid.MODELS: {
        EN: "Drafts are worded by a language model: {models}. Personal data are masked before it sees them.",
        ZH: "草稿由语言模型拟写：{models}。个人信息在交给模型之前已遮盖。",
    },
    CardSaid.NO_MODEL: {
        EN: "No language model is used: drafts are put together from sentences of the texts, word for word.",
        ZH: "未使用语言模型：草稿由条文原句逐字组成。",
    },
    CardSaid.ACCURACY: {
        EN: "{topic} ({spoken}): of {n} answers confident enough to be sent, {k} were wrong by blind labels of people; at most {bound} with the stated certainty, {alpha} tolerated. Since then {audited} sent answers were checked, {wrong} of them wrong.",
        ZH: "{topic}（{spoken}）：在 {n} 条置信度足以发出的答复中，经人工盲评有 {k} 条错误；在所述把握下错误率不超过 {bound}，容许 {alpha}。此后抽查 {audited} 条已发出的答复，其中 {wrong} 条错误。",
    },
    CardSaid.NO_CERTIFICATE: {
        EN: "No topic is certified: a person decides every reply.",
        ZH: "尚无主题取得证书：每条答复均由工作人员决定。",
    },
    CardSaid.OVERSIGHT: {
        EN: "Reviewers see the sources before the draft. They judge {first} of cases before a draft is shown and answer {unaided} without one. Known-bad drafts are mixed in. {audited} of automatic and {second} of approved answers are labelled again blind.",
        ZH: "审核人员先看依据、后看草稿。{first} 的案件须先作判断再显示草稿，{unaided} 不提供草稿；并混入已知错误的草稿。{audited} 的自动答复和 {second} 的已批准答复由他人盲评复核。",
    },
    CardSaid.STOP: {
        EN: "Before: a certificate from blind labels. During: a stop switch for everything, a department or a topic. Afterwards: random audits, with an alarm that ends a certificate by itself.",
        ZH: "事前：依据盲评标签签发证书；事中：可对全部、某部门或某主题停用自动答复；事后：随机抽查，告警可自动终止证书。",
    },
    CardSaid.LOG: {
        EN: "Conversations are kept encrypted for {days} days after the last message, backups for {backups} days. A tamper-evident log keeps who did what and when, without anybody's words. Engine {pipeline}.",
        ZH: "对话加密保存至最后一条消息后 {days} 天，备份保存 {backups} 天。防篡改日志记录何人何时做了什么，不含任何人的文字。引擎 {pipeline}。",
    },
    CardSaid.PROCESS: {
        EN: "A question is screened, searched for, drafted, checked and routed. It is answered under a certificate or becomes a case that a person decides under a promised time.",
        ZH: "咨询依次经过筛查、检索、起草、核验和分派，依证书答复，或成为由工作人员在承诺时限内决定的案件。",
    },
    CardSaid.PROVIDED: {
        EN: "Reviewers get the question, the passages, the draft with each sentence beside its quotation, and the problems that rules found; no confidence score.",
        ZH: "审核人员可见咨询、相关段落、逐句对照引文的草稿及规则发现的问题；不显示置信度。",
    },
    CardSaid.TRAINING: {
        EN: "Whoever approves passes checks on seeded errors; who misses too many approves in pairs until trained again.",
        ZH: "审批人员须通过植入错误的检验；漏检过多者须双人审批，直至重新培训。",
    },
    CardSaid.APPEALS: {
        EN: "Below each reply: another person, who had no part in it, looks again; ratings in five grades, low ones are answered within a working day.",
        ZH: "每条答复下方均可请未参与的工作人员重新查看；五级评价，差评一个工作日内回应。",
    },
    CardSaid.ARCHITECTURE: {
        EN: "Hybrid search over published texts (words and meaning), drafting from quotations, verification by fixed rules, confidence by logistic models, release by certificate.",
        ZH: "对已公布条文进行词语与语义混合检索，依引文起草，固定规则核验，逻辑回归评估置信度，依证书发布。",
    },
}
"""The same facts in both languages (L-13)."""
