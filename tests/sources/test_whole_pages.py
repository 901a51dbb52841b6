"""Whole made-up pages in the style of real ones, each read to the last line."""

from __future__ import annotations

from tests.sources.reading import reading
from tests.sources.telling import told


def test_an_english_page_with_tables_of_departments_and_of_leaders() -> None:
    page = """{{Infobox government agency
|agency_name = Maritime Safety Bureau
|nativename = 海事安全局
|formed = 1998
|preceding1 = [[Port Inspection Office]]
|preceding2 = Coastal Board
|employees = 2,150 (2021)
|budget = $3 million
|minister1_name = [[Anna Lee]]
|minister1_pfo = Minister of Transport
|chief1_name = Bo Chen<ref>gazette</ref>
|chief1_position = Director-General
|chief2_name = Cy Wang, Di Zhou
|chief2_position = Deputy directors
|parent_agency = [[Ministry of Transport]]
|child1_agency = Pilot Station
}}
The '''Maritime Safety Bureau''' ('''MSB'''; {{lang-zh|c=海事安全局|p=Hǎishì}}) is an agency under the jurisdiction of the [[Ministry of Transport]]. It employs about 2,000 people.

== Background ==
The bureau was established in 1998. In 2012, the Hydrographic Office was merged into the Maritime Safety Bureau.
<!-- a hidden note
over two lines -->
== Responsibilities ==
The MSB is responsible for:
* inspecting ships;
* licensing of pilots;<!-- check -->
* investigating accidents.

== Organization ==
The bureau has the following departments:
{| class="wikitable sortable"
|+ Departments
! Department !! Chinese name !! Functions
|-
| [[General Office]] || 办公室 || runs the daily affairs
|-
| Navigation Department
| 航海处
| aids to navigation
|}
=== Regional offices ===
* North Office (北方分局)
* South Office (南方分局)
== List of directors-general ==
{| class="wikitable"
! No. !! Name !! Term
|-
| 1 || Al Fu || 1998–2005
|-
| 2 || [[Bo Chen]] || 2005–present
|}
== See also ==
* [[Coast guard]]
{{reflist}}
[[Category:Agencies]]
"""
    assert told(reading(page, name="page.wiki")) == [
        "body 海事安全局 / Maritime Safety Bureau",
        "predecessor: Port Inspection Office @5",
        "predecessor: Coastal Board @6",
        "parent: Ministry of Transport @15",
        "child: Pilot Station @16",
        "duty · inspecting ships; @26",
        "duty · licensing of pilots; @27",
        "duty · investigating accidents. @28",
        "internal: 办公室 / General Office @36",
        "  · runs the daily affairs",
        "internal: 航海处 / Navigation Department @38",
        "  · aids to navigation",
        "regional: 北方分局 / North Office @43",
        "regional: 南方分局 / South Office @44",
        "post: Minister of Transport: Anna Lee .. @9",
        "post: Deputy directors: Cy Wang .. @13",
        "post: Deputy directors: Di Zhou .. @13",
        "post: Director-general: Al Fu 1998..2005 @49",
        "post: Director-general: Bo Chen 2005.. @51",
        "staffing: employees 2150 2021 @7",
        "staffing: people 2000 today @18",
        "merged 2012: Hydrographic Office: None -> Maritime Safety Bureau",
        "finding not-exact @18",
        "left 1: markup",
        "left 4: infobox field outside the record",
        "left 8: infobox field outside the record",
        "left 17: markup",
        "left 22: comment",
        "left 23: comment",
        "left 25: introduces a list",
        "left 31: introduces a list",
        "left 32: markup",
        "left 33: caption of a table",
        "left 35: markup",
        "left 37: markup",
        "left 39: cell of the table row above",
        "left 40: cell of the table row above",
        "left 41: markup",
        "left 46: markup",
        "left 48: markup",
        "left 50: markup",
        "left 52: markup",
        "left 53: see also",
        "left 54: see also",
        "left 55: markup",
        "left 56: category",
    ]


def test_a_page_in_traditional_characters() -> None:
    page = """{{Infobox 政府機構
|機構名稱 = 海洋資源委員會
|英文名稱 = Marine Resources Commission
|上級機關 = [[行政院]]
|員工數 = 320
|首長職稱1 = 主任委員
|首長姓名1 = [[王甲]]
|前身機構 = [[漁業局]]
|後繼機構 =
}}
'''海洋資源委員會'''（簡稱'''海資會'''）是隸屬於行政院的二級機關，掌理海洋資源事務。

== 沿革 ==
2016年，漁業局與資源處合併成立海洋資源委員會。2019年，將資訊室併入秘書室。
== 職掌 ==
# 海洋資源政策之規劃。
# 漁業管理。
## 細則
== 組織 ==
=== 業務單位 ===
* 綜合規劃處
** 企劃科
** 研考科
* 資源管理處（加掛資源中心牌子）
* 國際合作處：掌理國際交流事項。
=== 所屬機關 ===
* 海洋研究所
* 南區分署
== 歷任首長 ==
{| class="wikitable"
! 姓名 !! 就職日期 !! 離職日期
|-
| 李乙 || 2016年4月1日 || 2020年5月20日
|-
| 王甲 || 2020年5月20日 || 現任
|}
== 參考資料 ==
* 官網
"""
    assert told(reading(page, name="page.wiki")) == [
        "body 海洋資源委員會 / Marine Resources Commission",
        "parent: 行政院 @4",
        "predecessor: 漁業局 @8",
        "duty （一） 海洋資源政策之規劃。 @16",
        "duty （二） 漁業管理。 @17",
        "internal: 綜合規劃處 @21",
        "  internal: 企劃科 @22",
        "  internal: 研考科 @23",
        "internal: 資源管理處 [資源中心] @24",
        "internal: 國際合作處 @25",
        "  · 掌理國際交流事項。",
        "subordinate: 海洋研究所 @27",
        "subordinate: 南區分署 @28",
        "post: 主任委員: 王甲 .. @7",
        "post: 首長: 李乙 2016-04-01..2020-05-20 @33",
        "post: 首長: 王甲 2020-05-20.. @35",
        "staffing: 員工數 320 today @5",
        "merged 2016: 漁業局與資源處: None -> 海洋資源委員會",
        "merged 2019: 資訊室: None -> 秘書室",
        "finding unread-line @18",
        "left 1: markup",
        "left 9: markup",
        "left 10: markup",
        "left 30: markup",
        "left 32: markup",
        "left 34: markup",
        "left 36: markup",
        "left 37: references",
        "left 38: references",
    ]


def test_a_page_of_a_bureau_with_sections_short_names_and_hidden_duties() -> None:
    page = """= 中华人民共和国林业监督局 =

中华人民共和国林业监督局（英语：Forestry Supervision Bureau），简称林监局，是自然资源部管理的副部级国家局，加挂国家草原局牌子，与中国林业集团总公司一个机构两块牌子。核定行政编制220名，其中局长1名、副局长4名，司局级领导职数35名。

| 前身 | 林业部 |
| 后继 | 无 |

== 历史沿革 ==
1979年，设立林业部，机关行政编制500人。1982年9月减少到450人。
2018年，将林业部的森林防火职责划入应急管理部。

== 主要职能 ==
根据《林业监督局职能配置、内设机构和人员编制规定》（国办发〔2018〕1号），主要职责是：
1. 拟订林业政策。
2. 监督造林。
3. 承办国务院交办的其他事项。

== 机构 ==
林业监督局内设机构为正司局级，设下列机构：
=== 内设机构 ===
* 办公室（简称局办）：负责机关日常工作。设秘书处、文电处（保密处）。
* 造林司：<!-- 拟订造林规划；负责造林检查。 -->
* 法规司（执法局）
* 机关党委

=== 直属企事业单位 ===
* 规划院（正司局级）
* 林业出版社

== 现任领导 ==
* 局长：张三（2018年3月至今）
* 副局长：李四、王五
== 人员编制 ==
事业编制1,200名。
编外人员若干。
== 争议 ==
有人批评。
== 参见 ==
* 林业
"""
    assert told(reading(page, name="page.txt")) == [
        "body 中华人民共和国林业监督局 / Forestry Supervision Bureau 副部级 中国林业集团总公司 国家草原局",
        "predecessor: 林业部 @5",
        "parent: 自然资源部 @3",
        "basis: 《林业监督局职能配置、内设机构和人员编制规定》 国办发〔2018〕1号",
        "duty （一） 拟订林业政策。 @14",
        "duty （二） 监督造林。 @15",
        "duty （三） 承办国务院交办的其他事项。 @16",
        "internal: 办公室 正厅级 @21",
        "  · 负责机关日常工作。",
        "  处室: 秘书处 @21",
        "  处室: 文电处 [保密处] @21",
        "internal: 造林司 正厅级 @22",
        "  · 拟订造林规划；负责造林检查。",
        "internal: 法规司 正厅级 [执法局] @23",
        "internal: 机关党委 正厅级 @24",
        "subordinate: 规划院 正厅级 @27",
        "subordinate: 林业出版社 @28",
        "post: 局长: 张三 2018-03.. @31",
        "post: 副局长: 李四 .. @32",
        "post: 副局长: 王五 .. @32",
        "staffing: 行政编制 220 today @3",
        "staffing: 局长 1 today @3",
        "staffing: 副局长 4 today @3",
        "staffing: 司局级领导职数 35 today @3",
        "staffing: 机关行政编制 500 1979 @9",
        "staffing: 机关行政编制 450 1982-09 @9",
        "staffing: 事业编制 1200 today @34",
        "transfer 2018: 森林防火职责: 林业部 -> 应急管理部",
        "finding short-names @21",
        "finding duties-in-comment @22",
        "finding offices-not-counted @24",
        "finding prose-not-read @35",
        "finding unread-line @36",
        "finding unread-line @37",
        "left 6: empty infobox field",
        "left 38: see also",
        "left 39: see also",
    ]


def test_an_english_page_on_a_ministry_that_is_no_more() -> None:
    page = """= Ministry of Fisheries =
Infobox
- Agency Name: Ministry of Fisheries
- Preceded By: Fisheries Board
- Succeeded By: Ministry of Oceans
- Dissolved: 2020
- Superseding: Ministry of Oceans
- Employees: about 800

The Ministry of Fisheries was a ministry. It was subordinate to the State Council.

== Mandate ==
- Draws up policy.
- Licenses vessels.

== Departments ==
- General Office (办公厅): handles daily affairs
- Fleet Department
- Science Department (科技司)

== Ministers ==
- A B (2001–2010)
- C D (2010–2020)

== Staff ==
It had 800 employees in 2019, of whom many left.
"""
    assert told(reading(page, name="page.txt")) == [
        "body Ministry of Fisheries",
        "predecessor: Fisheries Board @4",
        "successor: Ministry of Oceans @5",
        "parent: State Council @10",
        "duty · Draws up policy. @13",
        "duty · Licenses vessels. @14",
        "internal: 办公厅 / General Office @17",
        "  · handles daily affairs",
        "internal: Fleet Department @18",
        "internal: 科技司 / Science Department @19",
        "post: Minister: A B 2001..2010 @22",
        "post: Minister: C D 2010..2020 @23",
        "staffing: Employees 800 today @8",
        "staffing: employees 800 2019 @26",
        "finding not-exact @8",
        "left 2: markup",
        "left 6: infobox field outside the record",
    ]


def test_a_page_whose_offices_stand_in_a_table() -> None:
    page = """= 中华人民共和国水务部 =
|被接替者=水利总局
|行政编制=310（2009年）
|部长=张三

水务部是国务院组成部门。水务部下设三个司。现有职工50余万人。

== 演变 ==
2009年，水利总局更名为水务部。
<!-- 编者注：
待补 -->
== 主要职责 ==
根据《水务部职能配置规定》，水务部承担下列职责：
（一）拟订水务规划。<!--旧文-->
（二）管理水源。

== 内设机构 ==
| 机构 | 级别 | 职责 |
|---|---|---|
| 办公厅 | 正司级 | 负责机关运转。 |
| 水源司（节水办公室） | 正局级 | 管理水源。 |
| 督察室 | 相当于局 | |
== 派出机构 ==
| 北方水务局 | 南方水务局 |
"""
    assert told(reading(page, name="page.txt")) == [
        "body 中华人民共和国水务部",
        "predecessor: 水利总局 @2",
        "basis: 《水务部职能配置规定》",
        "duty （一） 拟订水务规划。 @14",
        "duty （二） 管理水源。 @15",
        "internal: 办公厅 正厅级 @20",
        "  · 负责机关运转。",
        "internal: 水源司 正厅级 [节水办公室] @21",
        "  · 管理水源。",
        "internal: 督察室 @22",
        "regional: 北方水务局 @24",
        "regional: 南方水务局 @24",
        "post: 部长: 张三 .. @4",
        "staffing: 行政编制 310 2009 @3",
        "staffing: 职工 500000 today @6",
        "renamed 2009: 水利总局: None -> 水务部",
        "finding not-exact @6",
        "finding unread-level @22",
        "left 10: comment",
        "left 11: comment",
        "left 19: markup",
    ]


def test_an_english_page_without_an_infobox() -> None:
    page = """= Office of Weights =

The Office of Weights (OW; Chinese: 度量局; pinyin: Duliang ju) reports to the Ministry of Trade. It had a staff of 45 in 2015 and has 60 employees.

== Powers ==
The office is responsible for calibration. It was founded by an act.

== Units ==
=== Departments ===
1. Calibration Division: keeps the standards
2. Field Division

=== Local offices ===
* East Office
** Harbour Section

== Officeholders ==
| Post | Name | Tenure |
| Director | A B | 2010–2014 |
| Director | C D | 2014–present |
| Deputy Director | E F | |
"""
    assert told(reading(page, name="page.txt")) == [
        "body 度量局 / Office of Weights",
        "parent: Ministry of Trade @3",
        "duty · The office is responsible for calibration. @6",
        "internal: Calibration Division @10",
        "  · keeps the standards",
        "internal: Field Division @11",
        "regional: East Office @14",
        "  regional: Harbour Section @15",
        "post: Director: A B 2010..2014 @19",
        "post: Director: C D 2014.. @20",
        "post: Deputy Director: E F .. @21",
        "staffing: staff 45 2015 @3",
        "staffing: employees 60 today @3",
        "finding not-a-function @6",
    ]
