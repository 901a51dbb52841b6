"""A small made-up body at two releases, with a change of every kind, for trying a template out."""

from __future__ import annotations

from functools import cache

from gen.diff import diff
from gen.model.record import Coverage, Duty, Locator, Post, Snapshot, Source, Staffing, Text, Transfer, Unit
from gen.report.build import build
from gen.report.comparison import comparison
from gen.report.model import FoldedWords, NotComparableWords, Report, SubjectSection

_AT = Locator(source="s1", line=1)
_BODY = "示例部"
_DUTIES = (
    "拟订示例行业发展规划并组织实施，指导示例行业技术创新。",
    "承担示例统计和信息发布工作，监测分析运行态势。",
    "负责示例安全生产监督管理，组织开展专项检查。",
    "起草法规草案，承担规范性文件合法性审核工作。",
)


@cache
def report() -> Report:
    """What a briefing of the two releases says, in Chinese, with something in every section."""
    changes = diff(_OLD, _NEW, old_sha256="0" * 64, new_sha256="1" * 64)
    made = build(changes, _OLD, _NEW, "zh", everything=True)
    return made._replace(
        comparison=comparison(changes, _OLD, _NEW, made),
        sections=(_doubtful(made.sections[0]), *made.sections[1:]),
        not_comparable=(NotComparableWords("编制", "", 1, 0, "新版来源未载"),),
        folded=(FoldedWords("编号变动", 2, "职责", ((("-", "（1）"), ("+", "（2）")),)),),
        unfit=("裁定 r1 不再适用",),
    )


def _doubtful(section: SubjectSection) -> SubjectSection:
    """The section with its first change awaiting a ruling."""
    (item, *items), groups = section.groups[0].items, section.groups
    item = item._replace(status="likely", runner_up="另一读法", findings=("存疑",))
    return section._replace(groups=(groups[0]._replace(items=(item, *items)), *groups[1:]))


def _unit(name: str, *duties: str, group: str = "internal") -> Unit:
    held = tuple(
        Duty(id=f"{name}-{n}", number=f"（{n}）", text=Text(zh=said), locator=_AT) for n, said in enumerate(duties, 1)
    )
    return Unit(id=name, name=Text(zh=name, en=f"Unit {name}"), group=group, duties=held, locator=_AT)


def _transfer(what: str, kind: str, said: str) -> Transfer:
    return Transfer.model_validate(
        {"what": what, "from": "旧部", "to": _BODY, "kind": kind, "text": said, "locator": _AT, "date": "2022-03"}
    )


def _snapshot(release: str, units: tuple[Unit, ...], posts: tuple[Post, ...], **said: object) -> Snapshot:
    source = Source(id="s1", name=f"{release}.txt", sha256="2" * 64, licence="CC0", origin="example.org")
    covered = Coverage(units=True, duties=True, posts=True, staffing=True, transfers=True)
    given = {"body": "sample", "release": release, "effective": release, "language": "zh", "sources": (source,)}
    state = {"coverage": covered, "name": Text(zh=_BODY), "units": units, "posts": posts, "document": f"示发{release}"}
    return Snapshot(**{**given, **state, **said})


def _post(title: str, holder: str) -> Post:
    return Post(title=title, holder=holder, locator=_AT)


_OLD = _snapshot(
    "2019",
    (
        _unit("规划司", _DUTIES[0]),
        _unit("综合司", _DUTIES[1]),
        _unit("装备司"),
        _unit("政策司", _DUTIES[2]),
        _unit("法规司", _DUTIES[3]),
        _unit("旧事司"),
        _unit("信息中心", group="subordinate"),
    ),
    (_post("部长", "张某"), _post("副部长", "李某")),
    staffing=(Staffing(what="机关行政编制", count=100, locator=_AT),),
)
_NEW = _snapshot(
    "2022",
    (
        _unit("规划司", _DUTIES[0].replace("指导示例行业技术创新", "推动示例行业绿色发展")),
        _unit("综合协调司", _DUTIES[1]),
        _unit("装备一司"),
        _unit("装备二司"),
        _unit("政策法规司", _DUTIES[2], _DUTIES[3]),
        _unit("示例驻沪办事处", group="regional"),
        _unit("信息中心", group="internal"),
    ),
    (_post("部长", "王某"), _post("总工程师", "赵某")),
    staffing=(Staffing(what="机关行政编制", count=90, locator=_AT),),
    transfers=(
        _transfer("装备司", "split", "装备司拆分为装备一司、装备二司。"),
        _transfer("政策司、法规司", "merged", "政策司、法规司合并为政策法规司。"),
        _transfer("有关职责", "transfer", "划入。"),
    ),
)
