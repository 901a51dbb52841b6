from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gen.errors import CannotRead, GenError
from gen.sources.account import Account
from gen.sources.formats.any import paper as any_paper
from gen.sources.lines import Line
from gen.sources.paper import Paper
from gen.sources.read import Document, read
from tests.sources.made import REGULATION, content
from tests.sources.reading import account, reading

MENU = "".join(f'<li><a href="/{n}">{n}</a></li>' for n in ("首页", "机构概况", "新闻发布", "政务公开", "办事服务"))
FRAME = """<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>{title}_测绘航标部</title><script>var a = "<p>脚本</p>";</script></head>
<body><div class="top"><ul>{menu}</ul></div>
<div class="place">当前位置：<a href="/">首页</a> &gt; <a href="/gk">政务公开</a></div>
<div class="article"><h1>{title}</h1>
<div class="info">发布时间：2008-07-22　来源：办公厅　【字体：大 中 小】</div>
<div id="content">{body}</div>
<div class="share">分享到：<a href="#">微博</a></div><div>【打印】【关闭】</div></div>
<div class="links"><a href="/1">相关链接一</a> <a href="/2">相关链接二</a></div>
<div class="footer"><p>主办：测绘航标部办公厅　备案号：00000001</p></div></body></html>
"""
WIKITEXT = """= 测绘航标部 =
'''测绘航标部'''，简称'''测标部'''，是国务院组成部门。<ref>来源</ref>
== 沿革 ==
2008年，将水运总署的航标管理职责划给测绘航标部。
== 主要职责 ==
根据规定，测绘航标部承担下列职责：
# 拟订测绘事业发展的规划。
# 负责全国航标的养护。
== 内设机构 ==
* [[测绘航标部办公厅|办公厅]]（秘书局）
* 财务司
** 审计处
* 航标司
== 参考文献 ==
{{reflist}}
"""
WIKI = """<!DOCTYPE html><html lang="zh"><head><meta charset="UTF-8"><title>测绘航标部 - 百科</title></head><body class="mediawiki">
<div id="mw-navigation"><a href="/">首页</a></div>
<div id="content"><h1 id="firstHeading" class="firstHeading">测绘航标部</h1><div id="siteSub">自由的百科全书</div>
<div id="mw-content-text"><div class="mw-content-ltr mw-parser-output" lang="zh">
<p><b>测绘航标部</b>，简称<b>测标部</b>，是国务院组成部门。<sup id="c" class="reference"><a href="#n">[1]</a></sup></p>
<div id="toc" class="toc"><h2>目录</h2><ul><li>1 沿革</li></ul></div>
<h2><span class="mw-headline">沿革</span><span class="mw-editsection">[<a href="/e">编辑</a>]</span></h2>
<p>2008年，将水运总署的航标管理职责划给测绘航标部。</p>
<div class="mw-heading mw-heading2"><h2 id="d">主要职责</h2><span class="mw-editsection">[编辑]</span></div>
<p>根据规定，测绘航标部承担下列职责：</p><ol><li>拟订测绘事业发展的规划。</li><li>负责全国航标的养护。</li></ol>
<h2>内设机构</h2><ul><li><a href="/b">办公厅</a>（秘书局）</li><li>财务司
<ul><li>审计处</li></ul></li><li>航标司</li></ul>
<h2>参考文献</h2><div class="reflist"><ol class="references"><li>来源</li></ol></div>
<div class="navbox"><table><tr><td>国务院</td><td>甲部 乙部</td></tr></table></div>
</div></div><div id="catlinks" class="catlinks">分类：国务院</div></div>
<div id="footer">本页面最后修订于2020年</div></body></html>
"""


def page(body: str, *, title: str = "甲部", charset: str = "utf-8") -> Paper:
    return opened(
        f"<html><head><meta charset={charset}><title>{title}</title></head><body>{body}</body></html>", charset
    )


def opened(text: str, encoding: str = "utf-8", found: Account | None = None) -> Paper:
    return any_paper("a.html", text.encode(encoding), found or account("a.html"))


def lines(body: str) -> list[tuple[str, str, str, int]]:
    return [(line.kind, line.label, line.text, line.level) for line in page(body).lines]


def framed(charset: str = "utf-8", body: str = "") -> bytes:
    body = body or "".join(f"<p>　　{row}</p>\n" for row in REGULATION[1:])
    return FRAME.format(title=REGULATION[0], menu=MENU, body=body, charset=charset).encode(
        {"gb2312": "gb18030"}.get(charset, charset)
    )


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_regulation_in_the_frame_of_a_ministrys_site_reads_like_its_text(charset: str) -> None:
    plain = reading("\n".join(REGULATION), body="b")
    found = read(Document("a.html", framed(charset), "test"), body="b", release="2019")
    assert found.form == "regulation"
    assert content(found) == content(plain)
    assert [fate.why for fate, row in zip(found.fates, found.rows, strict=True) if row.startswith("主办")] == [
        "outside the main text"
    ]


def test_every_row_of_a_framed_page_has_a_fate() -> None:
    found = read(Document("a.html", framed(), "test"), body="b", release="2019")
    left = [row for fate, row in zip(found.fates, found.rows, strict=True) if fate.what == "unused"]
    assert left == [
        "首页", "机构概况", "新闻发布", "政务公开", "办事服务", "当前位置：首页 > 政务公开",
        "发布时间：2008-07-22　来源：办公厅　【字体：大 中 小】", "分享到：微博", "【打印】【关闭】", "相关链接一 相关链接二",
        "主办：测绘航标部办公厅　备案号：00000001",
    ]  # fmt: skip


def test_paragraphs_divided_by_line_breaks_alone_are_rows_of_their_own() -> None:
    body = "<p>" + "<br>　　".join(REGULATION[1:]) + "</p>"
    found = read(Document("a.html", framed(body=body), "test"), body="b", release="2019")
    assert content(found) == content(reading("\n".join(REGULATION), body="b"))


def test_a_wiki_page_reads_like_its_wikitext() -> None:
    found = read(Document("a.html", WIKI.encode(), "test"), body="b", release="2019")
    plain = read(Document("a.wikitext", WIKITEXT.encode(), "test"), body="b", release="2019")
    assert (found.form, plain.form) == ("page", "page")
    assert content(found) == content(plain)


def test_what_a_wiki_sets_around_its_text_is_left_out_for_a_reason() -> None:
    found = read(Document("a.html", WIKI.encode(), "test"), body="b", release="2019")
    left = {row: fate.why for fate, row in zip(found.fates, found.rows, strict=True) if fate.what == "unused"}
    assert (left["目录"], left["1. 来源"], left["| 国务院 | 甲部 乙部 |"]) == (
        "table of contents",
        "references",
        "navigation",
    )
    assert left["本页面最后修订于2020年"] == "outside the main text"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<h2>职责</h2>", [("heading", "", "职责", 2)]),
        ("<h3>职责<a>编辑</a></h3>", [("heading", "", "职责", 3)]),
        ("<h3>职责 [编辑]</h3>", [("heading", "", "职责", 3)]),
        ("<ul><li>甲<ul><li>乙</li></ul></li></ul>", [("item", "", "甲", 1), ("item", "", "乙", 2)]),
        ("<ol start=3><li>甲</li><li value=7>乙</li><li>丙</li></ol>",
         [("item", "3.", "甲", 1), ("item", "7.", "乙", 1), ("item", "8.", "丙", 1)]),
        ("<ol type=a><li>甲</li></ol><ol type=I><li>乙</li></ol>", [("item", "a.", "甲", 1), ("item", "I.", "乙", 1)]),
        ('<ol style="list-style-type: cjk-ideographic"><li>甲</li></ol>', [("item", "一、", "甲", 1)]),
        ("<ol><li>（一）甲</li></ol>", [("item", "（一）", "甲", 1)]),
        ("<ul><li>一、甲</li></ul>", [("prose", "", "一、甲", 0)]),
        ("<ol style='list-style:none'><li>甲</li></ol>", [("item", "", "甲", 1)]),
        ("<ol><li><p>甲</p><p>乙</p></li></ol>", [("item", "1.", "甲", 1), ("prose", "", "乙", 0)]),
        ("<p>（二）甲</p>", [("item", "（二）", "甲", 1)]),
        ("<p>| 甲 = 乙</p><p>== 甲 ==</p>", [("prose", "", "| 甲 = 乙", 0), ("prose", "", "== 甲 ==", 0)]),
        ("<dl><dt>甲</dt><dd>乙</dd></dl>", [("term", "", "甲", 0), ("prose", "", "乙", 0)]),
        ("甲<br/>乙<div>丙</div>丁", [("prose", "", t, 0) for t in "甲乙丙丁"]),
        ("<p>工业和\n信息化<b>部</b> MIIT\n Office</p>", [("prose", "", "工业和信息化部 MIIT Office", 0)]),
        ("<pre>甲\n乙</pre>", [("prose", "", "甲", 0), ("prose", "", "乙", 0)]),
        ("<p>甲<sup>[1-2]</sup>乙<sup>2</sup></p>", [("prose", "", "甲乙2", 0)]),
        ("<table><tr><td><p>甲</p></td></tr></table>", [("prose", "", "甲", 0)]),
        ("<table class=infobox><caption>甲部</caption><tr><th>级别</th><td>正部级</td></tr><tr><td>乙<br>丙</td></tr></table>",
         [("field", "name", "甲部", 0), ("field", "级别", "正部级", 0), ("markup", "", "| 乙 丙 |", 0)]),
        ('<dl class="basicInfo-block"><dt>级　别：</dt><dd>正部级</dd><dt>外文名</dt><dd>Ministry</dd></dl>',
         [("field", "级别", "正部级", 0), ("field", "外文名", "Ministry", 0)]),
        ("<dl class=basic-info><dt>甲</dt><dd>乙</dd><dd>丙</dd><dt>丁</dt><dt>戊</dt></dl>",
         [("field", "甲", "乙", 0), ("field", "甲", "丙", 0), ("field", "丁", "", 0), ("field", "戊", "", 0)]),
        ("<table class=infobox><tr><td>甲部</td></tr><tr><th>级别<td>乙<td>丙</tr></table>",
         [("field", "name", "甲部", 0), ("field", "级别", "乙\n丙", 0)]),
        ("<table role=presentation><tr><td>甲<td>乙</tr></table>", [("prose", "", "甲", 0), ("prose", "", "乙", 0)]),
        ("<table><tr><td>甲<td><p>乙</p><p>丙</p><p>丁</p><p>戊</p></tr></table>", [("prose", "", t, 0) for t in "甲乙丙丁戊"]),
        ("<table><tr><td><b>General </b>Office<td>甲<sup>[1]</sup><b>乙</b><span hidden>x</span></tr></table>",
         [("row", "", "| General Office | 甲乙 |", 0)]),
        ("<header><p>甲</p></header><header><h1>乙</h1></header><div id=toc>丙</div><button>丁</button>", [("heading", "", "乙", 1)]),
    ],
)  # fmt: skip
def test_elements_become_lines_of_their_kind(body: str, found: list[tuple[str, str, str, int]]) -> None:
    assert lines(body) == found


def test_a_table_gives_a_row_a_row_with_what_reaches_down_said_again() -> None:
    body = "<table><tr><th rowspan=2>部长<th>姓名<th>任职</tr><tr><td>张三<br>李四<td>2008年</tr><tr><td colspan=2>注<td>x</tr></table>"
    found = page(body)
    assert list(found.rows) == ["| 部长 | 姓名 | 任职 |", "| 部长 | 张三 李四 | 2008年 |", "| 注 | | x |"]
    assert [line.cells for line in found.lines] == [
        ("部长", "姓名", "任职"),
        ("部长", "张三\n李四", "2008年"),
        ("注", "", "x"),
    ]


def test_rows_hold_automatic_numbers() -> None:
    assert list(page("<ol><li>甲</li><li>乙</li></ol>").rows) == ["1. 甲", "2. 乙"]


def test_what_a_page_does_not_show_is_told_once_where_it_is_chinese() -> None:
    found = account("a.html")
    opened(
        '<html><body><p>甲</p><p style="display: none">密</p><template>乙</template><p hidden>x</p></body></html>',
        found=found,
    )
    assert [(f.kind, f.text) for f in found.findings] == [
        ("hidden-text", "the page holds 3 characters it does not show; left out: 密")
    ]


def test_a_short_hidden_english_label_and_scripts_are_no_finding() -> None:
    found = account("a.html")
    opened(
        "<html><body><p>甲</p><span hidden>menu</span><script>'甲'</script><style>p{}</style></body></html>",
        found=found,
    )
    assert found.findings == []


def test_a_list_and_a_table_within_the_main_text_stay() -> None:
    body = "".join(f"<p>　　{row}</p>" for row in REGULATION[1:])
    body += "<ul><li>甲</li><li>乙</li></ul><table><tr><td>办公厅<td>20</tr></table><p>（五）其他。</p>"
    assert [row for row in any_paper("a.html", framed(body=body), account()).main.rows if row][-4:] == [
        "甲", "乙", "| 办公厅 | 20 |", "（五）其他。",
    ]  # fmt: skip


def test_the_name_of_a_site_is_not_taken_for_the_title() -> None:
    data = framed().replace(b'<div class="top">', '<div class="top"><h1>测绘航标部</h1>'.encode())
    assert next(row for row in any_paper("a.html", data, account()).main.rows if row) == REGULATION[0]


def test_the_box_and_the_sections_of_an_encyclopedia_are_its_main_text() -> None:
    told = "测绘航标部是国务院组成部门，负责全国的测绘和航标工作，成立于2008年，由两个机构合并而成。"
    body = f"""<div class=header><a href=1>首页</a> <a href=2>分类</a></div><div class=content><h1>测绘航标部</h1><p>{told}</p>
    <div class="basic-info"><dl class=l><dt>中文名</dt><dd>测绘航标部</dd></dl></div><div><h2>内设机构</h2><div>播报</div><a>编辑</a></div>
    <ul><li>办公厅</li><li>财务司</li></ul><p>{told * 4}<sup>[2]</sup></p></div><div class=foot>版权所有</div>"""
    found = page(body, title="测绘航标部_百科")
    assert [(line.kind, line.text[:5]) for line in found.lines] == [
        ("heading", "测绘航标部"), ("prose", "测绘航标部"), ("field", "测绘航标部"), ("heading", "内设机构"), ("item", "办公厅"),
        ("item", "财务司"), ("prose", "测绘航标部"),
    ]  # fmt: skip


def test_an_extractor_that_fails_costs_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura

    def fail(*_: object, **__: object) -> None:
        raise AttributeError("text")

    monkeypatch.setattr(trafilatura, "bare_extraction", fail)
    assert set(REGULATION) <= set(any_paper("a.html", framed(), account()).main.rows)


def test_a_page_too_large_for_the_extractor_is_kept_whole_and_says_so() -> None:
    found = account("a.html")
    body = "".join(f"<p>（{n}）负责第{n}项事业。</p>" for n in range(4_100))
    assert len([row for row in any_paper("a.html", framed(body=body), found).main.rows if row]) > 4_100
    assert [finding.kind for finding in found.findings] == ["main-text-not-sought"]


def test_a_page_most_of_which_is_no_main_text_says_so() -> None:
    found = account("a.html")
    news = "".join(
        f'<li><a href="/{n}">第{n}号新闻，关于某件与本文没有关系的事情的一则报道</a></li>' for n in range(40)
    )
    any_paper("a.html", framed().replace(b"</ul>", f"{news}</ul>".encode(), 1), found)
    assert [finding.kind for finding in found.findings] == ["outside-main-text"]


@pytest.mark.parametrize(
    ("data", "doubts"),
    [
        ("<html><meta charset=gb2312><p>工业和信息化部</p>".encode(), ["encoding"]),
        ("<html><meta charset=gb2312><p>工业和信息化部</p>".encode("gb18030"), []),
        ("<html><meta charset=utf-8><p>工业和信息化部负责规划</p>".encode("gb18030"), ["encoding"]),
        ("<html><p>工业和信息化部负责规划</p>".encode("gb18030"), ["encoding"]),
        ("\ufeff<html><meta charset=gb2312><p>工业和信息化部</p>".encode("utf-16"), ["encoding"]),
        ("<html><meta charset=nonsense><p>工业和信息化部</p>".encode(), []),
        (("<html><meta charset=gbk><p>" + "工业和信息化部" * 50).encode("gb18030") + b"\xff", ["encoding"]),
    ],
)
def test_the_encoding_is_the_declared_one_where_that_is_true(data: bytes, doubts: list[str]) -> None:
    found = account("a.html")
    assert any_paper("a.html", data, found).rows[0].startswith("工业和信息化部")
    assert [finding.kind for finding in found.findings] == doubts


def test_a_page_declared_to_be_in_big5_is_read_so() -> None:
    assert list(opened("<html><meta charset=big5><p>經濟部掌理工業</p>", "big5").rows) == ["經濟部掌理工業"]


@pytest.mark.parametrize(
    ("name", "data", "is_page"),
    [
        ("a.txt", b"<!DOCTYPE html><p>x", True),
        ("a", b"\xef\xbb\xbf \n<?xml version='1.0'?><!DOCTYPE html PUBLIC 'a' 'b'><html>x", True),
        ("a", b"<!-- saved from url=(0014)about:internet -->\n<html><p>x", True),
        ("a.htm", b"<div>x</div>", True),
        ("a.txt", b"<div>x</div>", False),
        ("a.html", b"x", False),
        ("a.txt", "一、主要职责 <!-- <html> -->".encode(), False),
    ],
)
def test_a_page_is_known_by_its_bytes_first_and_its_name_second(name: str, data: bytes, is_page: bool) -> None:
    assert (any_paper(name, data, account()).format == "html") is is_page


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<html><body><img src=a></body></html>", "it shows no text"),
        (b"<!-- nothing -->", "it is no web page"),
        (
            b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=x",
            "it is a web archive",
        ),
        (b"<!DOCTYPE html [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><html><p>&b;", "declares entities"),
        (b"<html>" + b"<div>" * 20_000 + b"x", "nested too deeply"),
        (b"<html><p>" + b"x" * (21 * 2**20), "is the most a web page may have"),
        (b"<html>" + b"<p>x" * 50_000, "more than 30000 lines"),
        (b"<html><meta charset=utf-8><p>\xff\xfe\xfd" * 9, "cannot read"),
    ],
)
def test_what_is_no_page_to_read_is_refused_in_one_line(data: bytes, why: str) -> None:
    with pytest.raises(CannotRead, match=why):
        any_paper("a.html", data, account())


@pytest.mark.parametrize(
    "text",
    [
        "<p>" + "工业" * 3_000_000,
        "<p>" + " " * 1_000_000 + "x",
        "<p>" + "甲\n" * 300_000,
        "<p>" + "（" * 1_000_000,
        "<h2>" + "编辑[" * 200_000,
        "<table><tr><td colspan=1000000 rowspan=1000000>甲<td>乙</tr><tr><td>丙</tr></table>",
        "<table>" + "<tr><td rowspan=99999>甲<td>乙</tr>" * 2_000,
        "<a>" * 240 + "x",
        "<p>（一）负责甲事业的规划和管理，承担其他有关工作，承办乙事。</p>" * 10_000,
        "<ul><li>甲" * 100,
    ],
    ids=range(10),
)
def test_a_page_made_to_take_long_takes_no_longer(text: str) -> None:
    start = time.process_time()
    opened(f"<html><body>{text}")
    assert time.process_time() - start < 30


FUZZ = settings(
    derandomize=True, deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow], database=None
)
TAGS = st.sampled_from(
    ["<p>", "</p>", "<ul>", "<ol type=i start=0>", "<li value=x>", "</ul>", "<table>", "<tr>", "<td rowspan=9>", "<td colspan=0>",
     "</table>", "<h1>", "<h9>", "<br>", "<dl>", "<dt>", "<dd>", "<div class=mw-parser-output>", "<nav>", "<table class=infobox>", "<caption>",
     "<sup>", "<a>", "<pre>", "<svg>", "<math>", "<x:y z>", "<?pi", "<![CDATA[", "<!--", "-->", "&#0;", "&#xD800;", "&b;", "<title>", "<frameset>",
     "<template>", "<style>", "</style>", "甲", "（一）乙", "[1]", "\x00", "\u202e", "\n", "\t", "\U00020000", "职责 [编辑]"]
)  # fmt: skip


@FUZZ
@given(st.lists(TAGS | st.text(max_size=4), max_size=40).map("".join))
def test_any_tags_give_rows_and_lines_or_a_named_error(text: str) -> None:
    try:
        found = any_paper("a.html", ("<html>" + text).encode("utf-8", "surrogatepass"), account())
    except GenError:
        return
    numbers = [line.number for line in found.lines]
    assert numbers == sorted(set(numbers))
    assert set(numbers) | found.aside == set(range(1, len(found.rows) + 1))
    assert all(isinstance(line, Line) and "\n" not in found.rows[line.number - 1] for line in found.lines)


@FUZZ
@given(st.data())
def test_any_damage_to_a_page_gives_a_paper_or_a_named_error(data: st.DataObject) -> None:
    source = bytearray(data.draw(st.sampled_from([framed(), framed("gb2312"), WIKI.encode()])))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(source) - 1))
        source[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    try:
        found = any_paper("a.html", bytes(source), account())
    except GenError:
        return
    assert found.rows
    assert found.lines is not None
