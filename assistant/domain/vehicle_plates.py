"""Number plates: Chinese ones by their shape, others behind the words that announce them."""

from __future__ import annotations

import re

from assistant.domain.personal_forms import Form, announced, has_digits
from assistant.domain.privacy import PersonalDataType as Type

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"

PLATE_FORMS: tuple[Form, ...] = (
    Form(
        Type.CN_PLATE,
        re.compile(
            rf"[{_PROVINCES}][A-HJ-NP-Z][·. •-]?"
            r"(?:[A-HJ-NP-Z0-9]{5,6}|[A-HJ-NP-Z0-9]{4}[挂学警港澳领试])(?![A-Za-z0-9])",
            re.IGNORECASE,
        ),
        has_digits(2),
        hints=tuple(_PROVINCES),
    ),
    Form(
        Type.CN_PLATE,
        re.compile(
            rf"(?<!\d)\d{{6}}使(?![用命馆])|使\d{{6}}(?!\d)|WJ[{_PROVINCES}]?[·. ]?\d{{4}}[0-9A-Z](?![A-Za-z0-9])"
        ),
        hints=("使", "wj"),
    ),
    Form(
        Type.VEHICLE_PLATE,
        announced(
            r"\b(?:number|licen[cs]e|registration|vehicle|car|index) (?:plate|registration|reg\b)|\bplate|\bregistration"
            r"|\breg\b|\bmy (?:car|van|truck|vehicle|motorbike|scooter)|kennzeichen",
            r"[A-Z]{2}\d{2}[ -]?[A-Z]{3}|(?-i:[A-Z]{1,3}\d{1,4}[ -]?[A-Z]{2,3}|[A-Z]{1,3}[ -][A-Z]{1,2}[ -]?\d{1,4}"
            r"|\d{1,4}[ -]?[A-Z]{2,3}[ -]?\d{0,4}|[A-Z]{1,3}[ -]?\d{3,4}[A-Z]?)",
        ),
        has_digits(2),
        group=1,
        hints=("plate", "reg", "my ", "kennzeichen"),
    ),
    Form(
        Type.VEHICLE_PLATE,
        re.compile(r"(?<![A-Za-z0-9])[A-HJ-PR-Y]{2}[0-7]\d[ ]?[A-HJ-PR-Z]{3}(?![A-Za-z0-9])"),
    ),
    Form(
        Type.VEHICLE_PLATE,
        announced(r"\bvin\b|chassis|车架|发动机|车辆识别代[号码]", r"[A-HJ-NPR-Z0-9]{17}"),
        has_digits(4),
        group=1,
        hints=("vin", "chassis", "车"),
    ),
)
