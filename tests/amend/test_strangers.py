"""Whatever an amendment says, reading and replaying it raises nothing but a named error."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gen.amend import gazette, notice
from gen.amend.clauses import OPERATIONS
from gen.amend.phrases import IDLE, PHRASES
from gen.model.record import Snapshot
from tests.amend.shapes import account, paper
from tests.amend.shapes import faults as misfits
from tests.amend.shapes import gazette as ministers
from tests.builders import duties, duty, snapshot, staffing, unit

_PIECES = (
    [one.example for one in (*PHRASES, *IDLE)]
    + list("，。；：“”、（）第项将并 \t\n一二三12名")
    + ["\n（一）", "\n二、机构调整\n"]
)
_CLAUSES = [example for _, _, example in OPERATIONS] + [
    "\n(1) With reference to the Heading, No. “02. Minister of Finance and Policy”, as follows:-\n",
    "\n(a) In Column I thereof, by ", "\n(b) In Column II, ", "\n(c) In Column III, by ", "\n• ", "\n3. ", ";", "\n", "“", "”", " ", "items 1 and 2",
]  # fmt: skip
texts = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=8)


def base() -> Snapshot:
    units = [
        unit("规划司", unit("稀土办公室"), duties=duties("推进信息化。", "管理稀土。")),
        unit("甲司", duties=[duty("推进。")]),
    ]
    return snapshot(*units, duties=duties("一、信息化。", "二。", "三。"), staffing=[staffing("行政编制", 50)])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_PIECES) | texts, max_size=25).map("".join))
def test_any_notice_is_read_and_replayed_or_refused_by_name(text: str) -> None:
    sheet, noted = paper("关于调整产业部职责的通知\n" + text), account()
    assert notice.fits(sheet)
    found, faults = notice.read(sheet, noted)
    noted.settle(sheet.rows)
    assert faults or [one for one in noted.findings if one.kind == "unread-line"] == []
    assert all(line for line, _ in misfits(base(), *found.operations))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_CLAUSES) | texts, max_size=25).map("".join))
def test_any_gazette_is_read_and_replayed_or_refused_by_name(text: str) -> None:
    sheet, noted = (
        paper(f"SCHEDULE\n(1) With reference to the Heading, No. “06. Minister of Investment”:\n{text}"),
        account(),
    )
    found, faults = gazette.read(sheet, noted)
    noted.settle(sheet.rows)
    assert faults or [one for one in noted.findings if one.kind == "unread-line"] == []
    assert all(line for line, _ in misfits(ministers(), *found.operations))
