"""Why a question went to a person: a closed set, with a label per language for screens and documents (C-15)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ReasonGroup(StrEnum):
    """Families of reasons, in the order in which routing looks at them."""

    HARD_RULE = "hard_rule"
    EVIDENCE = "evidence"
    VERIFICATION = "verification"
    AUTONOMY = "autonomy"
    FAILURE = "failure"


class Reason(StrEnum):
    """Reason codes. A question may carry several; the first is the leading one."""

    CRISIS = "crisis"
    VIOLENCE = "violence"
    SAFEGUARDING_MINOR = "safeguarding_minor"
    LEGAL_THREAT = "legal_threat"
    COMPLAINT = "complaint"
    DECISION_ABOUT_PERSON = "decision_about_person"
    PERSON_REQUESTED = "person_requested"
    APPEAL = "appeal"
    PEOPLE_ONLY = "people_only"
    LANGUAGE_NOT_SUPPORTED = "language_not_supported"
    PERSONAL_DATA = "personal_data"
    INJECTION = "injection"
    SENSITIVE = "sensitive"
    TOO_LONG = "too_long"
    NO_EVIDENCE = "no_evidence"
    KB_CONFLICT = "kb_conflict"
    KB_CHANGED = "kb_changed"
    EXPIRED_SOURCE = "expired_source"
    QUOTE_NOT_VERBATIM = "quote_not_verbatim"
    NUMBER_MISMATCH = "number_mismatch"
    NEGATION_MISMATCH = "negation_mismatch"
    UNSUPPORTED_CLAIM = "unsupported_claim"
    CONDITION_OMITTED = "condition_omitted"
    TRANSLATED_CLAIM = "translated_claim"
    PARTIAL_ANSWER = "partial_answer"
    NO_CERTIFICATE = "no_certificate"
    BELOW_THRESHOLD = "below_threshold"
    STOPPED = "stopped"
    AUDIT_SAMPLE = "audit_sample"
    TOPIC_UNKNOWN = "topic_unknown"
    NOT_UNDERSTOOD = "not_understood"
    MODEL_UNAVAILABLE = "model_unavailable"
    MODEL_TIMEOUT = "model_timeout"
    MODEL_REFUSED = "model_refused"
    MODEL_INVALID = "model_invalid"
    MODEL_STAND_IN = "model_stand_in"
    BUDGET_SPENT = "budget_spent"
    INDEX_ERROR = "index_error"
    VERIFIER_ERROR = "verifier_error"
    ENGINE_ERROR = "engine_error"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class ReasonText:
    """A reason's group and its plain labels."""

    group: ReasonGroup
    en: str
    zh: str


_H, _E, _V = ReasonGroup.HARD_RULE, ReasonGroup.EVIDENCE, ReasonGroup.VERIFICATION
_A, _F = ReasonGroup.AUTONOMY, ReasonGroup.FAILURE

REASON_TEXTS: dict[Reason, ReasonText] = {
    Reason.CRISIS: ReasonText(_H, "Someone may be in danger", "可能有人处于危险之中"),
    Reason.VIOLENCE: ReasonText(_H, "Violence is mentioned", "涉及暴力"),
    Reason.SAFEGUARDING_MINOR: ReasonText(_H, "A child's safety is mentioned", "涉及未成年人安全"),
    Reason.LEGAL_THREAT: ReasonText(_H, "Legal action is mentioned", "提到法律诉讼"),
    Reason.COMPLAINT: ReasonText(_H, "It is a complaint", "属于投诉"),
    Reason.DECISION_ABOUT_PERSON: ReasonText(
        _H, "It asks for a decision about a person's own case", "要求就个人事项作出决定"
    ),
    Reason.PERSON_REQUESTED: ReasonText(_H, "A person was asked for", "要求人工办理"),
    Reason.APPEAL: ReasonText(_H, "A reply is to be looked at again", "要求重新查看答复"),
    Reason.PEOPLE_ONLY: ReasonText(_H, "The citizen wants people only", "市民要求仅由人工办理"),
    Reason.LANGUAGE_NOT_SUPPORTED: ReasonText(_H, "The language is not supported", "暂不支持该语言"),
    Reason.PERSONAL_DATA: ReasonText(_H, "The message holds personal data", "消息包含个人信息"),
    Reason.INJECTION: ReasonText(_H, "The message tries to instruct the system", "消息试图操纵系统"),
    Reason.SENSITIVE: ReasonText(_H, "It wants care: a person should read it", "内容敏感，需由工作人员阅读"),
    Reason.TOO_LONG: ReasonText(
        _H, "The message is too long to be answered safely", "消息过长，无法可靠作答"
    ),
    Reason.NO_EVIDENCE: ReasonText(_E, "No policy text answers it", "没有找到可作答的政策条文"),
    Reason.KB_CONFLICT: ReasonText(_E, "Published documents contradict each other", "已发布文件相互矛盾"),
    Reason.KB_CHANGED: ReasonText(_E, "The policy text changed recently", "政策条文近期有变更"),
    Reason.EXPIRED_SOURCE: ReasonText(_E, "A source is not in force", "所引条文未在有效期内"),
    Reason.QUOTE_NOT_VERBATIM: ReasonText(_V, "A quote does not stand in its source", "引文与原文不符"),
    Reason.NUMBER_MISMATCH: ReasonText(
        _V, "A number or date differs from the source", "数字或日期与原文不符"
    ),
    Reason.NEGATION_MISMATCH: ReasonText(
        _V, "Must, may or not differs from the source", "否定或情态与原文不符"
    ),
    Reason.UNSUPPORTED_CLAIM: ReasonText(_V, "A sentence is not supported by the text", "有语句缺乏原文依据"),
    Reason.CONDITION_OMITTED: ReasonText(_V, "A condition in the source is missing", "遗漏了原文中的条件"),
    Reason.TRANSLATED_CLAIM: ReasonText(_V, "A sentence translates its source", "语句译自另一种语言的原文"),
    Reason.PARTIAL_ANSWER: ReasonText(_V, "Only part of the question is answered", "只回答了部分问题"),
    Reason.NOT_UNDERSTOOD: ReasonText(
        _E,
        "Twice in a row it was not clear what is asked, or the citizen says so",
        "连续两次未能理解来意，或市民表示未获解答",
    ),
    Reason.NO_CERTIFICATE: ReasonText(_A, "No certificate covers this topic", "该主题没有有效的自动答复证书"),
    Reason.BELOW_THRESHOLD: ReasonText(
        _A, "Confidence is below the certified threshold", "置信度低于证书阈值"
    ),
    Reason.STOPPED: ReasonText(_A, "Automatic replies are stopped", "自动答复已停用"),
    Reason.AUDIT_SAMPLE: ReasonText(_A, "Chosen at random for a check", "被随机抽中复核"),
    Reason.TOPIC_UNKNOWN: ReasonText(_A, "The topic is not known", "无法判断所属主题"),
    Reason.MODEL_UNAVAILABLE: ReasonText(_F, "The language model cannot be reached", "语言模型无法连接"),
    Reason.MODEL_TIMEOUT: ReasonText(_F, "The language model took too long", "语言模型超时"),
    Reason.MODEL_REFUSED: ReasonText(_F, "The language model refused", "语言模型拒绝服务"),
    Reason.MODEL_INVALID: ReasonText(_F, "The language model's output is not usable", "语言模型输出无法使用"),
    Reason.MODEL_STAND_IN: ReasonText(
        _A, "Another language model stood in for the usual one", "由备用语言模型代为起草"
    ),
    Reason.BUDGET_SPENT: ReasonText(_A, "The budget for the language model is spent", "语言模型的预算已用完"),
    Reason.INDEX_ERROR: ReasonText(_F, "The search index failed", "检索索引出错"),
    Reason.VERIFIER_ERROR: ReasonText(_F, "The check of the draft failed", "草稿核验出错"),
    Reason.ENGINE_ERROR: ReasonText(_F, "The answer engine failed", "答复引擎出错"),
    Reason.INTERRUPTED: ReasonText(_F, "The service stopped while answering", "作答过程中服务中断"),
}
