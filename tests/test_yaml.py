"""Reading strictly, judging with places, writing for people."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gen.errors import FaultyFile
from gen.model.record import Coverage, Snapshot, Text, as_plain
from gen.store import HEADER
from gen.yaml import MAX_BYTES, flaws, is_after, judged, parse, read, top_level, validated
from gen.yaml.comments import remember
from gen.yaml.write import dump
from tests.builders import duties, duty, post, snapshot, staffing, unit
from tests.strategies import snapshots, words

LAW = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))

GOOD = f"""\
{HEADER}
format: gen-snapshot/1
body: miit
release: "2019"
effective: "2019"
language: zh
sources:
  - id: s1
    name: source.txt
    sha256: {"a" * 64}
    licence: test
coverage: {{units: true, posts: [internal]}}
name: {{zh: 工业和信息化部}}
units:
  - id: 办公厅
    name: {{zh: 办公厅}}
    locator: {{source: s1, line: 1}}
  - id: 规划司
    name: {{zh: 规划司}}
    managed_by: 办公厅
    locator: {{source: s1, line: 2}}
posts:
  - title: 部长
    holder: 李毅中
    from: "2008-03-17"
    locator: {{source: s1, line: 3}}
staffing:
  - what: 编制
    count: 731
    locator: {{source: s1, line: 4}}
"""


def dumped(record: Snapshot) -> str:
    return dump(as_plain(record), HEADER)


def faults(text: str, file: str = "f") -> list[str]:
    return [str(fault) for fault in judged(parse(text.encode(), file))[1]]


def wrong(*changes: tuple[str, str]) -> list[str]:
    """The faults of the good file with each first text replaced by the second."""
    text = GOOD
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    return faults(text)


# Reading


@pytest.mark.parametrize(
    "written",
    ["no", "on", "yes", "010", "2019", "1e3", "0x1F", "2019-01-01", "12:30", ".inf", "Null", "TRUE", "=", "1_000"],
)
def test_plain_scalars_stay_the_text_they_are(written: str) -> None:
    assert read(f"a: {written}", "f").plain == {"a": written}


def test_only_null_and_truth_values_are_more_than_texts() -> None:
    document = read("a: null\nb: ~\nc:\nd: true\ne: false\nf: 'null'\ng: \"true\"\nh: >-\n  false\n", "f")
    assert list(document.plain.values()) == [None, None, None, True, False, "null", "true", "false"]
    assert document.faults == ()


def test_every_value_and_key_has_its_place() -> None:
    marks = read("a:\n  - {b: 中, c: x}\n", "f").marks
    assert marks is not None
    item = marks.parts["a"].parts[0]
    assert (item.line, item.column, item.keys, item.parts["c"][:2]) == (2, 5, {"b": (2, 6), "c": (2, 12)}, (2, 15))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", ["f:3:1: key 'a' stands twice, first on line 1; keep one of the two"]),
        ("a: !!int 3\n", ["f:1:4: a tag ('tag:yaml.org,2002:int'); delete it; values need none"]),
        ("a: !x {b: c}\n", ["f:1:4: a tag ('!x'); delete it; values need none"]),
        (
            "a: &k 1\nb: *k\n",
            ["f:1:4: an anchor (&k); delete it", "f:2:4: a reference to another place (*k); write the value out"],
        ),
        ("<<: {a: b}\n", ["f:1:1: a merge key (<<); write the keys out"]),
        ("a: 1\n---\nb: 2\n", ["f:2:1: a second document begins here; keep one snapshot a file"]),
        ("%YAML 1.1\n---\na: 1\n", ["f:1:1: a YAML directive (%); delete it"]),
        ("? [a, b]\n: 1\nc: 2\n", ["f:1:3: a key that is not a text; write 'key: value'"]),
        ('"": 1\n', ["f:1:1: a value without a key; write 'key: value'"]),
        ("a:\tb\nc: d\te\n", ["f:1:3: a tab; write spaces", "f:2:5: a tab; write spaces"]),
        ("a: b\x07c\n", ["f:1:5: the control character U+0007; delete it"]),
        ("a: b\u2028c\n", ["f:1:5: the invisible line separator U+2028; delete it, or begin a new line"]),
        ("a: b\rc: d\r\ne: &f g\n", ["f:3:4: an anchor (&f); delete it"]),
        ("\ufeffa: b\n", ["f:1:1: the control character U+FEFF; delete it"]),
    ],
)
def test_reading_says_what_is_not_allowed_and_goes_on(text: str, expected: list[str]) -> None:
    document = read(text, "f")
    assert [str(fault) for fault in document.faults] == expected
    assert document.whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a: b: c\n",
            "f:1:5: a ':' stands where none can; indent the line like its neighbours, or put the text in double quotes",
        ),
        ("a: @b\n", "f:1:4: a value cannot begin with this character; put the text in double quotes"),
        ("a: 'b\nc: d\n", "f:1:4: a quotation that begins here is never closed; add the closing quote"),
        ("a: {b: c\n", "f:1:4: a '}' or ',' is missing in what begins here; write 'key: value, …}'"),
        ("a:\n  b: c\n d: e\n", "f:3:2: this is neither a key nor a part of a value; check indentation and quotes"),
        (
            "- a\nb: c\n",
            "f:2:1: this does not belong to the list above; begin the line with '- ', or indent it like its neighbours",
        ),
        ("a: - b\n", "f:1:4: a list cannot begin on this line; put '- ' on a line of its own"),
        ('a: "\\q"\n', "f:1:5: a backslash before a character it does not go with; write \\\\ for a backslash"),
        ("[" * 65 + "]" * 65, "f:1:65: is nested deeper than 64 levels; flatten it"),
    ],
)
def test_a_broken_file_is_reported_where_it_breaks_and_no_further(text: str, expected: str) -> None:
    assert faults(text) == [expected]


def test_a_full_width_colon_after_a_key_is_named() -> None:
    assert "f:1:5: a full-width '：' after a key; write ':' and a space" in faults("body：miit\nrelease: '2019'\n")


def test_many_unfit_characters_are_counted_instead_of_listed() -> None:
    said = [str(fault) for fault in read("a: b" + "\x01" * 100, "f").faults]
    assert len(said) == 21
    assert said[-1] == "f:1:25: 80 more characters that cannot stand here"


def test_bytes_that_are_not_utf8_are_an_error_with_their_offset() -> None:
    document = parse("a: b\nc: 工业".encode("gb18030"), "f")
    assert list(map(str, document.faults)) == ["f:2:4: byte 8 is not UTF-8; save the file as UTF-8"]
    assert not document.whole


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert parse(b"\xef\xbb\xbfa: b", "f").plain == {"a": "b"}


def test_a_file_too_large_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MAX_BYTES, "yaml", 1 << 20)
    assert faults(" " * (1 << 20) + " ") == ["f: is larger than 1 MB; keep a tree so large as JSON"]


@settings(LAW, max_examples=300)
@given(st.text(st.sampled_from("ab:-#'\"\\[]{},&*!|>%@? \n\t\r\x00\u2028：中~")) | st.text())
def test_no_text_at_all_makes_the_reader_fail(text: str) -> None:
    for file in ("f.yaml", "f.json"):
        record, found = judged(parse(text.encode("utf-8", "surrogatepass"), file))
        assert record is None
        assert found


def test_the_head_is_read_without_the_rest() -> None:
    text = b"a: 1\nb: {wanted: no}\nwanted: yes\nc: [}, broken"
    assert top_level(text, frozenset({"wanted"})) == {"wanted": "yes"}
    assert top_level(text, frozenset({"other"})) == {}
    assert top_level(b"a: 1", frozenset({"other"})) == {}


# Judging


def test_the_good_file_has_no_faults() -> None:
    assert wrong() == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            ("release:", "realease:"),
            ["2:1: key 'release' is missing; add it", "4:1: unknown key 'realease'; did you mean release?"],
        ),
        (("from:", "start:"), ["25:5: unknown key 'start'; known: also, from, holder, locator, note, title, to"]),
        (('"2019"', "2019-13"), ["4:10: release '2019-13' is not a day of the calendar"]),
        (
            ('effective: "2019"', "effective: 2019.5"),
            ["5:12: effective '2019.5' is not a date; write YYYY, YYYY-MM or YYYY-MM-DD"],
        ),
        (
            ("body: miit", "body: ../x"),
            ["3:7: body '../x' is not a body id; lower-case letters, digits, '.', '_' and '-', at most 64"],
        ),
        (("count: 731", "count: 010"), ["29:12: count '010' is not a whole number; write 10"]),
        (("count: 731", "count: 七"), ["29:12: count '七' is not a whole number; write digits without leading zeros"]),
        (("count: 731", "count: true"), ["29:12: count true is not a whole number"]),
        (
            ("count: 731", "count: 99999999999"),
            ["29:12: count '99999999999' is not a whole number; write digits without leading zeros"],
        ),
        (("id: 规划司", f"id: {'长' * 201}"), [f"18:9: id '{'长' * 40}…' is longer than 200 characters; shorten it"]),
        (("count: 731", "count:"), ["29:11: count has no value; write one, or delete the key"]),
        (("line: 4", "line: 0"), ["30:33: line is '0'; write 1 or more"]),
        (("units: true", "units: no"), ["12:19: units is 'no'; write true, false or a list of groups"]),
        (("units: true", "prose: no"), ["12:19: prose is 'no'; write false"]),
        (("units: true", "units: {a: b}"), ["12:19: units is a group of keys; write true, false or a list of groups"]),
        (("[internal]", "[internal, ~]"), ["12:43: item 2 of posts has no value; write one, or delete the key"]),
        (
            ("gen-snapshot/1", "gen-snapshot/2"),
            ["2:9: format 'gen-snapshot/2' is none of the possible values; did you mean gen-snapshot/1?"],
        ),
        (("{zh: 办公厅}", "办公厅"), ["16:11: name is '办公厅'; write its keys: zh, en"]),
        (("{zh: 办公厅}", "{}"), ["16:11: name has neither zh nor en"]),
        (("title: 部长", "title: true"), ['23:12: title is true, not a text; write "true" in quotes']),
        (("title: 部长", "title: [部长]"), ["23:12: title is a list, not a text; write a text"]),
        (("title: 部长", 'title: " "'), ["23:12: title is empty"]),
        (("title: 部长", 'title: "a\\0b"'), ["23:12: title 'a\\x00b' contains the control character U+0000"]),
        (("a" * 64, "abc"), ["10:13: sha256 'abc' is not a sha256; write 64 digits and letters a to f"]),
        (
            ("id: 办公厅", "id: 办 公厅"),
            [
                "15:9: id '办 公厅' is not an id; write it without spaces, '@' and '#'",
                "20:17: no unit has the id '办公厅'; did you mean 办 公厅?",
            ],
        ),
        (
            ("id: 规划司", "id: 办公厅"),
            [
                "18:9: unit id '办公厅' stands twice; give one of the two another id",
                "20:17: unit '办公厅' is managed by itself; name the other unit",
            ],
        ),
        (("managed_by: 办公厅", "managed_by: 办公室"), ["20:17: no unit has the id '办公室'; did you mean 办公厅?"]),
        (("source: s1", "source: s2"), ["17:23: no source has the id 's2'; known: s1"]),
        (
            ("language: zh", "language: zh\ncaptured: 2018-05"),
            ["7:11: captured 2018-05, before the release took effect (2019); one of the two dates is wrong"],
        ),
        (
            ('from: "2008-03-17"', "from: 2008-03-17\n    to: 2008-02"),
            ["26:9: the term ends 2008-02, before it begins (2008-03-17); one of the two dates is wrong"],
        ),
        (
            ("staffing:\n", "staffing: none\nlevle:\n"),
            [
                "27:11: staffing is 'none', not a list; write each item on a line of its own after '- '",
                "28:1: unknown key 'levle'; did you mean level?",
            ],
        ),
        (
            ("sources:\n  - id: s1", "sources: []\nlevle:\n  - id: s1"),
            [
                "7:10: sources is empty; write at least one",
                "8:1: unknown key 'levle'; did you mean level?",
                *(f"{place}: no source has the id 's1'" for place in ("18:23", "22:23", "27:23", "31:23")),
            ],
        ),
        (("    name: {zh: 办公厅}\n", ""), ["15:5: key 'name' is missing; add it"]),
        (("managed_by: 办公厅", "managed_by: *x"), ["20:17: a reference to another place (*x); write the value out"]),
    ],
)
def test_a_wrong_value_is_told_with_its_place_and_what_to_write(change: tuple[str, str], expected: list[str]) -> None:
    assert wrong(change) == [f"f:{line}" for line in expected]


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    said = wrong(
        ("body:", "bdoy:"),
        ("language: zh", "language: zh\nlanguage: en"),
        ("source: s1", "source: s9"),
        ("731", "1\t2"),
    )
    assert said == [
        "f:2:1: key 'body' is missing; add it",
        "f:3:1: unknown key 'bdoy'; did you mean body?",
        "f:7:1: key 'language' stands twice, first on line 6; keep one of the two",
        "f:18:23: no source has the id 's9'; known: s1",
        "f:30:12: count '1 2' is not a whole number; write digits without leading zeros",
        "f:30:13: a tab; write spaces",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "f: is empty; write its keys: body, release, effective …"),
        ("# nothing\n", "f: is empty; write its keys: body, release, effective …"),
        ("- a\n", "f:1:1: is not a snapshot; write its keys: body, release, effective …"),
        ("text", "f:1:1: is not a snapshot; write its keys: body, release, effective …"),
    ],
)
def test_what_is_no_snapshot_at_all_is_said_in_one_line(text: str, expected: str) -> None:
    assert faults(text) == [expected]


def test_validated_raises_all_faults_in_one_error() -> None:
    with pytest.raises(FaultyFile) as caught:
        validated(read("bdoy: x\n", "f"))
    assert "f:1:1: unknown key 'bdoy'; did you mean body?" in str(caught.value).split("\n")


def test_ids_of_duties_and_sources_are_unique_too() -> None:
    doubled = snapshot(unit("办公厅", duties=[duty("保密", id="d1")]), duties=duties("起草", "拟订"))
    plain = as_plain(doubled)
    plain["sources"] *= 2
    assert [(flaw.path, flaw.what) for flaw in flaws(plain)] == [
        (("units", 0, "duties", 0, "id"), "duty id 'd1' stands twice"),
        (("sources", 1, "id"), "source id 's1' stands twice"),
    ]


def test_a_sound_snapshot_has_no_flaws() -> None:
    assert flaws(as_plain(snapshot(unit("办公厅"), unit("规划司", managed_by="办公厅")))) == ()


def test_nothing_is_suggested_from_among_thousands() -> None:
    plain = as_plain(snapshot(*(unit(f"第{n}司") for n in range(2001))))
    plain["units"][3]["managed_by"] = "第4厅"
    assert [tuple(flaw) for flaw in flaws(plain)] == [(("units", 3, "managed_by"), "no unit has the id '第4厅'", "")]


def test_a_finding_speaks_of_a_unit_or_a_duty() -> None:
    plain = as_plain(snapshot(unit("办公厅")))
    at = {"source": "s1", "line": 1}
    plain["findings"] = [
        {"kind": "x", "text": "y", "about": about, "locator": at} for about in ("办公厅", "办公", None)
    ]
    assert [flaw.path for flaw in flaws(plain)] == [("findings", 1, "about")]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2019", "2018", True),
        ("2019", "2019-05", False),
        ("2019-05-02", "2019-05", False),
        ("2019-06", "2019-05-31", True),
        ("2018", "2019", False),
        (None, "2019", False),
        ("soon", "2019", False),
    ],
)
def test_dates_are_compared_only_as_far_as_both_are_precise(one: str | None, other: str, expected: bool) -> None:
    assert is_after(one, other) is expected


# JSON


def test_json_says_the_same_as_yaml() -> None:
    record = snapshot(
        unit("办公厅|General Office"), posts=[post("部长", "李毅中", "2008")], staffing=[staffing("编制", 731)]
    )
    for ascii_only in (True, False):
        text = json.dumps(as_plain(record), ensure_ascii=ascii_only, indent="\t")
        assert validated(parse(text.encode(), "f.json")) == record


def test_faults_of_json_have_places_even_among_tabs_and_surrogate_pairs() -> None:
    plain = as_plain(snapshot(unit("𠮷野司", id="𠮷")))
    plain["realease"] = plain.pop("release")
    plain["units"][0]["level"] = 3
    text = json.dumps(plain, indent="\t")
    line = next(n for n, said in enumerate(text.split("\n"), 1) if '"level": 3' in said)
    assert f'f.json:{line}:13: level is 3, not a text; write "3" in quotes' in faults(text, "f.json")
    last = text.count("\n")
    assert f"f.json:{last}:2: unknown key 'realease'; did you mean release?" in faults(text, "f.json")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a" 1}', "f.json:1:6: is not JSON here: Expecting ':' delimiter"),
        ('{"a": NaN}', "f.json: NaN is not a value JSON knows"),
        ("[" * 100_000, "f.json: is nested too deeply"),
        ("", "f.json:1:1: is not JSON here: Expecting value"),
        ("[]", "f.json:1:1: is not a snapshot; write its keys: body, release, effective …"),
    ],
)
def test_what_is_not_json_is_said_in_one_line(text: str, expected: str) -> None:
    assert faults(text, "f.json") == [expected]


def test_a_number_that_is_no_count_is_told() -> None:
    plain = as_plain(snapshot(staffing=[staffing("编制", 731)]))
    plain["staffing"][0]["count"] = 3.5
    said = faults(json.dumps(plain), "f.json")
    assert [one.split(": ", 1)[1] for one in said] == [
        "count is 3.5: Input should be a valid integer, got a number with a fractional part"
    ]


def test_a_hostile_id_is_not_repeated_raw() -> None:
    plain = as_plain(snapshot(unit("办公厅"), unit("规划司", managed_by="办公厅")))
    plain["units"][0]["id"] = "办公\ud800厅\nf:1:1"
    assert all(said.isprintable() for said in faults(json.dumps(plain), "f.json"))


def test_a_key_given_twice_in_json_has_its_place() -> None:
    assert "f.json:2:1: key 'body' stands twice, first on line 1; keep one of the two" in faults(
        '{"body": "a",\n"body": "b"}', "f.json"
    )


def test_large_json_is_judged_without_lines_but_with_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gen.yaml.document._LOCATED_JSON", 1000)
    plain = as_plain(snapshot(*(unit(f"第{n}司") for n in range(8))))
    plain["units"][7]["levle"] = "x"
    text = json.dumps(plain)
    assert faults(text, "f.json") == ["f.json: units[7].levle: unknown key 'levle'; did you mean level?"]
    doubled = text.replace('"body": "miit"', '"body": "miit", "body": "miit"')
    assert "f.json: key 'body' stands twice; keep one of the two" in faults(doubled, "f.json")


# Writing


@LAW
@given(snapshots(most=5))
def test_what_is_written_reads_back_the_same_also_elsewhere_and_is_written_the_same_again(record: Snapshot) -> None:
    text = dumped(record)
    assert validated(read(text, "f")) == record
    assert Snapshot.model_validate(yaml.load(text, yaml.CSafeLoader)) == record
    assert rewritten(record, text) == text


@settings(LAW, max_examples=200)
@given(st.lists(words, min_size=1), st.integers(0, 90))
def test_every_text_survives_wherever_it_stands(said: list[str], indent: int) -> None:
    plain = {
        "k" * (indent + 1): said[0],
        "list": said,
        "flow": {"zh": said[0], "en": said[-1]},
        "deep": {"a": [{"b": said[0]}]},
    }
    text = dump(plain, "# head")
    assert read(text, "f").plain == plain
    assert read(text, "f").faults == ()


def test_a_snapshot_is_written_for_people() -> None:
    record = snapshot(
        unit(
            "办公厅|General Office",
            unit("保密处"),
            nameplates=["国家保密办公室"],
            posts=[post("主任", "张三", "2019", "2020-05")],
        ),
        duties=[
            duty(
                "提出新型工业化发展战略和政策，协调解决新型工业化进程中的重大问题，"
                "拟订并组织实施工业、通信业、信息化的发展规划，"
                "推进产业结构战略性调整和优化升级；推进军民结合。|"
                "Propose the strategy and the policies of a new path to industrialisation, "
                "coordinate the solution of major problems, and draw up plans: no less",
                "（一）",
                "d1",
            )
        ],
        staffing=[staffing("编制", 731)],
        coverage=Coverage(units=True, duties=("internal", "managed")),
    )
    assert (
        dumped(record)
        == f"""\
{HEADER}
format: gen-snapshot/1
body: miit
release: "2019"
effective: "2019"
language: zh
sources:
  - id: s1
    name: source.txt
    sha256: "{"0" * 64}"
    licence: test
coverage:
  units: true
  duties: [internal, managed]
  posts: false
  staffing: false
  transfers: false
  prose: false
name: {{zh: 工业和信息化部, en: Ministry of Industry and Information Technology}}
duties:
  - id: d1
    number: （一）
    text:
      zh: "提出新型工业化发展战略和政策，协调解决新型工业化进程中的重大问题，拟订并组织实施工业、\\
        通信业、信息化的发展规划，推进产业结构战略性调整和优化升级；\\
        推进军民结合。"
      en: >-
        Propose the strategy and the policies of a new path to industrialisation, coordinate the
        solution of major problems, and draw up plans: no less
    locator: {{source: s1, line: 1}}
units:
  - id: 办公厅
    name: {{zh: 办公厅, en: General Office}}
    group: internal
    nameplates:
      - {{zh: 国家保密办公室}}
    posts:
      - title: 主任
        holder: 张三
        from: "2019"
        to: "2020-05"
        locator: {{source: s1, line: 1}}
    units:
      - id: 保密处
        name: {{zh: 保密处}}
        group: internal
        locator: {{source: s1, line: 1}}
    locator: {{source: s1, line: 1}}
staffing:
  - what: 编制
    count: 731
    locator: {{source: s1, line: 1}}
"""
    )


def test_a_long_text_without_any_border_is_cut_anywhere() -> None:
    text = dump({"a": "长" * 60 + "\n   " + "x" * 120}, "#")
    parts = ["长" * 48, "长" * 12 + "\\n   ", "x" * 96, "x" * 24]
    assert text == '#\na: "' + "\\\n  ".join(parts) + '"\n'
    assert read(text, "f").plain == {"a": "长" * 60 + "\n   " + "x" * 120}


@pytest.mark.parametrize("said", ["国发〔2008〕11号", "21世纪", "a:b", "http://x.y/z", "it's", "（一）", "A, B"])
def test_what_no_reader_misunderstands_stands_without_quotes(said: str) -> None:
    assert dump({"a": said}, "#") == f"#\na: {said}\n"


@pytest.mark.parametrize("said", ["no", "010", "2019-05", "a: b", "a #b", " a", "~", "y", "-", "“”: ", "1e3", "*"])
def test_what_some_reader_misunderstands_stands_in_quotes(said: str) -> None:
    assert dump({"a": said}, "#") == f'#\na: "{said}"\n'


def test_what_nobody_sees_is_written_as_an_escape() -> None:
    assert dump({"a": "a\u200bb\u202e\u00a0"}, "#") == '#\na: "a\\u200Bb\\u202E\\u00A0"\n'


# Comments


COMMENTED = f"""\
{HEADER}
# kept by the records office
language: zh   # the source's
body: miit
release: "2019"
effective: "2019"

sources: # one
  - name: source.txt
    id: s1
    sha256: "{"0" * 64}"
    licence: test # "not a # comment"
coverage: {{units: true}}
name: {{en: Ministry, zh: 部}}
units:
  # the first
  - id: 甲
    name: {{zh: 甲}}
    level: >-  # asked twice
      a
      b # no comment

      c
    locator: {{source: s1, line: 1}}
  # renamed by order 5
  - id: 乙
    name:
      # the old form
      zh: 乙
    locator: {{source: s1, line: 2}}  # see page 3
# the end
"""


def rewritten(record: Snapshot, text: str = COMMENTED) -> str:
    return dump(as_plain(record), HEADER, remember(read(text, "f")))


def test_comments_and_the_order_of_keys_survive_rewriting() -> None:
    text = rewritten(validated(read(COMMENTED, "f")))
    assert (
        text
        == f"""\
{HEADER}
# kept by the records office
format: gen-snapshot/1
language: zh  # the source's
body: miit
release: "2019"
effective: "2019"

sources:  # one
  - name: source.txt
    id: s1
    sha256: "{"0" * 64}"
    licence: test  # "not a # comment"
coverage:
  units: true
  duties: false
  posts: false
  staffing: false
  transfers: false
  prose: false
name: {{en: Ministry, zh: 部}}
units:
  # the first
  - id: 甲
    name: {{zh: 甲}}
    level: "a b # no comment\\nc"  # asked twice
    locator: {{source: s1, line: 1}}
  # renamed by order 5
  - id: 乙
    # the old form
    name: {{zh: 乙}}
    locator: {{source: s1, line: 2}}  # see page 3
# the end
"""
    )


def test_rewriting_twice_changes_nothing_more() -> None:
    once = rewritten(validated(read(COMMENTED, "f")))
    assert rewritten(validated(read(once, "f")), once) == once


def test_comments_stay_with_their_item_when_others_come_and_go() -> None:
    record = validated(read(COMMENTED, "f"))
    new = unit("丙", group=None)
    text = rewritten(record.model_copy(update={"units": (new, record.units[1])}))
    assert "  # renamed by order 5\n  - id: 乙\n" in text
    assert "  - id: 丙\n    name: {zh: 丙}\n" in text


def test_the_comment_of_what_is_gone_moves_up_and_is_not_lost() -> None:
    record = validated(read(COMMENTED, "f"))
    text = rewritten(record.model_copy(update={"units": (record.units[1],)}))
    assert "# the first\n# asked twice\nunits:\n" in text
    bare = rewritten(record.model_copy(update={"units": (), "name": Text(zh="部")}))
    for comment in ("# the first", "# renamed by order 5", "# the old form", "# see page 3", "# the end"):
        assert comment in bare


def test_a_file_of_comments_alone_keeps_them() -> None:
    assert remember(read(f"{HEADER}\n# only this\n", "f")).below == ("# only this",)


def test_a_text_without_comments_remembers_none() -> None:
    kept = remember(read(dumped(snapshot(unit("办公厅"))), "f"))
    assert (kept.above, kept.beside, kept.below) == ({}, {}, ())


@settings(LAW, max_examples=300)
@given(st.lists(st.tuples(st.integers(1, 31), st.booleans(), st.integers(0, 6)), max_size=6), st.integers(0, 2))
def test_no_comment_is_ever_lost(spots: list[tuple[int, bool, int]], kept_units: int) -> None:
    lines = COMMENTED.split("\n")
    for n, (at, alone, indent) in enumerate(spots):
        lines[at] = f"{lines[at]}\n{' ' * indent}#c{n}" if alone else f"{lines[at]}  #c{n}"
    document = read("\n".join(lines), "f")
    if document.faults or judged(document)[1]:
        return
    plain = as_plain(validated(document))
    plain["units"] = plain["units"][:kept_units]
    text = dump(plain, HEADER, remember(document))
    assert [n for n in range(len(spots)) if f"#c{n}" not in str(document.plain) and text.count(f"#c{n}") != 1] == []
