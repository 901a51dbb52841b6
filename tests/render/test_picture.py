import base64
import itertools
import re
from xml.etree import ElementTree

import pytest

from gen.model.change import KINDS
from gen.render.measure import ems
from gen.render.picture import pictures
from gen.report.build import build
from gen.report.model import CountRow, Flow, GoesOn, Holder
from gen.report.words import Words
from tests.builders import snapshot, unit
from tests.render.briefings import LANGUAGES, hostile, report, templates
from tests.report import sample

SVG = "{http://www.w3.org/2000/svg}"
BLIND = {
    "a full sense of colour": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no sense of green": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "no sense of red": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
}
MARK = Words("zh", {}).mark


def svg(picture):
    return base64.b64decode(picture.src.partition(",")[2]).decode()


def drawn(of=None, **changed):
    """Every picture of a report, of the sample's with other parts unless another is given."""
    return pictures((of or report())._replace(**changed), templates())


def whole(some):
    return [svg(picture) for group in some for picture in group]


def texts(source):
    return ["".join(node.itertext()) for node in ElementTree.fromstring(source).iter(f"{SVG}text")]


def colours():
    found = re.search(r"set colour = \{(.*?)\}", templates()["parts.svg.j2"])[1]
    return dict(re.findall(r'"(\w+)": "(#\w{6})"', found))


def linear(colour):
    levels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4 for level in levels]


def contrast(colour, ground="#ffffff"):
    shades = sorted(
        sum(w * v for w, v in zip((0.2126, 0.7152, 0.0722), linear(c), strict=True)) for c in (colour, ground)
    )
    return (shades[1] + 0.05) / (shades[0] + 0.05)


def lab(light):
    """CIE L*a*b* of linear light, D65."""
    rows = ((0.4339, 0.3762, 0.1899), (0.2127, 0.7152, 0.0722), (0.0178, 0.1095, 0.8727))
    x, y, z = (value ** (1 / 3) if value > 0.00886 else 7.787 * value + 4 / 29 for value in times(rows, light))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def times(rows, values):
    return [min(1, max(0, sum(a * b for a, b in zip(row, values, strict=True)))) for row in rows]


def flow(old, new, kind="reassigned", size=1, under="", stays="", doubtful=False):
    return Flow(MARK(kind), Holder(old, under), Holder(new, under), 0, size, ("D1",), "D1", doubtful, stays)


def flowing(*rows):
    found = report()
    return drawn(found, flows=found.flows._replace(rows=rows)).flows


@pytest.mark.parametrize("sense", BLIND)
def test_the_colours_of_kinds_differ_to_every_eye(sense):
    seen = [lab(times(BLIND[sense], linear(colours()[kind]))) for kind in KINDS]
    apart = [sum((a - b) ** 2 for a, b in zip(*pair, strict=True)) ** 0.5 for pair in itertools.combinations(seen, 2)]
    assert min(apart) > 20


def test_every_colour_of_words_is_dark_enough_to_read():
    assert all(contrast(colour) >= 4.5 and contrast(colour, "#f6f7f8") >= 4.5 for colour in colours().values())
    for some in whole(drawn()):
        used = {node.get("fill") for node in ElementTree.fromstring(some).iter(f"{SVG}text")}
        assert all(contrast(colour) >= 4.5 for colour in used)


def test_every_kind_has_one_colour_in_the_pictures_and_in_the_style():
    style = templates()["style.css"]
    assert colours() == {kind: re.search(rf"^\.{kind} {{ color: (#\w+)", style, re.MULTILINE)[1] for kind in KINDS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_is_well_formed_and_tells_in_words_what_it_shows(language):
    found = drawn(report(language))
    assert all(picture.alt for group in found for picture in group)
    assert all(map(texts, whole(found)))


def test_the_structure_is_told_event_by_event():
    alts = "".join(picture.alt for picture in drawn().structure)
    assert "U1 拆分: 装备工业司 → 装备工业一司, 装备工业二司" in alts
    assert alts.count("22个均未变") == 1


def test_the_numbers_are_printed_with_symbol_and_word_and_nothing_as_0():
    (picture,) = drawn().numbers
    assert picture.alt.startswith("机构: 拆分 1, 合并 1, 更名 2, 划转 1, 调整 1, 新增 4, 不再列出 1; ")
    said = texts(svg(picture))
    assert {"＜ 拆分", "＞ 合并", "≈ 更名", "→ 划转", "△ 调整", "＋ 新增", "－ 不再列出"} <= set(said)
    assert sum(text.isdigit() for text in said) == 7 * 4
    assert "0" in said


def test_bars_are_as_long_as_their_numbers():
    row = CountRow("unit", "机构", (1, 2, 4, 0, 0, 0, 0), 7, 0)
    (picture,) = drawn(counts=(row,)).numbers
    bars = [node for node in ElementTree.fromstring(svg(picture)).iter(f"{SVG}rect") if node.get("height") == "12"]
    assert [float(bar.get("width")) for bar in bars] == [11, 22, 44]


def test_where_nothing_changed_no_numbers_and_no_flows_are_drawn():
    found = drawn(report("zh", sample.NOTHING))
    assert (found.numbers, found.flows) == ((), ())


def test_a_doubtful_event_is_drawn_with_a_broken_line_and_a_question_mark():
    some = next(svg(picture) for picture in drawn().structure if "U3" in svg(picture))
    assert "stroke-dasharray" in some
    assert "≈ U3 ?" in texts(some)


def test_the_unit_that_goes_on_is_drawn_stronger_and_says_so():
    found = report()
    (group,) = (group for group in found.structure.groups if group.rows and group.rows[0].id == "U2")
    row = group.rows[0]._replace(goes_on=GoesOn("old", 1, "继续存在"))
    structure = found.structure._replace(groups=(group._replace(rows=(row,)),))
    (picture,) = drawn(found, structure=structure).structure
    assert 'stroke-width="2.4"' in svg(picture)
    assert "继续存在" in texts(svg(picture))
    assert all('stroke-width="2.4"' not in svg(one) for one in drawn().structure)


def grouped(**changed):
    """The pictures of the sample's offices with other parts."""
    found = report()
    (group,) = (group for group in found.structure.groups if group.rows and group.rows[0].id == "U2")
    return drawn(found, structure=found.structure._replace(groups=(group._replace(**changed),))).structure


def test_events_stand_under_the_name_of_the_unit_they_are_in_told_once():
    (group, *_) = (group for group in report().structure.groups if group.rows)
    rows = tuple(row._replace(under=under) for row, under in zip(group.rows, ("", "甲局", "甲局", "乙局"), strict=True))
    said = [text for picture in grouped(rows=rows) for text in texts(svg(picture))]
    assert (said.count("甲局"), said.count("乙局")) == (1, 1)


def test_a_group_of_which_nothing_is_named_has_its_note_beside_its_name():
    (picture,) = grouped(rows=(), named="来源未载", rest="来源未载")
    assert texts(svg(picture)) == ["内设机构", "18 → 17 个", "来源未载"]


def test_a_long_group_is_cut_between_events_and_ends_with_what_is_left_out():
    rows = report().structure.groups[0].rows * 4
    found = grouped(rows=rows, more="另有3处变化未绘")
    assert len(found) > 4
    assert [picture.last for picture in found] == [False] * (len(found) - 1) + [True]
    assert "另有3处变化未绘" in texts(svg(found[-1]))
    assert found[-1].alt.endswith("另有3处变化未绘")
    assert sum(text.startswith("＜ U1") for picture in found for text in texts(svg(picture))) == 4


def test_a_band_says_what_moved_and_by_which_change():
    found = drawn(report()).flows
    said = [text for picture in found for text in texts(svg(picture))]
    assert {"＜ U1", "＞ U2", "→ U5", "→ D1"} <= set(said)
    assert "U1 装备工业司 → 装备工业一司: 拆分, 机构 1, 职责 0" in "; ".join(picture.alt for picture in found)


def test_bands_are_as_wide_as_what_moved():
    (picture,) = flowing(flow("甲", "乙", size=1), flow("甲", "丙", size=4))
    edges = re.findall(r'd="M232 ([\d.]+).*?232 ([\d.]+) Z"', svg(picture))
    assert [round(float(bottom) - float(top), 1) for top, bottom in edges] == [6.0, 24.0]


@pytest.mark.parametrize(("kind", "dash"), [("split", '"9 4"'), ("merged", '"1.5 3.5"')])
def test_bands_of_different_kinds_differ_in_their_lines_too(kind, dash):
    assert f"stroke-dasharray={dash}" in svg(flowing(flow("甲", "乙", kind))[0])
    assert "stroke-dasharray" not in svg(flowing(flow("甲", "乙"))[0])


def test_a_doubtful_band_has_a_broken_outline_and_a_question_mark():
    made = svg(flowing(flow("甲", "乙", doubtful=True))[0])
    assert 'stroke-dasharray="4 3"' in made
    assert "→ D1 ?" in texts(made)


def test_very_much_that_moved_is_drawn_to_a_smaller_scale():
    (picture,) = flowing(flow("甲", "乙", size=600), flow("丙", "丁", size=60))
    edges = re.findall(r'd="M232 ([\d.]+).*?232 ([\d.]+) Z"', svg(picture))
    assert [round(float(bottom) - float(top), 1) for top, bottom in edges] == [60.0, 6.0]


def test_what_goes_on_is_a_thin_grey_band():
    made = svg(flowing(flow("甲", "甲", "split", size=0, stays="继续存在"), flow("甲", "乙", "split"))[0])
    assert 'fill="#c9ccd0"' in made
    assert "继续存在" in texts(made)


def test_holders_of_one_name_are_told_apart_by_what_they_stand_under():
    (picture,) = flowing(flow("综合处", "综合处", under="规划司"), flow("综合处", "综合处", under="财务司"))
    assert sorted(texts(svg(picture))) == sorted(["综合处"] * 4 + ["规划司", "财务司"] * 2 + ["→ D1"] * 2)


def test_bands_between_the_same_holders_do_not_cross_without_need():
    (picture,) = flowing(flow("甲", "丁"), flow("乙", "丙"), flow("乙", "丁"))
    right = [text for text in texts(svg(picture)) if text in ("丙", "丁")]
    assert right == ["丁", "丙"]


def test_flows_that_a_later_one_joins_are_drawn_together():
    apart = [flow("甲", "丙"), flow("乙", "丁"), *(flow(f"戊{n}", f"己{n}") for n in range(6)), flow("乙", "丙")]
    first = flowing(*apart)[0]
    assert {"甲", "乙", "丙", "丁"} <= set(texts(svg(first)))


@pytest.mark.parametrize(
    "name", ["长" * 60, "W" * 60, "Department of Very Long Names " * 4, "i" * 200, "长" * 10_000_000]
)
def test_a_long_name_stays_in_its_box(name):
    (picture,) = flowing(flow(name, "乙"))
    lines = [text for text in texts(svg(picture)) if text[0] in name]
    assert 2 <= len(lines) <= 4
    assert all(ems(line) * 13 <= 232 - 18 for line in lines)
    assert len(picture.alt) < 200


def test_no_picture_holds_more_words_than_it_can_be_drawn_with_in_time():
    many = [flow(f"甲{n % 7}", f"乙{n % 5}", under="规划司") for n in range(40)]
    assert all(len(texts(svg(picture))) <= 150 and picture.alt for picture in flowing(*many))
    assert sum(svg(picture).count("Z") for picture in flowing(*many)) == 40


def test_hostile_names_stay_text():
    made = "".join(whole(drawn(hostile())))
    assert "<script" not in made
    assert "&lt;script&gt;" in made
    assert "\u202e" not in made


def test_a_body_of_three_units_has_a_picture_too():
    three = snapshot(unit("甲司"), unit("乙司"), unit("丙司"))
    (picture,) = drawn(build(sample.NOTHING, three, three, "zh")).structure
    assert picture.alt == "内设机构 3 → 3 个; 3个均未变：甲司、乙司、丙司"
