"""A ministry at two releases and the changes between them, written by hand, with one of each thing a briefing shows."""

from __future__ import annotations

from gen.model.change import (
    Balance,
    Change,
    Changes,
    Declared,
    Detail,
    Evidence,
    Folded,
    NotComparable,
    Reading,
    ReleaseRef,
    Side,
    Subject,
)  # fmt: skip
from gen.model.record import Duty, Finding, Locator, Post, Snapshot, Staffing, Text, Transfer, Unit
from tests.builders import AT, duty, post, snapshot, text, unit

BODY = "工业和信息化部"
SHA = {"2019": "a" * 64, "2022": "b" * 64}
_PLACES = (
    "北京 上海 天津 重庆 河北 山西 吉林 辽宁 黑龙江 陕西 甘肃 青海 山东 福建 浙江 河南 湖北 湖南 江西 江苏 安徽 广东"
)
_KEPT = (
    "办公厅|General Office",
    "规划司|Planning Department",
    "财务司",
    "科技司",
    "运行监测协调局",
    "中小企业局",
    "节能与综合利用司",
    "安全生产司",
    "消费品工业司",
    "电子信息司",
    "网络安全管理局",
    "人事教育司",
)
OLD_DUTY = "统筹推进国家信息化工作，组织制定相关政策并协调信息化建设中的重大问题，指导协调电子政务发展。"
NEW_DUTY = "统筹推进国家信息化工作，拟订相关政策并协调信息化建设中的重大问题，推动重要信息资源的共享。"
MOVED_DUTY = "承担无线电频谱资源的统一配置和管理。"


def _units(*names: str, group: str, line: int) -> tuple[Unit, ...]:
    return tuple(unit(name, group=group, line=line + n) for n, name in enumerate(names))


def _regional() -> tuple[Unit, ...]:
    return _units(*(f"{place}通信管理局" for place in _PLACES.split()), group="regional", line=110)


_DUTIES: tuple[Duty, ...] = (
    duty("提出新型工业化发展战略和政策。", "（一）", "d1", 60),
    duty(MOVED_DUTY, "（三）", "d3", 62),
)
_STAFFING = (
    Staffing(what="机关行政编制", count=731, locator=AT),
    Staffing(what="司局级领导职数", count=78, locator=AT),
)
_TRANSFER = Transfer(
    what="工业行业管理有关职责",
    origin="国家发展和改革委员会",
    target=BODY,
    kind="transfer",
    excepting="核电管理",
    includes=("研究拟订工业发展规划", "指导行业技术法规和行业标准的拟订"),
    item="（一）",
    date="2008-03",
    text="将国家发展和改革委员会的工业行业管理有关职责划入工业和信息化部。",
    locator=Locator(source=AT.source, line=12),
)
SPLIT = Transfer(
    what="装备工业司",
    target="装备工业一司、装备工业二司",
    kind="split",
    date="2020-01-02",
    text="2020年1月2日，决定将装备工业司拆分为装备工业一司、装备工业二司。",
    locator=Locator(source=AT.source, line=51),
)
ABOLISHED = Transfer(
    what="安全生产司",
    kind="abolished",
    date="2021",
    text="2021年，不再保留安全生产司。",
    locator=Locator(source=AT.source, line=53),
)


def _at(item: Post, line: int) -> Post:
    return item.model_copy(update={"locator": Locator(source=AT.source, line=line)})


MIAO_OLD = _at(post("部长", "苗圩", "2010-12-25"), 190)
MIAO_NEW = _at(post("部长", "苗圩", "2010-12-25", "2020-08-11"), 197)
XIAO = _at(post("部长", "肖亚庆", "2020-08-11"), 198)
ZHANG = _at(post("副部长", "张云明", "2022-02"), 211)
WANG = _at(post("总经济师", "王新哲"), 19)

OLD: Snapshot = snapshot(
    *_units(*_KEPT, group="internal", line=70),
    unit("政策法规司|Policy and Regulation Department", line=76),
    unit("产业政策司|Industrial Policy Department", line=79),
    unit("原材料工业司|Raw Materials Industry Department", line=85),
    unit("装备工业司|Equipment Industry Department", nameplates=["国家重大技术装备办公室"], line=86),
    unit("信息化和软件服务业司", line=90),
    unit("国际合作司", group="internal", line=91),
    *_regional(),
    unit("信息中心", group="subordinate", line=160),
    unit("人才交流中心", group="subordinate", line=161),
    unit("通信清算中心", group="subordinate", line=162),
    duties=(*_DUTIES, duty(OLD_DUTY, "（十）", "d10", 63)),
    posts=(MIAO_OLD, WANG),
    staffing=_STAFFING,
    release="2019",
)
NEW: Snapshot = snapshot(
    *_units(*_KEPT, group="internal", line=80),
    unit("产业政策与法规司|Industrial Policy and Legislation Department", line=80),
    unit("原材料工业司|Raw Materials Industry Department", nameplates=["稀土办公室"], line=88),
    unit("装备工业一司|First Equipment Industry Department", line=89),
    unit(
        "装备工业二司|Second Equipment Industry Department",
        nameplates=["国家重大技术装备办公室"],
        line=90,
        duties=(duty(MOVED_DUTY, "（三）", "d3b", 92),),
    ),
    unit("信息技术发展司", line=94),
    *_regional(),
    unit("国际合作司", group="subordinate", line=155),
    unit("网络安全产业发展中心", group="subordinate", nameplates=["信息中心"], line=163),
    unit("人才交流中心", group="subordinate", line=164),
    unit("装备工业发展中心", group="subordinate", line=166),
    unit("中国工业互联网研究院", group="subordinate", line=167),
    unit("中国互联网络信息中心", group="subordinate", line=168),
    unit("中国软件评测中心", group="subordinate", line=171),
    duties=(_DUTIES[0], duty(NEW_DUTY, "（九）", "d9", 64)),
    posts=(MIAO_NEW, XIAO, ZHANG),
    staffing=(_STAFFING[0], Staffing(what="司局级领导职数", count=80, locator=AT)),
    release="2022",
)


def of(where: Snapshot, *names: str) -> tuple[Side, ...]:
    """The sides of units, by Chinese name."""
    found = {one.name.primary: one for one, _ in where.walk()}
    return tuple(
        Side(
            id=(one := found[name]).id,
            name=one.name,
            path=(BODY,),
            group=one.group,
            locator=one.locator,
        )
        for name in names
    )


def of_post(item: Post) -> Side:
    """The side of a post of the body."""
    words = f"{item.holder}（{item.start or '…'} – {item.end or ''}".rstrip() + "）"
    return Side(
        id=f"body/{item.title}/{item.holder}", name=text(item.title), path=(BODY,), text=words, locator=item.locator
    )


def of_duty(item: Duty, *path: str) -> Side:
    """The side of a duty; `path` names the unit that holds it, none is the body."""
    return Side(
        id=item.id,
        name=text(path[-1] if path else BODY),
        path=(BODY, *path),
        text=item.text.primary,
        number=item.number,
        locator=item.locator,
    )


def because(code: str, *facts: str) -> Evidence:
    return Evidence(code=code, facts=facts, weight=0.5)


def change(ident: str, subject: Subject, *kinds: str, **rest: object) -> Change:
    return Change.model_validate({"id": ident, "subject": subject, "kinds": kinds, **rest})


def _gained(ident: str, name: str, plate: str) -> Change:
    details = (Detail(aspect="nameplate", new=(plate,)),)
    return change(ident, "unit", "amended", old=of(OLD, name), new=of(NEW, name), details=details)


def _added(ident: str, name: str) -> Change:
    return change(ident, "unit", "added", new=of(NEW, name))


UNIT_CHANGES: tuple[Change, ...] = (
    change(
        "U1",
        "unit",
        "split",
        old=of(OLD, "装备工业司"),
        new=of(NEW, "装备工业一司", "装备工业二司"),
        score=0.95,
        evidence=(
            because("numbered-siblings", "装备工业司", "装备工业一司", "装备工业二司"),
            because("nameplate-goes-to", "国家重大技术装备办公室", "装备工业二司"),
        ),
    ),
    change(
        "U2",
        "unit",
        "merged",
        old=of(OLD, "政策法规司", "产业政策司"),
        new=of(NEW, "产业政策与法规司"),
        score=0.9,
        evidence=(because("name-parts-joined", "产业政策司", "政策法规司"),),
    ),
    change(
        "U3",
        "unit",
        "renamed",
        old=of(OLD, "信息化和软件服务业司"),
        new=of(NEW, "信息技术发展司"),
        status="likely",
        score=0.55,
        evidence=(
            because("similar-name", "信息化和软件服务业司", "信息技术发展司", "38%"),
            because("last-left", "internal"),
            because("same-neighbours", "电子信息司", "网络安全管理局"),
        ),
        runner_up=Reading(kind="merged", old=of(OLD, "产业政策司"), new=of(NEW, "信息技术发展司"), score=0.21),
        details=(Detail(aspect="name", old=("信息化和软件服务业司",), new=("信息技术发展司",)),),
        redline=(("=", "信息"), ("-", "化和软件服务业"), ("+", "技术发展"), ("=", "司")),
    ),
    change(
        "U4",
        "unit",
        "renamed",
        old=of(OLD, "信息中心"),
        new=of(NEW, "网络安全产业发展中心"),
        score=0.9,
        evidence=(because("nameplate-is-old-name", "信息中心"),),
        details=(
            Detail(aspect="name", old=("信息中心",), new=("网络安全产业发展中心",)),
            Detail(aspect="nameplate", new=("信息中心",)),
        ),
    ),
    change(
        "U5",
        "unit",
        "reassigned",
        old=of(OLD, "国际合作司"),
        new=of(NEW, "国际合作司"),
        evidence=(because("same-name-elsewhere", "国际合作司"),),
        details=(Detail(aspect="group", old=("internal",), new=("subordinate",)),),
    ),
    _gained("U6", "原材料工业司", "稀土办公室"),
    _added("U7", "装备工业发展中心"),
    _added("U8", "中国工业互联网研究院"),
    _added("U9", "中国互联网络信息中心"),
    _added("U10", "中国软件评测中心"),
    change(
        "U11",
        "unit",
        "removed",
        old=of(OLD, "通信清算中心"),
        findings=(Finding(kind="damaged-text", text="来源第162行文字残缺", locator=AT),),
    ),
)
OTHER_CHANGES: tuple[Change, ...] = (
    change(
        "D1",
        "duty",
        "reassigned",
        old=(of_duty(_DUTIES[1]),),
        new=(of_duty(NEW.units[15].duties[0], "装备工业二司"),),
        evidence=(because("same-text"),),
        details=(Detail(aspect="holder", old=(BODY,), new=("装备工业二司",)),),
    ),
    change(
        "D2",
        "duty",
        "amended",
        old=(of_duty(OLD.duties[2]),),
        new=(of_duty(NEW.duties[1]),),
        score=0.72,
        evidence=(because("similar-text", "72%"),),
        details=(Detail(aspect="text", old=(OLD_DUTY,), new=(NEW_DUTY,)),),
        redline=(
            ("=", "统筹推进国家信息化工作，"),
            ("-", "组织制定"),
            ("+", "拟订"),
            ("=", "相关政策并协调信息化建设中的重大问题，"),
            ("-", "指导协调电子政务发展"),
            ("+", "推动重要信息资源的共享"),
            ("=", "。"),
        ),
    ),
    change(
        "P1",
        "post",
        "amended",
        old=(of_post(MIAO_OLD),),
        new=(of_post(MIAO_NEW),),
        evidence=(because("same-title-and-holder"),),
        details=(Detail(aspect="to", new=("2020-08-11",)),),
    ),
    change("P2", "post", "added", new=(of_post(XIAO),)),
    change("P3", "post", "added", new=(of_post(ZHANG),)),
    change("P4", "post", "removed", old=(of_post(WANG),)),
    change(
        "S1",
        "staffing",
        "amended",
        old=(Side(id="n", name=Text(zh="司局级领导职数"), path=(BODY,), text="78", locator=AT),),
        new=(Side(id="n", name=Text(zh="司局级领导职数"), path=(BODY,), text="80", locator=AT),),
        details=(Detail(aspect="count", old=("78",), new=("80",)),),
        redline=(("-", "78"), ("+", "80")),
    ),
)
CHANGES = Changes(
    old=ReleaseRef(body="miit", release="2019", effective="2019", sha256=SHA["2019"]),
    new=ReleaseRef(body="miit", release="2022", effective="2022", sha256=SHA["2022"]),
    changes=(*UNIT_CHANGES, *OTHER_CHANGES),
    folded=(Folded(kind="renumbered", count=5, what="duty"), Folded(kind="spacing", count=2, what="unit")),
    not_comparable=(NotComparable(subject="post", group="regional", why="old-silent", new=3),),
    ledger={
        "unit": Balance(
            old=43, new=46, kept=35, amended=1, renamed=2, reassigned=1, added=4, removed=1, split=1, merged=1,
            split_old=1, split_new=2, merged_old=2, merged_new=1,
        ),
        "duty": Balance(old=3, new=3, kept=1, amended=1, reassigned=1),
        "post": Balance(old=2, new=6, amended=1, added=2, removed=1, not_comparable_new=3),
        "staffing": Balance(old=2, new=2, kept=1, amended=1),
    },
    declared=(
        Declared(side="old", transfer=_TRANSFER, why="earlier"),
        Declared(side="new", transfer=SPLIT, verdict="seen", changes=("U1",)),
        Declared(side="new", transfer=ABOLISHED, verdict="not-seen"),
    ),
    undeclared=("U2", "U3", "U4", "U5", "U7", "U8", "U9", "U10", "U11"),
)  # fmt: skip
NOTHING = Changes(
    old=CHANGES.old,
    new=CHANGES.old,
    ledger={
        "unit": Balance(old=43, new=43, kept=43),
        "duty": Balance(old=3, new=3, kept=3),
        "post": Balance(old=2, new=2, kept=2),
        "staffing": Balance(old=2, new=2, kept=2),
    },
)
