"""A child that others harm, told in whichever order of words, is flagged; what only looks like it is not (C-15)."""

from __future__ import annotations

import pytest

from assistant.domain.reasons import Reason
from tests.services.screening import screened

HARM = [
    "邻居家的孩子经常被父亲打",
    "鄰居家的孩子經常被父親打",
    "隔壁家的小孩天天被他爸揍",
    "楼上的小女孩老是被她妈妈骂还被打",
    "我朋友的儿子被继父用皮带抽",
    "同学被他爸爸打得鼻青脸肿",
    "那个男孩被养母关在阳台上不给吃饭",
    "被父亲打的那个孩子才六岁",
    "孩子被爸爸打了,我该找谁",
    "有个小朋友在幼儿园被老师扇耳光",
    "侄子被后妈用烟头烫",
    "邻居的女儿遭父亲虐待",
    "对门那家人经常打孩子",
    "听见隔壁父亲打孩子,孩子哭得很惨",
    "邻居打孩子打得很厉害",
    "楼下爸爸喝醉就打小孩",
    "学生被教练摸身体",
    "亲戚家的小孩被父母饿着不给饭",
    "邻居的小孩身上总有被打的伤",
    "小区里有个孩子被大人虐待",
    "孙女被舅舅猥亵",
    "我弟弟才八岁,总被爸爸打",
    "邻居把孩子打得浑身是伤",
    "父亲经常把儿子吊起来打",
    "The neighbour's child is often beaten by the father",
    "a boy next door gets hit by his stepdad every night",
    "my nephew is regularly slapped by his mother",
    "The kid upstairs is being hurt by her parents",
    "the father next door beats his kids",
    "My neighbour hits her little boy",
    "I think the girl downstairs is abused by her uncle",
]
LOOK_ALIKES = [
    "孩子被打预防针后发烧可以请假吗",
    "孩子被老师打低分可以申诉到哪里",
    "儿子的电话被打爆了怎么换号码",
    "孩子和父亲打羽毛球在哪里订场地",
    "女儿被父亲打电话叫回家后还能领补助吗",
    "孩子被父亲打扮得很漂亮可以参加比赛吗",
    "孩子被妈妈打包的行李可以寄存吗",
    "孩子打疫苗要预约吗",
    "给孩子打折的公交卡怎么办",
    "父亲给孩子打车费能报销吗",
    "学生被录取后怎么办居住证",
    "孩子被幼儿园录取了要交什么材料",
    "孩子被父母带去旅游需要护照吗",
    "邻居家的孩子上哪所学校",
    "小孩打篮球的场地几点开门",
    "孩子被评为三好学生有奖励吗",
    "父母打工,孩子在哪里上学",
    "爸爸打算给孩子办护照",
    "妈妈打听孩子的入学政策",
    "邻居打算让孩子转学,需要什么材料",
    "我家孩子被妈妈抱着,坐公交要买票吗",
    "孩子让父亲抽签选学校可以吗",
    "女儿让爸爸绑定了银行卡,怎么解绑",
    "孩子和邻居踢足球的场地",
    "父亲打工,儿子能上公办学校吗",
    "孩子被父亲卖房影响了学位怎么办",
    "学生让老师打印的证明要盖章吗",
    "爷爷给孙子打电话报名可以吗",
    "爸爸打孩子的电话打不通,学校放假了吗",
    "孩子被老师抽到参加比赛,要交费吗",
    "孩子被妈妈踢出群了怎么加入班级",
    "孩子的积分被打乱,父亲如何申诉",
    "孩子被父亲绑上安全座椅也要年检吗",
    "Can my child be picked up by his grandfather?",
    "Which forms must be signed by the child's father?",
]


@pytest.mark.parametrize("text", HARM)
def test_harm_to_a_child_told_by_others_is_flagged(text: str) -> None:
    """C-15: who does it may stand before or after, with 被 or without."""
    assert Reason.SAFEGUARDING_MINOR in {flag.reason for flag in screened(text).flags}


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_what_only_looks_like_harm_to_a_child_is_not_flagged(text: str) -> None:
    """A jab, a phone call, a discount and a plan are written with 打 as well."""
    assert Reason.SAFEGUARDING_MINOR not in {flag.reason for flag in screened(text).flags}
