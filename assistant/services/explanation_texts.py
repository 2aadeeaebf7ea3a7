"""The sentences of an explanation, in both languages; places in braces are filled with facts (L-09)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from assistant.domain.questions import Language

EN, ZH = Language.EN, Language.ZH


class Part(StrEnum):
    """What a paragraph of an explanation is about, in their order."""

    ASKED = "asked"
    MACHINE = "machine"
    DECIDED = "decided"
    SOURCES = "sources"
    LIMITS = "limits"
    CONTEST = "contest"


class Said(StrEnum):
    """The sentences that there are."""

    ASKED = "asked"
    SEARCHED = "searched"
    NOTHING_FOUND = "nothing_found"
    DRAFTED = "drafted"
    DRAFTED_BY_MODEL = "drafted_by_model"
    TAKEN = "taken"
    NO_DRAFT = "no_draft"
    PEOPLE_ONLY = "people_only"
    CHECKED_CLEAN = "checked_clean"
    CHECKED_FOUND = "checked_found"
    NOT_CHECKED = "not_checked"
    WHY_PERSON = "why_person"
    BY_CERTIFICATE = "by_certificate"
    CERTIFICATE_MEANS = "certificate_means"
    APPROVED = "approved"
    EDITED = "edited"
    WRITTEN = "written"
    APPROVED_BEFORE = "approved_before"
    NOT_DECIDED = "not_decided"
    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"
    SOURCE = "source"
    NO_SOURCE = "no_source"
    LIMIT = "limit"
    LIMIT_PERSON = "limit_person"
    APPEAL = "appeal"
    APPEAL_OPEN = "appeal_open"
    APPEAL_DONE = "appeal_done"
    COMPLAIN = "complain"


PARTS: Mapping[Part, Mapping[Language, str]] = {
    Part.ASKED: {EN: "What you asked", ZH: "您的咨询"},
    Part.MACHINE: {EN: "What the AI system did", ZH: "人工智能系统做了什么"},
    Part.DECIDED: {EN: "Who decided", ZH: "由谁决定"},
    Part.SOURCES: {EN: "On which text", ZH: "依据的条文"},
    Part.LIMITS: {EN: "What the system does not do", ZH: "系统不做什么"},
    Part.CONTEST: {EN: "If you disagree", ZH: "如有异议"},
}

SENTENCES: Mapping[Said, Mapping[Language, str]] = {
    Said.ASKED: {EN: "On {when} you asked: “{question}”", ZH: "{when}，您咨询：“{question}”"},
    Said.SEARCHED: {
        EN: "It searched the town's published texts and found passages in: {titles}.",
        ZH: "系统检索了本市公布的条文，找到以下文件中的相关段落：{titles}。",
    },
    Said.NOTHING_FOUND: {
        EN: "It searched the town's published texts and found none that answers this.",
        ZH: "系统检索了本市公布的条文，没有找到可以作答的内容。",
    },
    Said.DRAFTED: {
        EN: "It put a draft together from sentences of these texts, word for word, with the quotation each rests on.",
        ZH: "系统逐字摘取上述条文拟出草稿，并为每句附上所依据的引文。",
    },
    Said.DRAFTED_BY_MODEL: {
        EN: "A language model ({model}) worded a draft; each sentence had to name the quotation it rests on. What identifies people was masked before.",
        ZH: "语言模型（{model}）拟出草稿，每句必须标明所依据的引文；可识别个人的信息事先已作遮盖。",
    },
    Said.TAKEN: {
        EN: "It took the words of an answer that people had approved for the same question before.",
        ZH: "系统采用了此前经工作人员核定的、针对相同咨询的答复。",
    },
    Said.NO_DRAFT: {EN: "It made no draft.", ZH: "系统没有起草。"},
    Said.PEOPLE_ONLY: {
        EN: "You had chosen that people alone write to you, so that no draft was used.",
        ZH: "您已选择仅由工作人员答复，因此未使用草稿。",
    },
    Said.CHECKED_CLEAN: {
        EN: "Fixed rules compared the draft with its quotations: numbers, dates, must and may, conditions. They found no difference.",
        ZH: "固定规则将草稿与引文逐一比对（数字、日期、应当与可以、条件），未发现差异。",
    },
    Said.CHECKED_FOUND: {
        EN: "Fixed rules compared the draft with its quotations and marked {count} places, which the person saw.",
        ZH: "固定规则将草稿与引文比对后标出 {count} 处，经办人员已看到。",
    },
    Said.NOT_CHECKED: {EN: "The draft could not be checked by rules.", ZH: "草稿未能经规则核验。"},
    Said.WHY_PERSON: {
        EN: "It went to a person for this reason: {reasons}.",
        ZH: "转由工作人员处理的原因：{reasons}。",
    },
    Said.BY_CERTIFICATE: {
        EN: "No person read this reply before you did. It was sent on {when} because a certificate, signed by a supervisor on {signed}, allows automatic replies about “{topic}”.",
        ZH: "此答复在您阅读前未经人工查看。它于{when}发出，依据是主管于{signed}签署的、允许就“{topic}”自动答复的证书。",
    },
    Said.CERTIFICATE_MEANS: {
        EN: "The certificate rests on {n} answers labelled by people, {k} of them wrong: at most {alpha} of such replies are to be wrong. People go on checking a random sample, and the certificate ends by itself if more turn out wrong.",
        ZH: "该证书依据 {n} 条经人工判定的答复（其中 {k} 条有误）：此类答复的错误率不应超过 {alpha}。工作人员持续随机抽查，错误超出时证书自动失效。",
    },
    Said.APPROVED: {
        EN: "On {when} a person ({who}) read the texts and the draft and sent it unchanged. That person is responsible for it.",
        ZH: "{when}，工作人员（{who}）阅读条文和草稿后原样发出，并对此负责。",
    },
    Said.EDITED: {
        EN: "On {when} a person ({who}) read the texts and the draft, changed it and sent it. That person is responsible for it.",
        ZH: "{when}，工作人员（{who}）阅读条文和草稿，修改后发出，并对此负责。",
    },
    Said.WRITTEN: {
        EN: "On {when} a person ({who}) wrote the reply in their own words. That person is responsible for it.",
        ZH: "{when}，工作人员（{who}）自行撰写了答复，并对此负责。",
    },
    Said.APPROVED_BEFORE: {
        EN: "The words were checked and kept by people before ({who}), for whoever asks the same.",
        ZH: "此答复内容此前已由工作人员（{who}）核定，供相同咨询使用。",
    },
    Said.NOT_DECIDED: {
        EN: "Nobody has decided yet. The case waits for a person.",
        ZH: "尚未作出决定，案件正等待工作人员处理。",
    },
    Said.WITHDRAWN: {EN: "You withdrew the case before anybody decided.", ZH: "您在作出决定前撤回了案件。"},
    Said.CORRECTED: {
        EN: "On {when} a person ({who}) sent a correction, because a text had changed.",
        ZH: "因条文变更，工作人员（{who}）于{when}发出更正。",
    },
    Said.SOURCE: {
        EN: "[{number}] {title}, version {version}, {department}, in force since {since}: “{quote}”",
        ZH: "[{number}] 《{title}》第 {version} 版，{department}，自 {since} 起施行：“{quote}”",
    },
    Said.NO_SOURCE: {EN: "The reply names no text.", ZH: "答复未引用条文。"},
    Said.LIMIT: {
        EN: "The AI system decides nothing about you or your own case, and it can be wrong. What counts is the quoted text.",
        ZH: "人工智能系统不对您或您的个人事项作任何决定，也可能出错；以所引条文为准。",
    },
    Said.LIMIT_PERSON: {
        EN: "A person is always reachable: press “Talk to a person” at any time.",
        ZH: "随时可以联系工作人员：请按“找工作人员”。",
    },
    Said.APPEAL: {
        EN: "Press “A person should look again” below the reply: somebody who had no part in it looks at it, and you need not say why.",
        ZH: "请按答复下方的“请人工重新查看”：将由未参与此答复的工作人员查看，无需说明理由。",
    },
    Said.APPEAL_OPEN: {
        EN: "Another person is looking at this reply again: case {number}.",
        ZH: "另一位工作人员正在重新查看此答复：案件 {number}。",
    },
    Said.APPEAL_DONE: {
        EN: "Another person has looked at this reply again: case {number}.",
        ZH: "另一位工作人员已重新查看此答复：案件 {number}。",
    },
    Said.COMPLAIN: {
        EN: "You can also complain to the town or to a supervisory authority; nothing here limits that right.",
        ZH: "您也可以向本市或主管部门投诉；此处任何内容均不限制该权利。",
    },
}
"""Plain language, the active voice, and never the name of a person (S-15)."""
