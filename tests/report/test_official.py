"""The words of an official document: its title, its numbered paragraphs, its annexes, signature and colophon."""

import pytest

from gen.report.build import build
from gen.report.comparison import comparison
from gen.report.letterhead import Letterhead
from gen.report.official import Line, Point, broken, numeral, official, width
from gen.template.sample import report as trial
from tests.report import sample

NOTHING = sample.CHANGES.model_copy(
    update={"changes": (), "declared": (), "undeclared": (), "folded": (), "not_comparable": (), "ledger": {}}
)


def made(language="zh", changes=sample.CHANGES, **head):
    return official(build(changes, sample.OLD, sample.NEW, language), Letterhead(**head))


def heads(document, level):
    return [point.head for point in document.points if point.level == level]


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (45, "四十五"), (99, "九十九"), (100, "100")],
)
def test_numbers_are_said_in_chinese(number, said):
    assert numeral(number) == said


def test_the_chapters_are_the_subjects_then_the_doubts_then_the_checks():
    assert heads(made(), 1) == [
        "一、机构变化",
        "二、职责变化",
        "三、领导职务变化",
        "四、编制变化",
        "五、待裁定和不可比事项",
        "六、核对情况",
    ]
    assert heads(made("en"), 1)[0] == "1. Units"


def test_each_kind_has_its_heading_and_each_event_its_sentence_and_its_ids():
    document = made()
    told = build(sample.CHANGES, sample.OLD, sample.NEW, "zh")
    said = [point for point in document.points if point.label]
    assert [point.label for point in said] == [sentence.label for sentence in told.sentences]
    assert [point.to for point in said] == [sentence.ids[0] for sentence in told.sentences]
    first = next(point for point in document.points if point.level == 2)
    assert first.head.startswith("（一）拆分")
    assert first.closing == "）。"


def test_several_events_of_a_kind_are_numbered_under_its_heading():
    points = made().points
    at = next(n for n, point in enumerate(points) if point.level == 2 and not point.text)
    assert [point.head for point in points[at + 1 : at + 3]] == ["1. ", "2. "]


def test_what_is_told_twice_is_told_alike():
    told, document = trial(), official(trial(), Letterhead())
    text = "".join(point.head + point.text for point in document.points)
    for words in (told.lead, *(one.why for one in told.not_comparable), *(row.old_equation for row in told.ledger)):
        assert words in text
    assert "不再适用的裁定" in text
    assert "编号变动2处（职责）" in text


def test_where_nothing_changed_there_is_one_annex_without_a_number():
    document = made(changes=NOTHING)
    assert [(annex.key, annex.head, annex.number) for annex in document.annexes] == [("proof", "附件", "")]
    assert "附件" in document.note
    assert not [point for point in document.points if point.label]


def test_the_table_of_old_and_new_takes_the_place_of_the_lists_of_changes():
    told = build(sample.CHANGES, sample.OLD, sample.NEW, "zh")
    table = comparison(sample.CHANGES, sample.OLD, sample.NEW, told)
    heads = [annex.title for annex in official(told._replace(comparison=table), Letterhead()).annexes]
    assert heads == ["机构职能变化新旧对照表", "职责修订对照", "来源声明与比对所见", "台账和来源"]
    empty = table._replace(rows=())
    assert official(told._replace(comparison=empty), Letterhead()).annexes[0].key == "duties"


def test_a_title_is_broken_after_the_name_of_the_body_or_where_staff_say():
    told = build(sample.CHANGES, sample.OLD, sample.NEW, "zh")
    assert made().title == (told.title,) == ("工业和信息化部机构职能变化简报",)
    whose, what = "中华人民共和国工业和信息化部", "机构职能变化简报"
    assert official(told._replace(body=whose, title=whose + what), Letterhead()).title == (whose, what)
    assert made(title="工业和信息化部 / 关于机构职能变化的报告").title == ("工业和信息化部", "关于机构职能变化的报告")
    assert len(made("en").title) == 1


def test_a_short_title_stays_on_one_line_and_a_long_one_is_broken_between_words_into_lines_about_as_long():
    assert broken("机构职能变化简报", 20) == ("机构职能变化简报",)
    lines = broken("国家发展和改革委员会关于机构职能变化情况的报告", 20)
    assert "".join(lines) == "国家发展和改革委员会关于机构职能变化情况的报告"
    assert len(lines) == 2
    assert max(map(width, lines)) <= 14
    assert "委员会" in lines[0]


@pytest.mark.parametrize("text", ["长" * 45, "A" * 90, "长，" * 25])
def test_a_title_without_words_is_broken_all_the_same(text):
    lines = broken(text, 20)
    assert "".join(lines) == text
    assert max(map(width, lines)) <= 21


def test_nothing_is_signed_printed_or_copied_unless_staff_say_so():
    document = made()
    assert (document.signature, document.ends, document.recipients, document.signatory) == ((), False, "", "")
    assert document.note.startswith("（两版快照SHA-256前12位：")


@pytest.mark.parametrize(
    ("who", "name", "date"),
    [("工业和信息化部", 3.5, 2.0), ("国家发展和改革委员会办公厅", 2.0, 6.5), ("部", 9.5, 2.0)],
)
def test_the_date_begins_two_characters_after_the_name_and_both_end_at_least_two_before_the_edge(who, name, date):
    document = made(signed=who, date="2026-11-02")
    assert document.signature == (Line(who, name), Line("2026年11月2日", date))
    (first, second) = document.signature
    begins = [one.indent + width(one.text) for one in (first, second)]
    assert begins[0] - begins[1] == 2.0


def test_the_name_of_a_red_head_signs_without_the_word_for_document():
    assert made(issuer="工业和信息化部文件").signature == (Line("工业和信息化部", 2.0),)
    assert made(date="2026-11-02").signature == (Line("2026年11月2日", 2.0),)
    assert made(issuer="甲部文件", signed="乙部").signature == (Line("乙部", 2.0),)


def test_marks_are_set_once_whether_staff_wrote_them_or_not():
    plain = made(recipients="国务院办公厅", copies="中央编办", note="此件公开发布", printed_on="2026-11-03")
    typed = made(recipients="国务院办公厅：", copies="中央编办。", note="（此件公开发布）", printed_on="2026-11-03")
    assert plain._replace(head=typed.head) == typed
    assert plain.recipients == "国务院办公厅："
    assert plain.copies_to == "中央编办。"
    assert plain.note.startswith("（此件公开发布；")
    assert plain.printed_on == "2026年11月3日印发"


def test_a_paragraph_needs_no_more_than_its_words():
    assert Point(0, "") == Point(level=0, head="", text="", opening="", label="", to="", closing="")
