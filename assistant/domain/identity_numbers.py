"""Numbers of documents of identity, of tax payers, patients and drivers; of China, Britain, America and Europe.

A number with a check digit or a shape of its own is found wherever it stands, any other only behind the words that
announce it.
"""

from __future__ import annotations

import re

from assistant.domain.check_digits import (
    credit_code,
    health_number,
    hong_kong_id,
    old_resident_id,
    resident_id,
    spanish_id,
    taiwan_id,
)
from assistant.domain.personal_forms import Form, announced, compact, has_digits
from assistant.domain.privacy import PersonalDataType as Type

_ANY_NUMBER = (
    r"(?!(?:19|20)\d\d\D{0,3}(?:\d\d|(?:19|20)\d\d)(?!\d)|\d{1,2}([/.-])\d{1,2}\2)"
    r"[A-Za-z]{0,4}-?\d(?:[ /.-]?[A-Za-z]{0,3}\d){4,17}[A-Za-z]{0,2}"
)
"""Mainly digits, letters may stand before, between and behind; no years and no day of the calendar."""


def _hong_kong(match: re.Match[str]) -> bool:
    return hong_kong_id(re.sub(r"[ ()]", "", match.group()).upper())


_CHINESE: tuple[Form, ...] = (
    Form(
        Type.CN_ID,
        re.compile(r"(?<![\dA-Za-z])\d{6}[ -]?\d{4}[ -]?\d{4}[ -]?\d{3}[\dXx](?![\dA-Za-z])"),
        lambda match: resident_id(compact(match)),
    ),
    Form(
        Type.CN_ID,
        announced(r"(?:居民)?身份证|证件|(?:chinese |resident )?id card", r"\d{6}(?:[ -]?\d){6,11}[\dXx]"),
        group=1,
        hints=("证", "id card"),
    ),
    Form(
        Type.CN_ID,
        re.compile(r"(?<![\dA-Za-z])\d{15}(?![\dA-Za-z])"),
        lambda match: old_resident_id(match.group()),
    ),
    Form(
        Type.CN_CREDIT_CODE,
        re.compile(
            r"(?<![0-9A-Za-z])[1-9A-GNY][1-9][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Za-z])", re.IGNORECASE
        ),
        lambda match: credit_code(match.group().upper()),
    ),
    Form(
        Type.CN_CREDIT_CODE,
        announced(r"统一社会信用代码|信用代码|税号|纳税人识别号", r"[0-9A-Za-z]{15,20}"),
        has_digits(5),
        group=1,
        hints=("代码", "税号", "识别号"),
    ),
    Form(
        Type.TRAVEL_PERMIT,
        announced(
            r"(?:通行证|回乡证|台胞证|居住证|居留证|居留许可|永久居留身份证|签证)",
            r"(?:[A-Za-z]{1,3}\d{6,12}|\d{8,18}[Xx]?)",
        ),
        group=1,
        hints=("证", "居留"),
    ),
    Form(
        Type.TRAVEL_PERMIT,
        re.compile(
            r"(?<![A-Za-z0-9])[CHMW]\d{8}(?:\d{2})?(?![A-Za-z0-9])|(?<![A-Za-z0-9])C[A-HJ-NP-Z]\d{7}(?![A-Za-z0-9])"
        ),
    ),
    Form(
        Type.ID_NUMBER,
        re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,2}\d{6} ?\([0-9A]\)", re.IGNORECASE),
        _hong_kong,
        hints=("(",),
    ),
    Form(
        Type.ID_NUMBER,
        re.compile(r"(?<![A-Za-z0-9])[A-Z][1289]\d{8}(?![A-Za-z0-9])"),
        lambda match: taiwan_id(match.group()),
    ),
    Form(
        Type.ID_NUMBER,
        announced(
            r"军官证|士兵证|社保卡?|社会保障卡?|医保卡?|学籍|残疾人?证|户口(?:本|簿)",
            r"[A-Za-z]{0,2}\d{6,20}",
        ),
        group=1,
        hints=("证", "社", "医保", "学籍", "户口"),
    ),
    Form(
        Type.DRIVER_LICENCE,
        announced(r"驾驶证|驾照|驾驶执照|档案编?", r"\d{12}(?:\d{5}[\dXx])?"),
        group=1,
        hints=("驾", "档案"),
    ),
)

_PASSPORTS: tuple[Form, ...] = (
    Form(
        Type.PASSPORT,
        announced(r"passport|护照", r"[A-Za-z]{0,2}\d[A-Za-z0-9]{5,8}"),
        has_digits(4),
        group=1,
        hints=("passport", "护照"),
    ),
    Form(
        Type.PASSPORT,
        re.compile(
            r"(?<![A-Za-z0-9])(?:[DEGPSCHM]\d{8}|E[A-HJ-NP-Z]\d{7}|[CFGHJK][0-9CFGHJ-NPRTV-Z]{8})(?![A-Za-z0-9])"
        ),
        has_digits(4),
    ),
    Form(
        Type.PASSPORT,
        re.compile(r"(?<![A-Za-z0-9<])[PIAC][A-Z<][A-Z]{3}[A-Z0-9<]{25,39}(?![A-Za-z0-9<])"),
        hints=("<<",),
    ),
)

_BRITISH: tuple[Form, ...] = (
    Form(
        Type.NATIONAL_INSURANCE,
        re.compile(
            r"(?<![A-Za-z0-9])[A-Z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D](?![A-Za-z0-9])", re.IGNORECASE
        ),
    ),
    Form(
        Type.HEALTH_NUMBER,
        re.compile(r"(?<![\dA-Za-z+.-])\d{3}[ -]\d{3}[ -]\d{4}(?![\dA-Za-z-])"),
        lambda match: health_number(compact(match)),
    ),
    Form(
        Type.HEALTH_NUMBER,
        announced(
            r"\bnhs|\bchi|medicare|medicaid|health insurance|patient|medical record|就诊卡|病历", _ANY_NUMBER
        ),
        group=1,
        hints=("nhs", "chi", "medica", "insurance", "patient", "就诊卡", "病历"),
    ),
    Form(
        Type.DRIVER_LICENCE,
        re.compile(
            r"(?<![A-Z0-9])[A-Z9]{5}[ ]?\d[0156]\d[0-3]\d{2}[ ]?[A-Z9]{2}\d[A-Z]{2}(?![A-Z0-9])",
            re.IGNORECASE,
        ),
    ),
)

_AMERICAN: tuple[Form, ...] = (
    Form(
        Type.US_SSN, re.compile(r"(?<![\d-])(?!000|666|9\d\d)\d{3}([ .-])(?!00)\d{2}\1(?!0000)\d{4}(?![\d-])")
    ),
    Form(
        Type.US_SSN,
        announced(r"\bssn|social[ -]security|\bitin\b", r"(?:\d{3}[ .-]?\d{2}[ .-]?\d{4})"),
        group=1,
        hints=("ssn", "social", "itin"),
    ),
    Form(Type.TAX_NUMBER, re.compile(r"(?<![\d-])9\d{2}([ -])[4-9]\d\1\d{4}(?![\d-])")),
    Form(
        Type.DRIVER_LICENCE,
        announced(r"\b(?:driver'?s?'?|driving)[ -]?(?:licen[cs]e|permit)|\blicen[cs]e\b|\bdl\b", _ANY_NUMBER),
        group=1,
        hints=("licen", "driv", "dl"),
    ),
)

_OTHERS: tuple[Form, ...] = (
    Form(
        Type.TAX_NUMBER,
        announced(
            r"\btax(?:payer)?(?:'s)?(?: identification| reference| payer| file| code| id)?|\butr\b|\btin\b|\bein\b"
            r"|\bvat\b|\bnif\b|\bcpf\b|steuer(?:-?id|nummer|identifikationsnummer)",
            _ANY_NUMBER,
        ),
        group=1,
        hints=("tax", "utr", "tin", "ein", "vat", "nif", "cpf", "steuer"),
    ),
    Form(
        Type.ID_NUMBER,
        announced(
            r"\bnational (?:id|identity|identification|registration|insurance)|\b(?:my|his|her|citizen|identity|photo) id\b"
            r"|\bidentity(?: card)?|\bid (?:card|no|number|nr)|\bpersonal (?:number|code|id)|\b(?:residence|work) permit"
            r"|\bbrp\b|\bvisa\b|\balien\b|\buscis\b|\bgreen card|\bdni\b|\bnie\b|\bpesel\b|\bbsn\b|\baadhaar|\bpan\b"
            r"|\bpersonalausweis|\bstudent (?:id|number)|\bvoter(?: id)?",
            _ANY_NUMBER,
        ),
        has_digits(6),
        group=1,
        hints=("id", "national", "personal", "permit", "brp", "visa", "alien", "uscis", "green", "dni", "nie",
               "pesel", "bsn", "aadhaar", "pan", "student", "voter"),
    ),
    Form(
        Type.ID_NUMBER,
        re.compile(r"(?<![A-Za-z0-9])(?:[XYZ][ -]?\d{7}|\d{8})[ -]?[A-HJ-NP-TV-Z](?![A-Za-z0-9])", re.IGNORECASE),
        lambda match: spanish_id(compact(match)),
    ),
    Form(
        Type.ID_NUMBER,
        re.compile(
            r"(?<![A-Za-z0-9])[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z](?![A-Za-z0-9])"
            r"|(?<![\d.])\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)",
            re.IGNORECASE,
        ),
    ),
)  # fmt: skip

_ALL = (*_CHINESE, *_PASSPORTS, *_BRITISH, *_AMERICAN, *_OTHERS)

IDENTITY_FORMS: tuple[Form, ...] = (
    *(form for form in _ALL if form.group),
    *(form for form in _ALL if not form.group),
)
"""What is announced goes before what has a shape: a driver's licence may look like a passport."""
