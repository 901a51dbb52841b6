import pytest

from gen.model.change import Balance, Declared, NotComparable
from gen.report.build import build
from gen.report.summary import five_lines
from tests.builders import snapshot, unit
from tests.report import sample
from tests.report.sample import CHANGES, NEW, NOTHING, OLD

SILENT = (NotComparable(subject="duty", why="new-silent", old=2),)


def of(language="zh", **update):
    return build(CHANGES.model_copy(update=update), OLD, NEW, language)


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from strings(part)


def test_the_title_names_the_body_and_the_subtitle_the_releases():
    assert (of("zh").title, of("zh").subtitle) == ("工业和信息化部机构职能变化简报", "2019 → 2022")
    assert of("en").title == "Ministry of Industry and Information Technology: changes in structure and duties"


def test_where_two_bodies_are_compared_the_subtitle_names_both():
    old, new = snapshot(body="mep", name="环境保护部"), snapshot(body="mee", release="2022", name="生态环境部")
    changes = CHANGES.model_copy(update={"changes": ()})
    assert build(changes, old, new, "zh").subtitle == "环境保护部 2019 → 生态环境部 2022"


def test_the_lead_counts_the_changes_and_what_awaits_a_ruling():
    assert (
        of("zh").lead
        == "两版之间共见变化18项：机构11项、职责2项、领导职务4项、编制1项。其中1项系推定，待裁定。受来源所限，领导职务未作全面比较，见“不可比事项”。"
    )
    assert of("en").lead == (
        "Between the two releases 18 changes are seen: 11 of units, 2 of duties, 4 of posts and 1 of staffing. "
        "One of them is inferred and awaits a ruling. "
        "For want of sources, posts could not be compared in full; see “Not comparable”."
    )


def test_nothing_changed_is_said_in_so_many_words():
    report = build(NOTHING, OLD, OLD, "zh")
    assert report.lead == "两版之间未见变化。"
    assert report.sentences == ()
    assert [section.note for section in report.sections] == [
        "旧版43个机构在新版中全部保留，未见变化。",
        "旧版3项职责在新版中全部保留，未见变化。",
        "旧版2项领导职务在新版中全部保留，未见变化。",
        "旧版2项编制在新版中全部保留，未见变化。",
    ]
    assert build(NOTHING, OLD, OLD, "en").lead == "Nothing changed between the two releases."


def test_every_change_stands_in_exactly_one_section_and_in_one_line_of_the_summary():
    report = of()
    ids = sorted(change.id for change in CHANGES.changes)
    assert sorted(item.id for item in report.items) == ids
    assert sorted(ident for sentence in report.sentences for ident in sentence.ids) == ids


def test_the_summary_tells_additions_to_a_group_in_one_sentence():
    added = next(sentence for sentence in of().sentences if sentence.mark.kind == "added")
    assert (
        added.text
        == "新增4个直属事业单位：装备工业发展中心、中国工业互联网研究院、中国互联网络信息中心、中国软件评测中心。"
    )
    assert (added.ids, added.label) == (("U7", "U8", "U9", "U10"), "U7–U10")


def test_a_doubtful_event_says_so_in_the_summary():
    assert "信息化和软件服务业司更名为信息技术发展司（推定，待裁定）。" in [
        sentence.text for sentence in of().sentences
    ]


@pytest.mark.parametrize(
    ("language", "said", "ending"),
    [("zh", "负责国际合作。", "“负责国际合作。”"), ("en", "Keep the records.", "“Keep the records.”")],
)
def test_a_sentence_that_ends_with_what_it_quotes_has_one_stop(language, said, ending):
    side = sample.of_duty(sample.duty(said, "（四）"))
    added = sample.change("D9", "duty", "added", new=(side,))
    assert [one.text.endswith(ending) for one in of(language, changes=(added,)).sentences] == [True]


def test_the_headline_numbers_are_those_of_the_sections():
    report = of()
    for row, section in zip(report.counts, report.sections, strict=True):
        assert row.subject == section.subject
        assert row.total == sum(row.numbers) == len(section.items)


def test_sections_are_numbered_without_gaps_and_staffing_only_where_there_is_some():
    assert list(of().headings.values())[:3] == ["一、变化摘要", "二、机构对照图", "三、机构变化"]
    without = build(CHANGES.model_copy(update={"ledger": {}, "changes": ()}), OLD, NEW, "en")
    assert list(without.headings) == [
        "summary", "structure", "unit", "duty", "post", "awaiting", "transfers", "not_comparable", "folded", "ledger", "sources",
    ]  # fmt: skip
    assert [heading.split(".")[0] for heading in without.headings.values()] == [str(n) for n in range(1, 12)]


def test_the_picture_folds_what_did_not_change():
    groups = {group.name: group for group in of().structure.groups}
    assert groups["派出机构"].rows == ()
    assert (groups["派出机构"].counts, groups["派出机构"].rest) == ("22 → 22 个", "22个均未变")
    assert groups["内设机构"].rest == "其余12个未变"
    assert [row.id for row in groups["内设机构"].rows] == ["U2", "U6", "U1", "U3"]
    assert [row.doubtful for row in groups["内设机构"].rows] == [False, False, False, True]


def test_every_unit_event_is_drawn_once():
    drawn = [row.id for group in of().structure.groups for row in group.rows]
    assert sorted(drawn) == sorted(change.id for change in sample.UNIT_CHANGES)


def test_the_ledger_states_two_equations_that_add_up():
    row = of().ledger[0]
    assert row.old_equation == "旧版43 = 未变35 + 调整1 + 更名2 + 划转1 + 被拆分1 + 被合并2 + 不再列出1"
    assert row.new_equation == "新版46 = 未变35 + 调整1 + 更名2 + 划转1 + 拆分而来2 + 合并而来1 + 新增4"
    assert (row.balanced, row.verdict) == (True, "两边相符")


def test_a_ledger_that_does_not_add_up_is_not_passed_over():
    row = of(ledger={"unit": Balance(old=3, new=3, kept=2)}).ledger[0]
    assert (row.balanced, row.verdict) == (False, "两边不符，请核查")


def test_the_day_a_source_was_taken_is_shown_with_the_source_alone():
    taken = NEW.model_copy(update={"captured": "2023-05-06"})
    report = build(CHANGES, OLD, taken, "zh")
    assert [text for text in strings(report) if "2023" in text] == ["2023年5月6日"]
    assert report.new.sources[0].captured == "2023年5月6日"
    assert report.new.effective == "2022年"


def test_each_side_says_its_source_and_line():
    item = of().items[0]
    assert item.old[0].place == "s1第86行"
    assert of("en").items[0].old[0].place == "s1, line 86"


def test_what_awaits_a_ruling_has_its_evidence_and_the_other_reading():
    (item,) = of().awaiting
    assert item.evidence == (
        "名称相近：信息化和软件服务业司与信息技术发展司，相似度38%",
        "内设机构中两版各只余此一个未对应",
        "前后相邻机构相同：电子信息司、网络安全管理局",
    )
    assert item.runner_up == "另一种读法：合并（产业政策司 → 信息技术发展司），得分0.21"


def test_a_declared_ground_shows_where_the_source_says_so():
    change = sample.UNIT_CHANGES[0].model_copy(
        update={"evidence": (sample.because("declared", "拆分", "miit@2022:s1:51"),)}
    )
    assert of(changes=(change,)).items[0].evidence == ("来源明文：“拆分”（s1第51行）",)


def test_english_names_of_other_releases_are_used_where_these_have_none():
    report = build(
        CHANGES, OLD, NEW, "en", {"信息中心": "Information Center", "规划司": "never used: the release has its own"}
    )
    assert "Information Center (信息中心) was renamed 网络安全产业发展中心" in report.items[3].sentence
    assert not any("never used" in text for text in strings(report))


@pytest.mark.parametrize("unseen", ["\u202e", "\u200b", "\u2066", "\ufeff", "\u061c", "\U000e0041"])
def test_characters_that_cannot_be_seen_are_spelled_out(unseen):
    transfer = CHANGES.declared[0].transfer.model_copy(update={"what": f"甲{unseen}乙"})
    report = of(declared=(Declared(side="old", transfer=transfer),))
    assert report.transfers[-1].rows[0].what == f"甲[U+{ord(unseen):04X}]乙"
    assert not any(unseen in text for text in strings(report))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("changes", [CHANGES, NOTHING])
def test_the_short_summary_has_five_lines(changes, language):
    lines = five_lines(build(changes, OLD, NEW, language))
    assert len(lines) == 5
    assert all(line and "\n" not in line for line in lines)


def test_the_short_summary_of_the_sample():
    assert five_lines(of()) == (
        "工业和信息化部（2019 → 2022）：共18项变化",
        "机构：拆分1项、合并1项、更名2项、划转1项、调整1项、新增4项、不再列出1项、未变35项",
        "职责：划转1项、调整1项、未变1项",
        "领导职务：调整1项、新增2项、不再列出1项、未变0项",
        "待裁定1项，不可比1项，台账两边相符",
    )


def test_the_same_changes_make_the_same_report():
    assert of() == of()


@pytest.mark.parametrize(
    ("balance", "apart", "note"),
    [
        (Balance(old=3, new=3, kept=3), (), "旧版3项职责在新版中全部保留，未见变化。"),
        (Balance(old=5, new=3, kept=3, not_comparable_old=2), SILENT, "两版均载的3项职责未见变化。"),
        (Balance(old=5, not_comparable_old=5), SILENT, "不作比较：新版来源未载。"),
        (Balance(old=5, new=5), (), "职责未见变化。"),
        (Balance(), (), "两版来源均未载职责。"),
    ],
)
def test_a_subject_without_changes_says_no_more_than_is_known(balance, apart, note):
    report = of(changes=(), ledger={"duty": balance}, not_comparable=apart)
    assert next(section.note for section in report.sections if section.subject == "duty") == note


def test_no_change_is_not_claimed_of_what_could_not_be_compared():
    assert (
        of(changes=(), not_comparable=SILENT).lead
        == "在可比的内容中未见变化。受来源所限，职责未作全面比较，见“不可比事项”。"
    )


def test_a_subject_that_cannot_be_compared_is_called_so_in_the_numbers_and_in_the_short_summary():
    report = of(changes=(), ledger={"unit": Balance(old=3, not_comparable_old=3)}, not_comparable=SILENT)
    assert report.counts[0].label == "机构（不作比较）"
    assert five_lines(report)[1] == "机构：不作比较"


def test_a_group_in_which_everything_changed_says_that_none_is_unchanged():
    new = snapshot(unit("甲司"), release="2022")
    change = sample.change("U1", "unit", "added", new=sample.of(new, "甲司"))
    report = build(CHANGES.model_copy(update={"changes": (change,)}), snapshot(), new, "zh")
    assert [(group.rest, group.counts) for group in report.structure.groups] == [("无未变机构", "0 → 1 个")]


def test_units_one_release_does_not_speak_of_are_never_drawn_as_unchanged():
    apart = NotComparable(subject="unit", why="old-silent", new=46)
    report = build(CHANGES.model_copy(update={"changes": (), "not_comparable": (apart,)}), snapshot(), NEW, "zh")
    assert {group.rest for group in report.structure.groups} == {"来源未载，不作比较"}


def test_a_group_one_release_does_not_speak_of_is_drawn_as_not_compared():
    apart = NotComparable(subject="unit", group="regional", why="old-silent", new=22)
    groups = {group.name: group for group in of(changes=(), not_comparable=(apart,)).structure.groups}
    assert groups["派出机构"].rest == "来源未载，不作比较"
    assert groups["直属事业单位"].rest == "7个均未变"
