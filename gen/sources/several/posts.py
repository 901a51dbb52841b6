"""The posts and the staffing that two sources state."""

from __future__ import annotations

from collections.abc import Sequence

from gen.model.record import Post, Staffing
from gen.sources.several.clash import About, Clashes, plain


def joined(first: Sequence[Post], second: Sequence[Post], clashes: Clashes) -> tuple[Post, ...]:
    """The posts of the first source, and those that only the second one states; terms are compared.

    Where each of them knows one holder of a post in office, and they are not the same, the first is taken.
    """
    places: dict[tuple[str, str], list[int]] = {}
    for at, post in enumerate(first):
        places.setdefault(_key(post), []).append(at)
    result, alone = list(first), list[Post]()
    for post in second:
        held = places.get(_key(post), ())
        if held:
            at = next((at for at in held if _begins_alike(first[at], post)), held[0])
            result[at] = _one(result[at], post, clashes)
        else:
            alone.append(post)
    only = _only_holders(first), _only_holders(second)
    for post in alone:
        ours = only[0].get(plain(post.title))
        if ours and only[1].get(plain(post.title)) is post and ours.start == post.start is None:
            about = About("post", post.title, None, ours.locator, post.locator)
            clashes.keep(about, "holder", ours.holder, post.holder)
        else:
            result.append(post)
    return tuple(result)


def _begins_alike(ours: Post, theirs: Post) -> bool:
    return bool(ours.start and theirs.start) and (ours.start or "")[:4] == (theirs.start or "")[:4]


def _key(post: Post) -> tuple[str, str]:
    return plain(post.title), plain(post.holder)


def _one(ours: Post, theirs: Post, clashes: Clashes) -> Post:
    about = About("post", f"{ours.title} {ours.holder}", None, ours.locator, theirs.locator)
    start, end = (
        clashes.dated(about, what, *some)
        for what, some in (("from", (ours.start, theirs.start)), ("to", (ours.end, theirs.end)))
    )
    if start and end and start[: len(end)] > end[: len(start)]:  # one source each has a part of two terms
        start, end = ours.start, ours.end
    return ours.model_copy(
        update={
            "start": start,
            "end": end,
            "note": ours.note or theirs.note,
            "also": (*ours.also, theirs.locator, *theirs.also),
        }
    )


def _only_holders(posts: Sequence[Post]) -> dict[str, Post]:
    """The holder in office of each post that has but one."""
    found: dict[str, list[Post]] = {}
    for post in posts:
        if post.end is None:
            found.setdefault(plain(post.title), []).append(post)
    return {title: some[0] for title, some in found.items() if len(some) == 1}


def staffing(first: Sequence[Staffing], second: Sequence[Staffing], clashes: Clashes) -> tuple[Staffing, ...]:
    """The figures of the first source, and those that only the second one states."""
    ours = {(plain(one.what), one.date): one for one in first}
    alone = []
    for theirs in second:
        known = ours.get((plain(theirs.what), theirs.date))
        if known is None:
            alone.append(theirs)
        elif known.count != theirs.count:
            about = About("staffing", known.what, None, known.locator, theirs.locator)
            clashes.keep(about, "count", str(known.count), str(theirs.count))
    return (*first, *alone)
