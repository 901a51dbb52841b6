"""One made-up document in several formats, and the parts of a reading that must not depend on the format."""

from __future__ import annotations

from typing import Any

from gen.sources.read import Reading

REGULATION = (
    "测绘航标部主要职责内设机构和人员编制规定",
    "根据《国务院关于机构设置的通知》（国发〔2008〕11号），设立测绘航标部，为国务院组成部门。",
    "一、职责调整",
    "（一）将水运总署的航标管理职责划给测绘航标部。",
    "（二）取消已由市场决定的事项，加强对基础测绘、航标维护以及海图编制工作的统筹协调，做好与有关部门的衔接。",
    "二、主要职责",
    "（一）拟订测绘、航标事业发展的战略、规划和政策，起草有关法律法规草案，制定部门规章并监督实施；负责测绘行业的统计、分析和信息发布。",
    "（二）负责全国航标的规划、布局和养护，组织编制海图，指导各地测绘队伍建设。",
    "（三）监督管理测绘市场秩序，依法查处违法行为，保护测绘标志，推进 GNSS 基准站网建设和 BeiDou 应用，承担与国际海道测量组织的联络工作。",
    "（四）承办国务院交办的其他事项。",
)


def content(found: Reading) -> Any:
    """What a reading states, without the document and the lines it states it in."""
    return _bare(found.snapshot.model_dump(exclude={"sources"}))


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(part) for key, part in value.items() if key != "locator"}
    return [_bare(part) for part in value] if isinstance(value, list | tuple) else value
