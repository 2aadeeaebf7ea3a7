"""Every sentence the citizen reads that no model and no policy wrote, in both languages."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.departments import Department
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.domain.staff import Role

EN, ZH = Language.EN, Language.ZH

DISCLOSURE: dict[Language, tuple[str, ...]] = {
    EN: (
        "You are writing with an AI system. It looks up the town's own rules and quotes them; it decides nothing about you.",
        "What is personal, uncertain or not yet certified goes to a member of staff, who decides what you are told.",
        "Your messages are stored encrypted. Only staff who work on your question read them, and each reading is logged.",
        "You need no account and no personal data. Please leave out names and numbers that are not needed.",
        "A person is always reachable: press “Talk to a person” at any time.",
    ),
    ZH: (
        "您正在与人工智能系统对话。它查阅并引用本市规定，不对您作任何决定。",
        "涉及个人、尚不确定或尚未获得证书的事项，由工作人员决定如何答复您。",
        "您的消息加密保存，只有处理您问题的工作人员可以阅读，每次阅读都会记录。",
        "无需注册账号，也无需提供个人信息。请勿填写不必要的姓名和号码。",
        "随时可以联系工作人员：请按“找工作人员”。",
    ),
}
"""What is told before the first message (L-01, L-18)."""


def disclosure_version() -> str:
    """Changes whenever a word of the disclosure changes in any language."""
    whole = "\n".join(line for language in Language for line in DISCLOSURE[language])
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


CASE = {
    EN: "A member of staff will answer this. The reply appears here; you do not need to ask again.",
    ZH: "您的问题将由工作人员答复。答复会显示在这里，您无需重复提问。",
}
CLARIFY = {
    EN: "Your question could mean several things. Which of these do you mean?",
    ZH: "您的问题可能有几种含义。您指的是哪一项？",
}
EMERGENCY: dict[Reason, dict[Language, str]] = {
    Reason.CRISIS: {
        EN: "It is good that you wrote this. What you are carrying sounds very hard, and you do not have to carry it "
        "alone. Please call one of these numbers now. Someone will listen to you and will not judge you. If you are "
        "worried about another person, they will help you too. This chat cannot send anyone to you, but a member of "
        "staff will read your message before all others.",
        ZH: "谢谢您愿意说出来。您正承受的一定很不容易，您不必一个人扛着。请现在就拨打下面的电话，会有人耐心听您说，不会评判您。"
        "如果您担心的是身边的人，他们同样会帮您。本聊天无法派人到您身边，但工作人员会最先阅读您的消息。",
    },
    Reason.VIOLENCE: {
        EN: "Your safety comes first. If you can, go to a place where you and those with you are safe. Please call one "
        "of these numbers now. The people there know what to do, and they will help you whatever has happened. This "
        "chat cannot send anyone to you, but a member of staff will read your message before all others.",
        ZH: "您的安全最要紧。如果可以，请先到您和身边的人都安全的地方。请现在就拨打下面的电话。那里的人知道该怎么办，"
        "无论发生了什么，都会帮您。本聊天无法派人到您身边，但工作人员会最先阅读您的消息。",
    },
    Reason.SAFEGUARDING_MINOR: {
        EN: "It is right that you told us. No child should have to bear this, and you need not be certain before you "
        "ask for help. Please call one of these numbers now. If you are a child yourself, you can call too. You have "
        "done nothing wrong. This chat cannot send anyone to you, but a member of staff will read your message before "
        "all others.",
        ZH: "您说出来是对的。没有哪个孩子应该承受这些，不必等到完全确定才求助。请现在就拨打下面的电话。如果您自己就是孩子，"
        "也可以打，您没有做错任何事。本聊天无法派人到您身边，但工作人员会最先阅读您的消息。",
    },
}
"""Shown above the contacts, at once and as it stands here, by the danger that leads (S-20)."""


def emergency_text(reasons: Sequence[Reason], language: Language) -> str:
    """The text for the first of the reasons that is a danger; that of a crisis if none is."""
    leading = next((reason for reason in reasons if reason in EMERGENCY), Reason.CRISIS)
    return EMERGENCY[leading][language]


TEXT_EXISTS = {
    EN: "You asked about something for which the town had no published text then. There is one now: “{title}”. The passage nearest to your question is shown here.",
    ZH: "您曾咨询的事项当时尚无公开条文。现已有相关条文：《{title}》。下面显示与您的问题最接近的一段。",
}
"""Told to whoever had asked, when a need was served by a publication; a named person decides that it is told."""

ASK_FOR_PERSON = {
    EN: "I would like to talk to a person about this.",
    ZH: "这件事我想找工作人员处理。",
}
"""Filed as the citizen's words when they press "Talk to a person"."""

APPEAL = {
    EN: "I would like another person to look again at the reply to my question: “{question}”",
    ZH: "请由另一位工作人员重新查看对我这一问题的答复：“{question}”",
}
"""Filed as the citizen's words when they appeal a reply; what they add follows below it."""

APPEAL_CASE = {
    EN: "Another person looks at this again: somebody who had no part in the first reply. What they find appears here.",
    ZH: "将由未参与原答复的另一位工作人员重新查看，结果会显示在这里。",
}

ROLE_NAMES: dict[Role, dict[Language, str]] = {
    Role.CASEWORKER: {EN: "caseworker", ZH: "案件处理员"},
    Role.POLICY_EDITOR: {EN: "policy editor", ZH: "政策编辑"},
    Role.SUPERVISOR: {EN: "supervisor", ZH: "主管"},
    Role.AUDITOR: {EN: "auditor", ZH: "审计员"},
    Role.ADMINISTRATOR: {EN: "administrator", ZH: "管理员"},
}


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The notice as one language reads it."""

    version: str
    text: tuple[str, ...]
    languages: tuple[Language, ...]
    town_name: str


def unit_label(department: Department | None, role: Role, language: Language) -> str:
    """Who answered, as the citizen reads it: role and unit, never a person's name (S-15)."""
    name = ROLE_NAMES[role][language]
    if department is None:
        return name
    unit = department.name[language]
    return f"{name}, {unit}" if language is EN else f"{unit}{name}"
