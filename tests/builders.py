"""Snapshots in a few words, for tests: `snapshot(unit("办公厅"), unit("规划司", nameplates=["稀土办公室"]))`."""

from __future__ import annotations

from collections.abc import Sequence

from gen.model.record import Coverage, Duty, Locator, Post, Snapshot, Source, Staffing, Text, Transfer, Unit

AT = Locator(source="s1", line=1)
SOURCE = Source(id="s1", name="source.txt", sha256="0" * 64, licence="test")
EVERYTHING = Coverage(units=True, duties=True, posts=True, staffing=True, transfers=True)


def text(said: str | Text) -> Text:
    """Chinese if it holds a Chinese character, English otherwise; "中文|English" for both."""
    if isinstance(said, Text):
        return said
    zh, bar, en = said.partition("|")
    if bar:
        return Text(zh=zh, en=en)
    return Text(zh=said) if any("一" <= c <= "鿿" for c in said) else Text(en=said)


def duty(said: str, number: str | None = None, id: str | None = None, line: int = 1) -> Duty:  # noqa: A002
    return Duty(
        id=id or f"d{number or said[:8]}", number=number, text=text(said), locator=Locator(source="s1", line=line)
    )


def duties(*said: str) -> tuple[Duty, ...]:
    """Numbered （1）, （2） … in the order given."""
    return tuple(duty(words, f"（{n}）", f"d{n}", n) for n, words in enumerate(said, 1))


def unit(
    name: str | Text,
    *units: Unit,
    id: str | None = None,  # noqa: A002
    group: str | None = "internal",
    level: str | None = None,
    nameplates: Sequence[str] = (),
    managed_by: str | None = None,
    duties: Sequence[Duty] = (),
    posts: Sequence[Post] = (),
    line: int = 1,
) -> Unit:
    name = text(name)
    return Unit(
        id=id or name.primary.replace(" ", "-"),
        name=name,
        group=group,
        level=level,
        nameplates=tuple(map(text, nameplates)),
        managed_by=managed_by,
        duties=tuple(duties),
        posts=tuple(posts),
        units=units,
        locator=Locator(source="s1", line=line),
    )


def post(title: str, holder: str, start: str | None = None, end: str | None = None) -> Post:
    return Post(title=title, holder=holder, start=start, end=end, locator=AT)


def staffing(what: str, count: int, date: str | None = None) -> Staffing:
    return Staffing(what=what, count=count, date=date, locator=AT)


def snapshot(
    *units: Unit,
    body: str = "miit",
    release: str = "2019",
    coverage: Coverage = EVERYTHING,
    duties: Sequence[Duty] = (),
    posts: Sequence[Post] = (),
    staffing: Sequence[Staffing] = (),
    transfers: Sequence[Transfer] = (),
    name: str = "工业和信息化部|Ministry of Industry and Information Technology",
    language: str = "zh",
) -> Snapshot:
    return Snapshot(
        body=body,
        release=release,
        effective=release.partition("+")[0],
        language=language,
        sources=(SOURCE,),
        coverage=coverage,
        name=text(name),
        units=units,
        duties=tuple(duties),
        posts=tuple(posts),
        staffing=tuple(staffing),
        transfers=tuple(transfers),
    )
