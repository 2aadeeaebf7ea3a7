"""Pairs of rules from two documents: some contradict each other, some only look as if they did."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """Two places, each "title > heading > sentence", and what tells them apart or makes them clash."""

    name: str
    ours: str
    theirs: str


CONTRADICTING = (
    Pair("fee", "Resident parking > Fee > A resident parking permit costs 84 euros a year.",
         "Fees of the town > Parking > A resident parking permit costs 96 euros a year."),
    Pair("fee in other words", "Resident parking > Fee > A resident parking permit costs 84 euros a year.",
         "Fees of the town > Parking > The annual fee for a resident parking permit is 96 euros."),
    Pair("matter in the heading", "Resident parking permits > Fee > The fee is 84 euros a year.",
         "Fees of the town > Resident parking permits > The fee is 96 euros a year."),
    Pair("deadline", "Births > Duty > A birth must be registered within 7 days.",
         "Help for families > Birth > You must register a birth within 14 days."),
    Pair("deadline in other words", "Moving house > Duty > A change of address must be reported within two weeks.",
         "Registration > Duty > You must register a change of address within 10 days."),
    Pair("working days", "Identity cards > Time > An identity card is ready after 15 working days.",
         "Counters > Identity cards > An identity card is ready after 15 days."),
    Pair("age", "Dogs > Owners > The owner of a dog must be at least 18 years old.",
         "Animals > Dogs > The owner of a dog must be at least 16 years old."),
    Pair("percentage", "Buses > Reductions > Students pay 50 percent of the price of a monthly pass.",
         "Help for students > Buses > Students pay 30 % of the price of a monthly pass."),
    Pair("date", "Fires > Season > Garden fires are forbidden from 1 March to 30 September.",
         "Forest > Fires > Garden fires are forbidden from 15 March to 30 September."),
    Pair("closing date", "Allowance > Applying > Applications for the heating grant must arrive by 31 October 2026.",
         "Grants > Heating > Applications for the heating grant must arrive by 30 November 2026."),
    Pair("telephone", "Bulky waste > Ordering > Order a bulky waste collection by calling 0555 100 500.",
         "Waste > Contact > To order a bulky waste collection, call 0555 100 900."),
    Pair("opening hours", "Recycling centre > Hours > The recycling centre is open on Saturday from 8:00 to 14:00.",
         "Waste > Places > The recycling centre is open on Saturday from 9:00 to 13:00."),
    Pair("quiet hours", "Noise > Night > Night quiet lasts from 22:00 to 6:00.",
         "Housing > House rules > Night quiet lasts from 23:00 to 6:00."),
    Pair("size", "Allotments > Sheds > A shed on an allotment may be at most 16 square metres.",
         "Building > Small buildings > Allotment sheds may be at most 24 square metres."),
    Pair("one of two amounts", "Parking > Fee > The first permit costs 84 euros and the second permit costs 120 euros a year.",
         "Fees > Parking > The first permit costs 84 euros and the second permit costs 130 euros a year."),
    Pair("free or not", "Births > Fee > Registering a birth is free of charge.",
         "Fees > Registry > Registering a birth costs 10 euros."),
    Pair("table row", "Fees > Certificates > Certificate: Birth certificate | Fee: 14 euros",
         "Registry > Fees > Certificate: Birth certificate | Fee: 12 euros"),
    Pair("duration", "Parking > Validity > A visitor permit is valid for 24 hours.",
         "Zones > Visitors > A visitor permit is valid for 48 hours."),
    Pair("fee zh", "居民停车 > 收费 > 居民停车许可证每年收费84欧元。", "收费目录 > 停车 > 居民停车许可证每年收费96欧元。"),
    Pair("fee in other words zh", "居民停车 > 收费 > 居民停车许可证每年收费84欧元。", "收费目录 > 停车 > 居民停车许可证的年费为96欧元。"),
    Pair("Chinese numerals zh", "居民停车 > 收费 > 居民停车许可证每年收费八十四欧元。", "收费目录 > 停车 > 居民停车许可证每年收费96欧元。"),
    Pair("deadline zh", "户籍 > 登记 > 迁入后应当在14日内办理居住登记。", "搬家 > 登记 > 迁入后须在七日内办理居住登记。"),
    Pair("working days zh", "身份证 > 办理 > 身份证自受理之日起15个工作日内制发。", "窗口 > 身份证 > 身份证自受理之日起20个工作日内制发。"),
    Pair("age zh", "养犬 > 条件 > 养犬人应当年满18周岁。", "动物 > 养犬 > 养犬人应当年满16周岁。"),
    Pair("percentage zh", "公交 > 优惠 > 学生购买月票按票价的50%收取。", "学生 > 公交 > 学生购买月票按票价的30%收取。"),
    Pair("date zh", "防火 > 期限 > 每年3月1日至9月30日禁止在花园内焚烧。", "花园 > 焚烧 > 每年3月15日至9月30日禁止在花园内焚烧。"),
    Pair("telephone zh", "大件垃圾 > 预约 > 预约大件垃圾收运请拨打0555 100 500。", "垃圾 > 联系 > 预约大件垃圾收运请致电0555 100 900。"),
    Pair("opening hours zh", "回收中心 > 时间 > 回收中心周六8:00至14:00开放。", "垃圾 > 地点 > 回收中心周六9:00至13:00开放。"),
    Pair("free or not zh", "出生 > 收费 > 出生登记免费。", "收费目录 > 登记 > 出生登记收费10欧元。"),
)  # fmt: skip

LOOKING_ALIKE = (
    Pair("the same", "Resident parking > Fee > A resident parking permit costs 84 euros a year.",
         "Fees > Parking > The annual fee for a resident parking permit is 84 euros."),
    Pair("another bin", "Bins > Days > The grey bin is emptied every 14 days.", "Bins > Days > The green bin is emptied every 7 days."),
    Pair("another zone", "Parking > Zones > Parking in zone A costs 2 euros an hour.", "Parking > Zones > Parking in zone B costs 3 euros an hour."),
    Pair("another numbered zone", "Parking > Zones > Parking in zone 1 costs 2 euros an hour.", "Streets > Zones > Parking in zone 2 costs 3 euros an hour."),
    Pair("zone in the heading", "Parking > Zone North > An hour costs 2 euros.", "Parking > Zone South > An hour costs 3 euros."),
    Pair("another year", "Fees > Parking > In 2025 a resident parking permit costs 84 euros.", "Fees > Parking > In 2026 a resident parking permit costs 96 euros."),
    Pair("from a later day", "Fees > Parking > A resident parking permit costs 84 euros.",
         "Fees > Parking > From 1 January 2028 a resident parking permit costs 96 euros."),
    Pair("another kind of permit", "Resident parking > Fee > The permit costs 84 euros a year.", "Visitor parking > Fee > The permit costs 20 euros a year."),
    Pair("a narrower kind", "Resident parking > Fee > The parking permit costs 84 euros a year.",
         "Trade parking > Fee > The parking permit for a van of a trade costs 180 euros a year."),
    Pair("another rate", "Parking > Fee > A parking space costs 2 euros an hour.", "Parking > Fee > A parking space costs 12 euros a day."),
    Pair("another bound", "Dogs > Size > A dog run must be at least 6 square metres.", "Dogs > Size > A dog run may be at most 40 square metres."),
    Pair("a range around it", "Weddings > Time > A wedding takes 30 minutes.", "Town hall > Weddings > A wedding takes between 20 and 40 minutes."),
    Pair("another age group", "Buses > Fares > Children under 6 pay 0.50 euros for a ticket.", "Buses > Fares > Children under 15 pay 1.30 euros for a ticket."),
    Pair("another action", "Dogs > Tax > A dog must be registered within 14 days.", "Dogs > Tax > A dog must be deregistered within 30 days."),
    Pair("another document", "Registry > Certificates > A birth certificate costs 14 euros.", "Registry > Certificates > A residence certificate costs 8 euros."),
    Pair("another office", "Contact > Offices > The Housing Department is reached on 0555 100 200.",
         "Contact > Offices > The Transport Department is reached on 0555 100 400."),
    Pair("another day of the week", "Recycling > Hours > The recycling centre is open on Saturday from 8:00 to 14:00.",
         "Recycling > Hours > The recycling centre is open on Monday from 9:00 to 17:00."),
    Pair("another household", "Allowance > Limits > The income limit for one person is 1,200 euros.", "Allowance > Limits > The income limit for two people is 1,800 euros."),
    Pair("only figures in common", "Housing > Lists > The list is renewed every 12 months.", "Dogs > Tax > The badge is valid for 36 months."),
    Pair("first and second", "Parking > Fee > The first permit costs 84 euros a year.", "Parking > Fee > The second permit costs 120 euros a year."),
    Pair("another condition", "Bulky waste > Cost > The first two bulky waste collections are free of charge.",
         "Bulky waste > Cost > A further bulky waste collection costs 25 euros."),
    Pair("another limit", "Housing > Limits > The income limit for social housing is 2,000 euros.",
         "Benefits > Limits > The income limit for housing allowance is 1,500 euros."),
    Pair("another bin zh", "垃圾 > 收运 > 灰色垃圾桶每14天收运一次。", "垃圾 > 收运 > 绿色垃圾桶每7天收运一次。"),
    Pair("another zone zh", "停车 > 收费 > A区停车每小时收费2欧元。", "停车 > 收费 > B区停车每小时收费3欧元。"),
    Pair("another kind zh", "停车 > 收费 > 居民停车许可证每年收费84欧元。", "停车 > 收费 > 访客停车许可证每年收费20欧元。"),
    Pair("another year zh", "停车 > 收费 > 2025年居民停车许可证收费84欧元。", "停车 > 收费 > 2026年居民停车许可证收费96欧元。"),
    Pair("another child zh", "家庭 > 津贴 > 第一个子女每月津贴250欧元。", "家庭 > 津贴 > 第三个子女每月津贴300欧元。"),
    Pair("another bound zh", "养犬 > 犬舍 > 犬舍面积不得少于6平方米。", "养犬 > 犬舍 > 犬舍面积不得超过40平方米。"),
    Pair("the same zh", "户籍 > 登记 > 迁入后应当在14日内办理居住登记。", "搬家 > 登记 > 迁入后须在两周内办理居住登记。"),
    Pair("another document zh", "登记 > 证明 > 出生证明每份14欧元。", "登记 > 证明 > 居住证明每份8欧元。"),
    Pair("another rate zh", "停车 > 收费 > 停车位每小时收费2欧元。", "停车 > 收费 > 停车位每天收费12欧元。"),
    Pair("another people zh", "公交 > 优惠 > 残疾人月票每月25欧元。", "公交 > 优惠 > 老年人月票每月30欧元。"),
)  # fmt: skip
