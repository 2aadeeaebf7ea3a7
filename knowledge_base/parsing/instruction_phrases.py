"""How sentences that address a language model are worded, in English and Chinese (X-02).

They are data and never obeyed; the editor is told because a policy text has no reason to contain them. Ordinary duties
("you must ignore reminders sent in error") must not match, so each phrase needs a machine word, a change of role, or an
order about the instructions themselves.
"""

from __future__ import annotations

import re

_PEOPLE = (
    "director|secretary|manager|commissioner|professor|teacher|clerk|attorney|officer|chief|superintendent|registrar|"
    "principal|editor|coach|nurse|to|general|head|minister|administrator"
)
_MACHINE = rf"(?:ai|a\.i\.|assistant(?! (?:{_PEOPLE}))|chat ?bot|language model|llm|gpt|copilot|ai model)s?"
_ORDER = r"(?:ignore|disregard|forget|override|bypass|overrule|neglect)"
_RULES = r"(?:instruction|prompt|rule|guideline|direction|context|directive|order|command|message|constraint|safeguard)s?"
_GAP = r"[^.!?。！？]"
_ZH_MACHINE = r"(?:AI|人工智能|機器人|机器人|智能助手|智能客服|语言模型|語言模型|大模型|聊天助手|问答助手|虚拟助手|助理模型)"
_ZH_ORDER = r"(?:忽略|无视|無視|忘记|忘記|忘掉|抛开|不要理会|不要遵守|不要遵循|不必遵守|跳过|绕过|繞過|推翻)"
_ZH_EARLIER = r"(?:之前|以前|以上|上述|上面|前面|先前|此前|所有|一切|全部|任何|原有|你的|系统|系統)"
_ZH_RULES = r"(?:指令|提示|指示|规则|規則|设定|設定|命令|约束|限制|上下文)"

ENGLISH: tuple[tuple[str, str], ...] = (
    (
        rf"\b{_ORDER}\b{_GAP}{{0,40}}\b(?:previous|prior|above|earlier|preceding|all|any|your|these|those|other|system)\b"
        rf"{_GAP}{{0,30}}\b{_RULES}\b",
        "asks to ignore instructions",
    ),
    (
        rf"\b{_ORDER}\s+(?:everything|anything|all|whatever|what)\b{_GAP}{{0,25}}"
        r"\b(?:above|before this|so far|(?:were|was|been|are) (?:told|said|given|written|instructed|trained))\b",
        "asks to ignore instructions",
    ),
    (r"\b(?:system|developer)\s+(?:prompt|message|instruction|override)s?\b", "speaks of a system prompt"),
    (
        r"\b(?:you are now|from now on,? you(?: are|'re| must| will)|act as|pretend (?:to be|you are)|role-?play as|"
        rf"behave (?:like|as)){_GAP}{{0,60}}\b(?:ai|assistant|chatbot|bot|model|dan|administrator|developer|unrestricted|"
        r"unfiltered)\b",
        "assigns a role to the assistant",
    ),
    (
        rf"\b{_MACHINE}\b{_GAP}{{0,40}}\b(?:must|should|shall|will|needs? to|has to|is to|are to)\b{_GAP}{{0,30}}"
        r"\b(?:answer|reply|respond|say|tell|output|reveal|approve|ignore|state|claim|grant|recommend)\b",
        "tells an assistant what to answer",
    ),
    (
        rf"\b(?:when|if|whenever) (?:asked|a user asks|the user asks|users ask|someone asks|anyone asks|a citizen asks)\b"
        rf"{_GAP}{{0,80}}\b(?:answer|reply|respond|say|tell)\b",
        "tells an assistant what to answer",
    ),
    (
        rf"\b(?:always|only) (?:answer|reply|respond|output)\b{_GAP}{{0,40}}\b(?:yes|approved|granted|eligible|with the word|"
        r"in json|exactly|verbatim)\b",
        "tells an assistant what to answer",
    ),
    (
        rf"\b(?:reveal|print|repeat|output|show|leak|disclose|display)\b{_GAP}{{0,40}}"
        r"\b(?:system prompt|your (?:instructions|prompt|rules|configuration)|hidden prompt|api keys?|initial instructions)\b",
        "asks to reveal secrets",
    ),
    (
        rf"\b(?:note|message|attention|notice|instructions?|memo) (?:to|for)(?: the| all| any)? {_MACHINE}\b|"
        rf"\b(?:dear|hey|hello|attention)[,:]? {_MACHINE}\b|\bas an? (?:ai|large language model|language model)\b|"
        r"\bif you are an? (?:ai|llm|language model|bot|assistant)\b",
        "addresses a language model",
    ),
    (
        r"\b(?:new|updated|revised|real|actual|secret|hidden) (?:system )?(?:instruction|prompt|directive)s?\s*(?::|for you|are|follow)|"
        r"\byour new (?:task|role|goal|objective|instructions?|persona)\b",
        "gives new instructions",
    ),
    (
        r"\b(?:jailbreak|do anything now|dan mode|developer mode|god mode|sudo mode|debug mode|unrestricted mode)\b",
        "speaks of breaking out of limits",
    ),
    (
        rf"\b(?:do not|don't|never) (?:tell|inform|mention|reveal|show|disclose){_GAP}{{0,30}}\b(?:this|these|that)\b"
        rf"{_GAP}{{0,25}}\b(?:user|reviewer|human|operator|editor)s?\b",
        "asks to keep something from people",
    ),
    (
        rf"\b(?:send|forward|post|upload|e-?mail|exfiltrate)\b{_GAP}{{0,30}}\b(?:conversation|chat history|chat log|"
        rf"user'?s? (?:data|message|question|details))\b{_GAP}{{0,30}}\b(?:to|at)\b",
        "asks to send data away",
    ),
    (
        r"<\|?(?:im_start|im_end|system|assistant|endoftext|end_of_turn|start_of_turn)\|?>|\[/?INST\]|<</?SYS>>|"
        r"^\s*#{2,}\s*(?:system|instruction)s?\s*:|^\s*(?:system|assistant)\s*:\s+\S|"
        r"\b(?:end|begin(?:ning)?) of (?:system |user )?(?:prompt|context|instructions|retrieved (?:text|documents?))\b",
        "chat markup",
    ),
)
"""Pattern and what it does, matched without regard to case."""

CHINESE: tuple[tuple[str, str], ...] = (
    (
        rf"{_ZH_ORDER}{_GAP}{{0,20}}{_ZH_EARLIER}{_GAP}{{0,12}}(?:{_ZH_RULES}|要求|规定|內容|内容)",
        "要求忽略指令",
    ),
    (rf"{_ZH_MACHINE}{_GAP}{{0,20}}{_ZH_ORDER}", "要求忽略指令"),
    (r"(?:系统|系統|开发者|開發者)(?:提示词|提示詞|提示语|指令)|系统提示[：:，]", "提到系统提示词"),
    (
        rf"(?:从现在起|从现在开始|從現在起|現在|现在)[，,]?(?:你|您|妳)(?:是|就是|扮演|将|將|必须|必須|要){_GAP}{{0,30}}|"
        rf"(?:你|您)(?:现在|現在)?(?:扮演|假装|假裝|被设定为){_GAP}{{0,30}}",
        "给助手指派角色",
    ),
    (
        rf"{_ZH_MACHINE}{_GAP}{{0,20}}(?:必须|应当|应该|必須|應當|请|請|要|只能){_GAP}{{0,20}}"
        r"(?:回答|回复|回覆|答复|答覆|告诉|告訴|输出|輸出|说(?!明))",
        "指示助手如何回答",
    ),
    (
        r"(?:如果|当|若|凡)(?:有人|用户|市民|居民|有市民|有用户)(?:询问|问到|问起|提问|咨询)[^。！？]{0,40}"
        r"(?:就说|(?:请|要|一律|直接|必须)(?:回答|回复|告诉|答复))",
        "指示助手如何回答",
    ),
    (r"(?:一律|始终|总是|只能|只需|必须)(?:回答|回复|输出|答复)[：:“\"「‘']", "指示助手如何回答"),
    (
        r"(?:泄露|泄漏|输出|輸出|显示|打印|复述|重复|告诉我|公开)[^。！？]{0,15}(?:系统提示|系統提示|提示词|提示詞|你的指令|你的规则|你的设定|API密钥)",
        "要求泄露秘密",
    ),
    (
        rf"(?:作为|身为|作為)(?:一个|一名|一款|一個)?{_ZH_MACHINE}|(?:致|告|给|請注意|请注意|注意)[，,：:]?(?:各位|所有|本)?{_ZH_MACHINE}[：:，,]|"
        rf"如果你是(?:一个|一名)?{_ZH_MACHINE}|^{_ZH_MACHINE}(?:请|：|:)",
        "对语言模型说话",
    ),
    (
        r"(?:新的?|最新|真正的?|隐藏|秘密)(?:系统)?(?:指令|提示词)(?:[：:]|如下|是)|你的新(?:任务|角色|指令|目标)",
        "给出新的指令",
    ),
    (r"(?:越狱|开发者|調試|调试|无限制|上帝|DAN)模式", "提到突破限制"),
    (
        r"(?:不要|别|請勿|切勿)(?:把|将)?(?:这|此|本)?[^。！？]{0,10}(?:告诉|透露给|告知|让)(?:用户|审核员|审核人员|人工|编辑)",
        "要求对人隐瞒",
    ),
    (
        r"把[^。！？]{0,15}(?:对话|聊天记录|用户(?:信息|数据|问题))[^。！？]{0,10}(?:发送|转发|发|上传)(?:到|给|至)",
        "要求外传数据",
    ),
)
"""The same for Chinese; a full stop of either script ends a phrase."""

COMPILED = tuple(
    (re.compile(pattern, re.IGNORECASE | re.MULTILINE), detail) for pattern, detail in (*ENGLISH, *CHINESE)
)

RUN_TOGETHER = re.compile(
    rf"{_ORDER}(?:all|any|the|your|these|previous|prior|above|earlier|everything)+{_RULES}|systemprompt|"
    r"youarenow(?:an?)?(?:unrestricted|ai|assistant)",
    re.IGNORECASE,
)
"""The commonest phrases without their spaces, for letters that were set apart."""
