"""Snapshots at random, for the laws: nested trees, both languages, and texts that YAML likes to misread."""

from __future__ import annotations

from hypothesis import strategies as st

from gen.model.record import (
    GROUPS,
    Adjustment,
    Basis,
    Coverage,
    Duty,
    Finding,
    Locator,
    Post,
    Relation,
    Snapshot,
    Source,
    Staffing,
    Text,
    Transfer,
    Unit,
)

NASTY = (
    "no", "NULL", "~", "010", "0o17", "1e3", "1_000", "12:30:00", "2019-01-01", "2019", "true", ".inf", "<<", "=",
    "---", "- a", "? a", "# a", "a # b", "a: b", "a:", ":", "'", '"', "\\", "\\n", " a", "a ", "a  b", "a\nb", "\na",
    "a\n", "a\tb", "{a}", "[a]", "a, b", "&a", "*a", "!a", "%a", "@a", "`a`", "|", ">", ">-", "a\u2028b", "a\ufeffb",
    "\u3000a", "a\u200bb", "国务院：一、二；三。", "“引号”", "a\u00a0b", "𠮷野家", "😀", "\ue000", "e\u0301", "...",
    "a\\", "a\\\nb",
)  # fmt: skip
CLAUSES = (
    "提出新型工业化发展战略和政策，", "协调解决重大问题；", "拟订规划。", "推进军民结合、寓军于民",
    "Formulate ", "the  plan: ", "#3 ", '"x" ',
)  # fmt: skip

_characters = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
words = (
    st.sampled_from(NASTY)
    | st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=40).map("".join)
    | st.text(_characters | st.sampled_from("\n\t :#-'\"\\，。"), min_size=1, max_size=200)
).filter(lambda text: bool(text.strip()))
texts = st.builds(Text, zh=words, en=st.none() | words) | st.builds(Text, en=words)
_optional = st.none() | words
_dates = st.dates().map(lambda day: day.isoformat())
dates = st.one_of(_dates, _dates.map(lambda day: day[:7]), _dates.map(lambda day: day[:4]))
locators = st.builds(Locator, source=st.just("s1"), line=st.integers(1, 10**9))
_id_texts = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Z"], exclude_characters="@#\ufffe\uffff"), max_size=8
)


def lists(of: st.SearchStrategy[object], most: int = 3) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(of, max_size=most).map(tuple)


@st.composite
def posts(draw: st.DrawFn) -> Post:
    start, end = draw(st.none() | st.tuples(dates, dates).map(sorted)) or (None, None)
    return draw(
        st.builds(
            Post,
            title=words,
            holder=words,
            start=st.just(start),
            end=st.just(end),
            note=_optional,
            locator=locators,
            also=lists(locators),
        )
    )


@st.composite
def snapshots(draw: st.DrawFn, most: int = 8) -> Snapshot:
    """Draws a valid snapshot: ids are unique, references hold, dates are in order."""
    sizes = draw(st.lists(st.integers(0, most), max_size=most))
    ids = [f"u{n}{draw(_id_texts)}" for n in range(len(sizes))]
    duty_ids = iter(f"d{n}" for n in range(10_000))

    def duties() -> tuple[Duty, ...]:
        return tuple(
            Duty(id=next(duty_ids), number=draw(_optional), text=draw(texts), locator=draw(locators))
            for _ in range(draw(st.integers(0, 2)))
        )

    def forest(first: int, last: int) -> tuple[Unit, ...]:
        units = []
        while first < last:
            below = min(first + 1 + sizes[first], last)
            managers = st.sampled_from([one for one in ids if one != ids[first]] or [""])
            units.append(
                Unit(
                    id=ids[first],
                    name=draw(texts),
                    group=draw(st.none() | st.sampled_from(GROUPS) | words),
                    level=draw(_optional),
                    nameplates=draw(lists(texts)),
                    managed_by=draw(st.none() | managers) or None,
                    duties=duties(),
                    posts=draw(lists(posts(), 1)),
                    units=forest(first + 1, below),
                    locator=draw(locators),
                )
            )
            first = below
        return tuple(units)

    covered = st.booleans() | st.lists(words, max_size=3).map(tuple)
    units = forest(0, len(ids))
    effective = draw(dates)
    return Snapshot(
        body=draw(st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True).filter(lambda name: len(name) > 4)),
        release=effective + draw(st.sampled_from(["", "+draft", "+v2.1"])),
        title=draw(_optional),
        document=draw(_optional),
        effective=effective,
        captured=draw(st.none() | st.just(effective)),
        language=draw(st.sampled_from(["zh", "en", "no"])),
        sources=(
            Source(
                id="s1",
                name=draw(words),
                sha256=draw(st.from_regex(r"[0-9a-f]{64}", fullmatch=True)),
                licence=draw(words),
                origin=draw(_optional),
            ),
        ),
        coverage=draw(
            st.builds(
                Coverage,
                units=covered,
                duties=covered,
                posts=covered,
                staffing=covered,
                transfers=covered,
                prose=st.booleans(),
            )
        ),
        name=draw(texts),
        level=draw(_optional),
        nameplates=draw(lists(texts)),
        basis=draw(lists(st.builds(Basis, text=words, document=_optional, locator=locators), 1)),
        relations=draw(
            lists(st.builds(Relation, kind=st.sampled_from(["parent", "child"]), name=texts, locator=locators), 2)
        ),
        duties=duties(),
        units=units,
        posts=draw(lists(posts(), 2)),
        staffing=draw(
            lists(
                st.builds(Staffing, what=words, count=st.integers(0, 10**9), date=st.none() | _dates, locator=locators),
                2,
            )
        ),
        adjustments=draw(
            lists(
                st.builds(
                    Adjustment,
                    number=_optional,
                    kind=st.sampled_from(["transfer", "strengthened", "other"]),
                    text=words,
                    locator=locators,
                ),
                2,
            )
        ),
        transfers=draw(
            lists(
                st.builds(
                    Transfer,
                    what=words,
                    origin=_optional,
                    target=_optional,
                    kind=st.sampled_from(["transfer", "carve-out", "abolished"]),
                    excepting=_optional,
                    includes=lists(words),
                    item=_optional,
                    date=st.none() | dates,
                    text=words,
                    locator=locators,
                ),
                2,
            )
        ),
        findings=draw(
            lists(
                st.builds(
                    Finding,
                    kind=words,
                    text=words,
                    about=st.none() | st.sampled_from(ids) if ids else st.none(),
                    locator=locators,
                ),
                2,
            )
        ),
    )
