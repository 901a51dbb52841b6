from gen.model.record import Locator
from gen.report.passages import Passage, Passages, SourceLine, passages
from tests.render.briefings import report
from tests.report import sample

ROWS = [f"第{number}行" for number in range(1, 221)]


def told(ident="U1", old=None, new=None):
    return passages(sample.CHANGES, report(), {"s1": old or ROWS}, {"s1": new or ROWS})[ident]


def run(*numbers, named):
    return Passage("source.txt", tuple(SourceLine(n, ROWS[n - 1], n in named) for n in numbers))


def test_each_line_a_side_rests_on_stands_between_two_neighbours():
    assert told() == Passages((run(84, 85, 86, 87, 88, named={86}),), (run(*range(87, 93), named={89, 90}),))


def test_lines_far_apart_make_two_passages():
    (change,) = (change for change in sample.CHANGES.changes if change.id == "U2")
    far = change.old[1].model_copy(update={"locator": Locator(source="s1", line=200)})
    apart = sample.CHANGES.model_copy(update={"changes": (change.model_copy(update={"old": (change.old[0], far)}),)})
    assert passages(apart, report(), {"s1": ROWS}, {})["U2"].old == (
        run(*range(74, 79), named={76}),
        run(*range(198, 203), named={200}),
    )


def test_blank_lines_are_no_neighbours():
    rows = [*ROWS[:84], " ", ROWS[85], "", *ROWS[87:]]
    assert [line.number for line in told("U1", rows).old[0].lines] == [83, 84, 86, 88, 89]


def test_a_source_that_is_not_at_hand_or_too_short_gives_no_lines():
    assert passages(sample.CHANGES, report(), {}, {})["U1"] == Passages(
        (Passage("source.txt", ()),), (Passage("source.txt", ()),)
    )
    assert told("U1", ROWS[:40]).old == (Passage("source.txt", ()),)


def test_a_change_with_one_side_has_passages_on_that_side_alone():
    assert told("U7").old == ()
    assert told("U7").new == (run(*range(164, 169), named={166}),)


def test_a_long_line_is_cut_around_what_the_side_says_and_its_neighbours_at_their_end():
    rows = ROWS.copy()
    rows[85] = "前" * 5000 + "装备工业司" + "后" * 5000
    rows[84] = "邻" * 500
    lines = told("U1", rows).old[0].lines
    assert "装备工业司" in lines[2].text
    assert lines[2].text[0] == lines[2].text[-1] == "…"
    assert len(lines[2].text) < 1300
    assert lines[1].text == "邻" * 160 + "……"


def test_characters_that_turn_the_text_around_are_spelled_out():
    rows = ROWS.copy()
    rows[85] = "装备\u202e工业司\u2028"
    assert told("U1", rows).old[0].lines[2].text == "装备[U+202E]工业司"
