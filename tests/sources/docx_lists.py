"""A Word file with every way of numbering that staff use, and the label each paragraph has in Word."""

from __future__ import annotations

from tests.sources.docx_files import abstract, in_list, lvl, n, num, p, starting, style, styled, tbl, tc, tr

H1 = style("H1", f'<w:pPr>{in_list(10)}<w:outlineLvl w:val="0"/></w:pPr>', called="heading 1")
H2 = style("H2", '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr>', based="H1")
DEEP = style("Deep", based="H2")
PLAIN = style("Plain", '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>', based="H1")
LINKED = style("Linked", f"<w:pPr>{in_list(11)}</w:pPr>")
LINKED2 = style("Linked2", '<w:pPr><w:numPr><w:numId w:val="11"/></w:numPr></w:pPr>')
STYLES = "".join((H1, H2, DEEP, PLAIN, LINKED, LINKED2))
LEGAL = "<w:isLgl/>"
NUMBERING = "".join(
    (
        abstract(
            0,
            lvl(0, "chineseCountingThousand", "%1、"),
            lvl(1, "chineseCountingThousand", "（%2）"),
            lvl(2, "decimal", "%3."),
            lvl(3, "decimal", "（%4）"),
            lvl(4, "decimalEnclosedCircleChinese", "%5"),
        ),
        abstract(1, lvl(0, "chineseCountingThousand", "第%1条"), lvl(1, "decimal", "%1.%2"), lvl(2, "decimal", "%1.%2.%3", LEGAL)),
        abstract(2, lvl(0, "ideographTraditional", "%1、"), lvl(1, "lowerLetter", "%2)"), lvl(2, "upperRoman", "%3.")),
        abstract(3, lvl(0, "decimal", "%1.", start=5), lvl(1, "decimal", "%1.%2", '<w:lvlRestart w:val="0"/>')),
        abstract(4, lvl(0, "bullet", "●"), lvl(1, "bullet", "\uf0b7")),
        abstract(5, lvl(0, "decimal", "第%1章"), lvl(1, "decimal", "%1.%2")),
        abstract(6, lvl(0, "decimal", "甲%1"), lvl(1, "decimal", "乙%1.%2", '<w:pStyle w:val="Linked"/>'), lvl(2, "decimal", "丙%3", '<w:pStyle w:val="Linked2"/>')),
        abstract(7, lvl(0, "none", "附"), lvl(1, "decimalFullWidth", "%2．")),
        num(1, 0), num(2, 1), num(3, 2), num(4, 3), num(5, 4),
        num(6, 0, starting(0, 1)),
        num(7, 0),
        num(8, 3, f'<w:lvlOverride w:ilvl="0">{lvl(0, "upperLetter", "%1、", start=2)}</w:lvlOverride>'),
        num(10, 5), num(11, 6), num(12, 7),
    )
)  # fmt: skip
# Each paragraph with the label that it has; None where it has none.
PARAGRAPHS: tuple[tuple[str, str | None], ...] = (
    (n("职责", 1), "一、"), (n("拟订", 1, 1), "（一）"), (n("组织", 1, 1), "（二）"), (n("细目", 1, 2), "1."),
    (n("再细", 1, 3), "（1）"), (n("最细", 1, 4), "①"), (n("最细", 1, 4), "②"), (n("细目", 1, 2), "2."),
    (p("正文"), None),
    (n("机构", 1), "二、"), (n("办公厅", 1, 1), "（一）"),
    (n("另一文", 6), "一、"), (n("其一", 6, 1), "（一）"), (n("再一", 6), "二、"), (n("共用", 7), "三、"), (n("仍然", 1), "四、"),
    (n("总则", 2), "第一条"), (n("款", 2, 1), "一.1"), (n("款", 2, 1), "一.2"), (n("次条", 2), "第二条"), (n("款", 2, 1), "二.1"),
    (n("项", 3), "甲、"), (n("目", 3, 1), "a)"), (n("目", 3, 1), "b)"), (n("节", 3, 2), "I."), (n("项", 3), "乙、"),
    (n("五", 4), "5."), (n("续", 4, 1), "5.1"), (n("六", 4), "6."), (n("续", 4, 1), "6.2"),
    (n("换格式", 8), "G、"),
    (styled("总则", "H1"), "第1章"), (styled("目的", "H2"), "1.1"), (styled("依据", "Deep"), "1.2"), (styled("无号", "Plain"), None),
    (styled("机构", "H1"), "第2章"), (styled("设置", "H2"), "2.1"),
    (p("取消", properties='<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>'), None),
    (styled("连到级", "Linked"), "乙1.1"), (styled("三级", "Linked2"), "丙1"), (styled("连到级", "Linked"), "乙1.2"),
    (n("附件", 12), "附"), (n("全角", 12, 1), "１．"),
    (n("没有此表", 99), None),
)  # fmt: skip
BODY = "".join(xml for xml, _ in PARAGRAPHS)
TABLE = tbl(tr(tc(n("表内", 1)), tc(n("表内", 1, 1))))
