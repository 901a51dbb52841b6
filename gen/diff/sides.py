"""An item of either side as a change shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from gen.diff.holders import Family, Held, Item, node_of
from gen.diff.tree import BODY, Language, Node, Tree, in_language
from gen.model.change import Side
from gen.model.record import Duty, Finding, Post, Snapshot, Staffing, Text


class Sides(NamedTuple):
    """Makes the sides of one release."""

    snapshot: Snapshot
    tree: Tree
    language: Language
    findings: dict[str, tuple[Finding, ...]]
    called: dict[str, Text]

    @staticmethod
    def of(snapshot: Snapshot, tree: Tree, language: Language) -> Sides:
        findings: dict[str, tuple[Finding, ...]] = {}
        for finding in snapshot.findings:
            if finding.about:
                findings[finding.about] = (*findings.get(finding.about, ()), finding)
        return Sides(snapshot, tree, language, findings, {})

    @property
    def names(self) -> dict[str, Text]:
        """The name of every unit by its id, listed when first asked for."""
        if not self.called:
            self.called.update((unit.id, unit.name) for unit in self.tree.units)
        return self.called

    def all_held(self, kind: type[Item], families: Callable[[int], Family]) -> list[Held[Item]]:
        """Every duty or post of the side, those of the body first."""
        part = "duties" if kind is Duty else "posts"
        flat = [(BODY, item) for item in getattr(self.snapshot, part)]
        flat += [(index, item) for index in self.tree.telling for item in getattr(self.tree.units[index], part)]
        return [Held(n, item, index, families(index)) for n, (index, item) in enumerate(flat)]

    def held(self, held: Held[Item]) -> Side:
        return self.duty(held, held.item) if isinstance(held.item, Duty) else self.post(held, held.item)

    def doubts(self, node: Node) -> tuple[Finding, ...]:
        """The findings about a unit."""
        return self.findings.get(node.unit.id, ())

    def unit_at(self, index: int) -> Side:
        return self.unit(self.tree.nodes[index])

    def unit(self, node: Node) -> Side:
        tree, index = node.tree, node.index
        unit = tree.units[index]
        return Side(
            id=unit.id,
            name=unit.name,
            path=tree.path(index),
            group=tree.groups[index],
            level=unit.level,
            nameplates=unit.nameplates,
            locator=unit.locator,
        )

    def duty(self, held: Held[Item], duty: Duty) -> Side:
        node = node_of(self.tree, held.holder)
        holder = node.unit.name if node else self.snapshot.name
        return self._of(held, duty.id, holder, in_language(duty.text, self.language), duty.number)

    def post(self, held: Held[Item], post: Post) -> Side:
        node = node_of(self.tree, held.holder)
        ident = "/".join([node.unit.id if node else self.snapshot.body, post.title, post.holder, post.start or ""])
        return self._of(held, ident, said(post.title), post_words(post), None)

    def staffing(self, staffing: Staffing) -> Side:
        name, path = said(staffing.what), (self.snapshot.name.primary,)
        return Side(id=staffing.what, name=name, path=path, text=str(staffing.count), locator=staffing.locator)

    def _of(self, held: Held[Any], ident: str, name: Text, text: str, number: str | None) -> Side:
        node = node_of(self.tree, held.holder)
        path = (*node.path, node.unit.name.primary) if node else (self.snapshot.name.primary,)
        group = node.group if node else None
        return Side(id=ident, name=name, path=path, group=group, text=text, number=number, locator=held.item.locator)


def said(words: str) -> Text:
    """The words as a Text: Chinese where they hold a Chinese character."""
    return Text(zh=words) if any("㐀" <= c <= "鿿" for c in words) else Text(en=words)


def post_words(post: Post) -> str:
    """The holder and the term: 李毅中（2008-03-17 – 2010-12-25）; a term that goes on ends open."""
    if not (post.start or post.end):
        return post.holder
    return f"{post.holder}（{post.start or '…'} – {post.end or ''}".rstrip() + "）"
