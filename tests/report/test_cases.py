"""Which changes a reviewer is asked about, and how rulings are worded."""

import pytest

from gen.model.change import Evidence
from gen.model.ruling import Unfit
from gen.report.build import build
from gen.report.cases import all_cases, ids, open_cases, others, verdict_of, verdict_words
from gen.report.words import evidence_words
from tests.report import sample


def comparison(*changes, unfit=(), language="zh"):
    changed = sample.CHANGES.model_copy(update={"changes": changes or sample.CHANGES.changes, "unfit": unfit})
    return changed, build(changed, sample.OLD, sample.NEW, language)


def likely(ident, old, new, **more):
    ends = {"old": sample.of(sample.OLD, old), "new": sample.of(sample.NEW, new)}
    return sample.change(ident, "unit", "renamed", **ends, status="likely", score=0.4, **more)


def test_the_open_cases_are_the_likely_changes_and_those_put_off_come_last():
    one = likely("U1", "信息中心", "人才交流中心", ruling="r4")
    other = likely("U2", "信息化和软件服务业司", "信息技术发展司")
    found = open_cases(*comparison(one, other))
    assert [(case.change.id, case.put_off) for case in found] == [("U2", False), ("U1", True)]
    assert [case.item.status_word for case in found] == ["推定，待裁定", "推定，暂缓裁定"]


def test_a_comparison_of_facts_has_no_open_case():
    facts = [change for change in sample.CHANGES.changes if change.status == "fact"]
    assert open_cases(*comparison(*facts)) == ()


def test_every_change_of_a_unit_or_a_duty_can_be_ruled_on_and_no_other():
    found = all_cases(*comparison())
    assert {case.change.subject for case in found} == {"unit", "duty"}
    assert len(found) == sum(change.subject in ("unit", "duty") for change in sample.CHANGES.changes)


def test_a_case_may_also_concern_what_else_is_open_or_has_no_counterpart():
    changes, report = comparison()
    case = next(case for case in all_cases(changes, report) if case.change.status == "likely")
    old, new = others(changes, case)
    assert set(old) == {"通信清算中心"}
    assert new == {
        name: name for name in ("装备工业发展中心", "中国工业互联网研究院", "中国互联网络信息中心", "中国软件评测中心")
    }
    assert not set(ids(case.change.old)) & set(old)


@pytest.mark.parametrize(
    ("word", "verdict"),
    [
        ("same", "same"), ("同一项", "same"), ("Not the same", "different"), ("不是同一项", "different"),
        (" split ", "split"), ("合并", "merged"), ("later", "later"), ("", None), ("yes", None),
    ],
)  # fmt: skip
def test_a_verdict_is_understood_in_both_languages(word, verdict):
    assert verdict_of(word) == verdict


def test_every_word_for_a_verdict_is_one():
    assert None not in {verdict_of(word) for word in verdict_words()}


@pytest.mark.parametrize(
    ("why", "chinese", "english"),
    [("公告明示", "王五于2026年11月21日裁定：公告明示", "ruled by 王五 on 21 November 2026: 公告明示"),
     ("", "王五于2026年11月21日裁定", "ruled by 王五 on 21 November 2026")],
)  # fmt: skip
def test_a_ruling_is_told_with_who_when_and_why(why, chinese, english):
    ground = Evidence(code="ruled", facts=("王五", "2026-11-21", why))
    assert (evidence_words(ground, "zh"), evidence_words(ground, "en")) == (chinese, english)


@pytest.mark.parametrize("why", ["old-gone", "new-gone", "taken", "sizes"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_ruling_that_no_longer_fits_is_told_with_what_it_was_about(why, language):
    unfit = Unfit(ruling="r7", why=why, verdict="same", old=("甲司",), new=("乙司",), who="王五", when="2026-11-21")
    (said,) = comparison(unfit=(unfit,), language=language)[1].unfit
    assert all(part in said for part in ("r7", "王五", "甲司 → 乙司", "2026"))
    assert "{" not in said


def test_where_every_ruling_fits_nothing_is_told():
    assert comparison()[1].unfit == ()
