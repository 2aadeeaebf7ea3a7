"""Numbers that name a person: each is found whole, and nothing that merely looks like one (X-16)."""

from __future__ import annotations

import pytest

from assistant.domain.personal_data import find_personal_data
from assistant.domain.privacy import PersonalDataType as Type

BY_ITSELF = [
    (Type.EMAIL, '"jane roe"@example.org'),
    (Type.EMAIL, "jane@[192.168.0.7]"),
    (Type.EMAIL, "jane [at] example [dot] co [dot] uk"),
    (Type.EMAIL, "jane.roe at example dot com"),
    (Type.EMAIL, "zhang_san艾特qq点com"),
    (Type.EMAIL, "李雷@example.cn"),
    (Type.URL, "https://www.gov.uk/account?token=8fk2"),
    (Type.URL, "https://apply.town.gov/case/4815162342"),
    (Type.DEVICE_ADDRESS, "00:1b:44:11:3a:b7"),
    (Type.CRYPTO, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"),
    (Type.CRYPTO, "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"),
    (Type.CRYPTO, "0x52908400098527886E0F7030069857D2E4169EE7"),
    (Type.CN_ID, "110105491231002"),
    (Type.CN_ID, "110105 1949 1231 002X"),
    (Type.CN_CREDIT_CODE, "91350100M000100Y43"),
    (Type.TRAVEL_PERMIT, "C12345678"),
    (Type.TRAVEL_PERMIT, "CA1234567"),
    (Type.TRAVEL_PERMIT, "H1234567801"),
    (Type.ID_NUMBER, "A123456(3)"),
    (Type.ID_NUMBER, "A123456789"),
    (Type.ID_NUMBER, "12345678Z"),
    (Type.ID_NUMBER, "RSSMRA85T10A562S"),
    (Type.ID_NUMBER, "111.444.777-35"),
    (Type.DRIVER_LICENCE, "MORGA753116SM9IJ"),
    (Type.HEALTH_NUMBER, "943 476 5919"),
    (Type.TAX_NUMBER, "912-78-1234"),
    (Type.PASSPORT, "P<GBRROE<<JANE<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<"),
    (Type.CN_PLATE, "粤BD12345"),
    (Type.CN_PLATE, "京A12345D"),
    (Type.CN_PLATE, "沪A·1234学"),
    (Type.CN_PLATE, "粤Z1234港"),
    (Type.VEHICLE_PLATE, "AB12 CDE"),
    (Type.PHONE, "一三八一二三四五六七八"),
    (Type.PHONE, "zero seven seven zero zero nine zero zero one two three"),
    (Type.PHONE, "400-820-8820"),
]

ANNOUNCED = [
    (Type.CN_ID, "我的身份证号码是{}", "110105194912310021"),
    (Type.CN_CREDIT_CODE, "统一社会信用代码：{}", "92440300MA5EXAMPLE"),
    (Type.TRAVEL_PERMIT, "港澳通行证号{}", "W12345678"),
    (Type.TRAVEL_PERMIT, "台胞证 {}", "12345678"),
    (Type.TRAVEL_PERMIT, "居住证：{}", "810000199408230021"),
    (Type.PASSPORT, "护照号：{}，下月到期", "G1234567X"),
    (Type.PASSPORT, "passport number is {}.", "502135326"),
    (Type.DRIVER_LICENCE, "驾驶证档案编号{}", "310001234567"),
    (Type.DRIVER_LICENCE, "my driver's license number is {}", "D123-4567-8901"),
    (Type.DRIVER_LICENCE, "driving licence no: {}", "S99988801"),
    (Type.US_SSN, "My social security number: {}", "123456789"),
    (Type.US_SSN, "SSN {}", "123.45.6789"),
    (Type.TAX_NUMBER, "my UTR is {}", "12345 67890"),
    (Type.TAX_NUMBER, "Tax reference: {}", "123/AB45678"),
    (Type.ID_NUMBER, "社保卡号：{}", "H12345678"),
    (Type.ID_NUMBER, "residence permit {}", "ZU1234567"),
    (Type.HEALTH_NUMBER, "medicare number {}", "1EG4-TE5-MK73"),
    (Type.CREDIT_CARD, "银行卡号 {}", "6222 0212 3456 7890 123"),
    (Type.CREDIT_CARD, "account number {}", "12345678"),
    (Type.MESSENGER_NAME, "加我微信：{}", "zhang_2024"),
    (Type.MESSENGER_NAME, "微信号是{}", "lihua_home"),
    (Type.MESSENGER_NAME, "QQ号{}", "123456789"),
    (Type.MESSENGER_NAME, "telegram: {}", "jane_roe7"),
    (Type.PHONE, "You can call {}", "33 93 31"),
    (Type.PHONE, "电话：{}", "62345678"),
    (Type.PHONE, "Phone:\n{}", "9469 9966"),
    (Type.PHONE, "tel.{}", "0171/5550123"),
    (Type.BIRTH_DATE, "date of birth: {}", "12/03/1985"),
    (Type.BIRTH_DATE, "I was born on {} in Wales", "7th March 1934"),
    (Type.BIRTH_DATE, "DOB {}", "1985-03-12"),
    (Type.BIRTH_DATE, "出生日期：{}", "1985年3月12日"),
    (Type.BIRTH_DATE, "我是{}出生的", "1985年3月12日"),
    (Type.BIRTH_DATE, "生日是{}", "1985-03-12"),
    (Type.VEHICLE_PLATE, "my licence plate is {}", "7ABC123"),
    (Type.VEHICLE_PLATE, "Kennzeichen {}", "B-AB 1234"),
    (Type.VEHICLE_PLATE, "VIN: {}", "1HGCM82633A004352"),
]

ORDINARY = [
    "tax year 2020-2021, licence 2021/22, medicare part A in 2024",
    "if you were born before 6 April 1951 or after 5 March 1978",
    "People who were born on 6 April 1951 get it; he was born in 1951",
    "2009年1月1日后出生的孩子，出生日期在2010年1月1日以后",
    "visa for 90 days, permit from 12/03/2021, passport valid 10 years",
    "my car is 10 yrs old, registration takes 30 days, plate of 20 cm",
    "call within 14 days, contact us 24/7, call 911 or 112",
    "Form I-485, N-400, SSA-1099, W-2, DS-11, P45, SF-180",
    "one two three, a nine to five job, two one bedroom flats",
    "10000元以上，第十二条，一二三四五",
    "身份证有效期20年，护照工本费120元，驾驶证12分",
    "税号怎么查？微信怎么缴费？QQ可以吗？",
    "look at the dots, arrive at noon on the dot",
    "Account 401 and card type 2, section 1983, 20 CFR 404.1520",
    "Is it at https://www.gov.uk/apply-for-a-licence or on europa.eu?",
    "the ratio is 1:2:3, the time 10:20:30",
]


@pytest.mark.parametrize(("kind", "value"), BY_ITSELF)
@pytest.mark.parametrize("frame", ["{}", "Here: {} ok?", "是 {}，谢谢"])
def test_a_number_with_a_shape_or_check_of_its_own_is_found_anywhere(
    kind: Type, value: str, frame: str
) -> None:
    """X-16: alone and in sentences of both languages, with exact offsets."""
    text = frame.format(value)
    found = [(span.type, text[span.start : span.end]) for span in find_personal_data(text)]
    assert found == [(kind, value)]


@pytest.mark.parametrize(("kind", "frame", "value"), ANNOUNCED)
def test_an_announced_number_is_found_without_the_words_before_it(kind: Type, frame: str, value: str) -> None:
    """X-16: the words that say what it is stay readable."""
    text = frame.format(value)
    found = [(span.type, text[span.start : span.end]) for span in find_personal_data(text)]
    assert (kind, value) in found


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_questions_stay_whole(text: str) -> None:
    """Rules, forms, fees, deadlines, public sites."""
    found = [text[span.start : span.end] for span in find_personal_data(text)]
    assert found == []
