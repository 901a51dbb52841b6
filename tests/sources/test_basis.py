from __future__ import annotations

import pytest

from gen.sources.basis import instruments


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("根据第一次会议批准的国务院机构改革方案和《国务院通知》(国发[2008]11号)，设立工业和信息化部。",
         [("第一次会议批准的国务院机构改革方案", None), ("《国务院通知》", "国发[2008]11号")]),
        ("根据《甲、乙规定》、《丙批复》（中央编办复字〔2012〕17号），工业和信息化部设置下列机构：",
         [("《甲、乙规定》", None), ("《丙批复》", "中央编办复字〔2012〕17号")]),
        ("规范管理，根据《条例》，制定本规定。", [("《条例》", None)]),
        ("根据工作需要，设立办公室。", []),
        ("办公厅", []),
        ('According to the "Regulations on the Duties" and to the "Reply of the Office" (reply [2012] No. 17), the ministry has',
         [("Regulations on the Duties", None), ("Reply of the Office", "reply [2012] No. 17")]),
        ("The ministry follows the rules.", []),
    ],
)  # fmt: skip
def test_instruments_are_listed_with_their_numbers(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    assert instruments(sentence) == expected
