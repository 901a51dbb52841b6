import re

import pytest

from gen.errors import Unknown
from gen.model.change import KINDS, SUBJECTS, Change, Detail, Evidence
from gen.model.record import Finding
from gen.report import en, zh
from gen.report.build import build
from gen.report.sentences import sentence
from gen.report.sides import Teller
from gen.report.words import EVIDENCE, SYMBOLS, Words, evidence_words
from tests.builders import AT
from tests.report import sample

LANGUAGES = ("zh", "en")
FACTS = ("甲司", "乙司", "38%")


def words(language="zh", **names):
    return Words(language, names)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_every_subject_has_a_sentence(kind, subject, language):
    side = {
        "unit": sample.of(sample.OLD, "信息中心")[0],
        "duty": sample.of_duty(sample.OLD.duties[0]),
        "post": sample.of_post(sample.MIAO_OLD),
        "staffing": sample.OTHER_CHANGES[-1].old[0],
    }[subject]
    old = () if kind == "added" else (side, side) if kind == "merged" else (side,)
    new = () if kind == "removed" else (side, side) if kind == "split" else (side,)
    change = Change(id="X1", subject=subject, kinds=(kind,), old=old, new=new)
    said = sentence(change, *(Teller.of(sample.OLD, words(language)),) * 2)
    assert said
    assert "{" not in said
    assert not said.endswith(("。", ".", " "))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", EVIDENCE)
def test_every_ground_has_words(code, language):
    said = evidence_words(Evidence(code=code, facts=FACTS), language)
    assert said
    assert "{" not in said
    assert "%%" not in said.replace(" ", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_ground_is_an_error_that_names_the_nearest(language):
    with pytest.raises(Unknown, match="did you mean same-name"):
        evidence_words(Evidence(code="same-nam"), language)


def test_the_two_languages_word_the_same_keys():
    forms = re.compile(r"\.(one|many|bare)$")

    def keys(table):
        # Readers word their findings in English, so only the Chinese table has words for them.
        return {forms.sub("", key) for key in table if not key.startswith("finding.")} - {"months", "lead"}

    assert keys(zh.WORDS) == keys(en.WORDS)
    assert zh.LABELS.keys() == en.LABELS.keys()


def test_the_two_languages_take_the_same_facts():
    named = re.compile(r"\{([a-z]+)\}")
    shared = zh.WORDS.keys() & en.WORDS.keys()
    assert {
        key for key in shared if not set(named.findall(en.WORDS[key])) <= set(named.findall(zh.WORDS[key]))
    } == set()


@pytest.mark.parametrize(
    ("language", "number", "group", "said"),
    [
        ("zh", 1, "regional", "1个派出机构"),
        ("zh", 31, "regional", "31个派出机构"),
        ("zh", 2, None, "2个机构"),
        ("en", 1, "regional", "1 regional office"),
        ("en", 31, "regional", "31 regional offices"),
        ("en", 1, None, "1 unit"),
        ("en", 2, "university", "2 universities"),
        ("en", 2, "an own group", "2 an own group"),
    ],
)
def test_units_are_counted_in_the_right_number(language, number, group, said):
    assert words(language).counted("unit", number, group) == said


@pytest.mark.parametrize(
    ("date", "chinese", "english"),
    [
        ("2022", "2022年", "2022"),
        ("2008-07", "2008年7月", "July 2008"),
        ("2020-08-11", "2020年8月11日", "11 August 2020"),
        ("不详", "不详", "不详"),
    ],
)
def test_a_date_is_worded_as_precisely_as_it_is_known(date, chinese, english):
    assert (words("zh").date(date), words("en").date(date)) == (chinese, english)


@pytest.mark.parametrize(
    ("parts", "said"), [((), ""), (("A",), "A"), (("A", "B"), "A and B"), (("A", "B", "C"), "A, B and C")]
)
def test_a_list_is_joined_as_english_joins_it(parts, said):
    assert words("en").joined(parts) == said


def test_an_english_name_is_followed_by_the_chinese_one():
    assert words("en").name(sample.text("规划司|Planning Department")) == "Planning Department (规划司)"
    assert words("zh").name(sample.text("规划司|Planning Department")) == "规划司"
    assert words("en", 科技司="Science Department").name(sample.text("科技司")) == "Science Department (科技司)"
    assert words("en").name(sample.text("科技司")) == "科技司"
    assert words("zh").name(sample.text("Planning Department")) == "Planning Department"


def test_kinds_are_told_apart_by_symbol_and_by_word():
    assert len(set(SYMBOLS.values())) == len({words("zh").mark(kind).word for kind in KINDS}) == len(KINDS)


def test_removed_is_said_as_no_longer_listed_and_nothing_more():
    assert words("zh").mark("removed").word == "不再列出"
    assert words("en").mark("removed").word == "no longer listed"


@pytest.mark.parametrize(
    "why", ["old-silent", "new-silent", "languages-differ", "prose-against-list", "old-omits", "new-omits"]
)
def test_every_reason_not_to_compare_has_words(why):
    assert words("zh").say(f"why.{why}") != words("en").say(f"why.{why}")


def sentences(language, *changes):
    changed = sample.CHANGES.model_copy(update={"changes": changes})
    return [item.sentence for item in build(changed, sample.OLD, sample.NEW, language).items]


def test_the_events_of_the_sample_read_as_an_official_would_write_them():
    assert sentences("zh", *sample.UNIT_CHANGES) == [
        "装备工业司拆分为装备工业一司、装备工业二司，“国家重大技术装备办公室”牌子由装备工业二司承接",
        "政策法规司、产业政策司合并为产业政策与法规司",
        "信息化和软件服务业司更名为信息技术发展司",
        "信息中心更名为网络安全产业发展中心，加挂“信息中心”牌子",
        "国际合作司由内设机构划转至直属事业单位",
        "原材料工业司加挂“稀土办公室”牌子",
        "新增装备工业发展中心（直属事业单位）",
        "新增中国工业互联网研究院（直属事业单位）",
        "新增中国互联网络信息中心（直属事业单位）",
        "新增中国软件评测中心（直属事业单位）",
        "新版不再列出通信清算中心（直属事业单位）",
    ]
    assert sentences("zh", *sample.OTHER_CHANGES) == [
        "职责（三）由工业和信息化部划转至装备工业二司",
        "职责（九）文字有调整",
        "部长苗圩任职至2020年8月11日",
        "新列入部长肖亚庆（2020年8月11日起）",
        "新列入副部长张云明（2022年2月起）",
        "新版不再列出总经济师王新哲",
        "司局级领导职数由78改为80",
    ]


def test_the_english_events_have_english_names_where_they_are_known():
    assert sentences("en", *sample.UNIT_CHANGES[:3]) == [
        "Equipment Industry Department (装备工业司) was split into First Equipment Industry Department (装备工业一司) and "
        "Second Equipment Industry Department (装备工业二司); the nameplate “国家重大技术装备办公室” went to Second "
        "Equipment Industry Department (装备工业二司)",
        "Policy and Regulation Department (政策法规司) and Industrial Policy Department (产业政策司) were merged into "
        "Industrial Policy and Legislation Department (产业政策与法规司)",
        "信息化和软件服务业司 was renamed 信息技术发展司",
    ]


@pytest.mark.parametrize(
    ("kinds", "old", "new", "survivor", "chinese", "english"),
    [
        (("split",), ["信息中心"], ["信息技术发展司", "产业政策与法规司"], "信息技术发展司",
         "自信息中心分设产业政策与法规司，信息技术发展司继续存在",
         "Industrial Policy and Legislation Department (产业政策与法规司) was split off from 信息中心; 信息技术发展司 goes on"),
        (("merged",), ["信息中心", "国际合作司"], ["国际合作司"], "国际合作司",
         "信息中心并入国际合作司", "信息中心 was merged into 国际合作司"),
        (("merged",), ["信息中心", "国际合作司"], ["人才交流中心"], "国际合作司",
         "信息中心并入国际合作司，合并后为人才交流中心", "信息中心 was merged into 国际合作司, now 人才交流中心"),
        (("split", "merged"), ["信息中心", "国际合作司"], ["人才交流中心", "信息技术发展司"], None,
         "信息中心、国际合作司重组为人才交流中心、信息技术发展司",
         "信息中心 and 国际合作司 were reorganised into 人才交流中心 and 信息技术发展司"),
    ],
)  # fmt: skip
def test_a_side_that_goes_on_and_a_tangled_case_are_said(kinds, old, new, survivor, chinese, english):
    change = sample.change(
        "U1", "unit", *kinds, old=sample.of(sample.OLD, *old), new=sample.of(sample.NEW, *new), survivor=survivor
    )
    assert sentences("zh", change) == [chinese]
    assert sentences("en", change) == [english]


@pytest.mark.parametrize(
    ("detail", "chinese", "english"),
    [
        (Detail(aspect="level", old=("正厅级",), new=("副部级",)), "级别由“正厅级”改为“副部级”", "changed its level from “正厅级” to “副部级”"),
        (Detail(aspect="level", new=("副部级",)), "新注明级别“副部级”", "now states the level “副部级”"),
        (Detail(aspect="level", old=("副部级",)), "不再注明级别“副部级”", "no longer states the level “副部级”"),
        (Detail(aspect="nameplate", old=("甲办",)), "不再挂“甲办”牌子", "no longer bears the nameplate “甲办”"),
        (Detail(aspect="nameplate", old=("甲办",), new=("乙办", "丙办")), "不再挂“甲办”牌子，加挂“乙办”、“丙办”牌子",
         "no longer bears the nameplate “甲办” and took the nameplate “乙办” and “丙办”"),
        (Detail(aspect="managed_by", old=("甲局",), new=("乙局",)), "代管单位由甲局改为乙局", "changed its managing unit from 甲局 to 乙局"),
    ],
)  # fmt: skip
def test_each_aspect_of_an_amended_unit_is_a_clause(detail, chinese, english):
    ends = {"old": sample.of(sample.OLD, "信息中心"), "new": sample.of(sample.OLD, "信息中心")}
    change = sample.change("U1", "unit", "amended", details=(detail,), **ends)
    assert sentences("zh", change) == [f"信息中心{chinese}"]
    assert sentences("en", change) == [f"信息中心 {english}"]


def test_a_duty_both_moved_and_reworded_is_said_to_be_both():
    one = sample.OTHER_CHANGES[0]
    change = one.model_copy(
        update={
            "kinds": ("reassigned", "amended"),
            "details": (*one.details, Detail(aspect="text", old=("a",), new=("b",))),
        }
    )
    assert sentences("zh", change) == ["职责（三）由工业和信息化部划转至装备工业二司，文字有调整"]


def test_a_duty_without_a_number_is_named_by_its_words():
    one = sample.of_duty(sample.duty("监测分析工业运行态势，统计并发布相关信息。"))
    change = sample.change("D1", "duty", "amended", old=(one,), new=(one,), redline=(("=", "x"),))
    assert sentences("zh", change) == ["职责“监测分析工业运行态势，统计并发布……”文字有调整"]


def test_a_post_that_passes_to_another_holder_is_named_by_its_title():
    old, new = (sample.of_post(sample.post("总经济师", holder)) for holder in ("王新哲", "许科敏"))
    detail = Detail(aspect="holder", old=("王新哲",), new=("许科敏",))
    change = sample.change("P1", "post", "amended", old=(old,), new=(new,), details=(detail,))
    assert sentences("zh", change) == ["总经济师由王新哲改为许科敏"]
    assert sentences("en", change) == ["总经济师 passed from 王新哲 to 许科敏"]


def test_a_survivor_that_is_none_of_the_sides_is_not_invented():
    sides = {"old": sample.of(sample.OLD, "信息中心"), "new": sample.of(sample.NEW, "人才交流中心", "信息技术发展司")}
    change = sample.change("U1", "unit", "split", survivor="nobody", **sides)
    assert sentences("zh", change) == ["信息中心拆分为人才交流中心、信息技术发展司"]


def test_a_message_that_does_not_exist_is_an_error():
    with pytest.raises(Unknown, match=r"no message 'kind\.vanished'"):
        words().say("kind.vanished")


def test_a_finding_is_told_in_chinese_where_its_kind_has_a_wording_and_always_with_its_place() -> None:
    known = Finding(kind="damaged-name", text="lacks an ending", locator=AT)
    other = Finding(kind="something-new", text="looks odd", locator=AT)
    assert Words("zh", {}).finding(known) == "名称疑有残缺，照来源原文列示（s1第1行）"
    assert Words("zh", {}).finding(other) == "looks odd（s1第1行）"
    assert Words("en", {}).finding(known) == "lacks an ending (s1, line 1)"
