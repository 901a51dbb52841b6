"""The comparison of two snapshots of a body: from alignment to changes and ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from gen.diff.body import compare_body
from gen.diff.context import Context
from gen.diff.coverage import tally
from gen.diff.declared import compare_declared
from gen.diff.duties import compare_duties
from gen.diff.ledger import balance
from gen.diff.posts import compare_posts
from gen.diff.quiet import collector_paused
from gen.diff.rulings import put_off_by
from gen.diff.staffing import compare_staffing
from gen.diff.units import compare_units
from gen.model.change import KINDS, SUBJECTS, Change, Changes, Folded, ReleaseRef
from gen.model.record import Snapshot
from gen.model.ruling import Ruling

_LETTER = {"unit": "U", "duty": "D", "post": "P", "staffing": "S"}


@collector_paused()
def diff(
    old: Snapshot, new: Snapshot, *, old_sha256: str = "", new_sha256: str = "", rulings: Sequence[Ruling] = ()
) -> Changes:
    """Everything that differs between two releases of a body; the sha256 are those of the snapshot files.

    Rulings on this pair of releases outrank every score; those on other pairs are passed over. While it runs,
    Python's collector of cyclic garbage is paused: nearly all that is made lives on, and there are no cycles.
    """
    context = Context.of(old, new, rulings)
    outcomes = [compare(context) for compare in (compare_units, compare_duties, compare_posts, compare_staffing)]
    ruled = {ruling.id: ruling for ruling in context.rulings}
    changes = _numbered([(at, put_off_by(change, ruled)) for outcome in outcomes for at, change in outcome.changes])
    apart = tally([entry for outcome in outcomes for entry in outcome.apart])
    declared, undeclared = compare_declared(old, new, changes)
    noise = sum((outcome.noise for outcome in outcomes), Counter())
    wordings = {key: tuple(some) for outcome in outcomes for key, some in outcome.wordings.items()}
    return Changes(
        old=_ref(old, old_sha256),
        new=_ref(new, new_sha256),
        body=compare_body(old, new),
        changes=changes,
        folded=tuple(
            Folded(kind=kind, count=count, what=what, items=wordings.get((kind, what), ()))
            for (kind, what), count in sorted(noise.items())
        ),
        not_comparable=apart,
        ledger={o.subject: balance(o.subject, o.old, o.new, changes, apart) for o in outcomes},
        declared=declared,
        undeclared=undeclared,
        unfit=(*context.matching.unfit, *(one for outcome in outcomes for one in outcome.unfit)),
    )


def _ref(snapshot: Snapshot, sha256: str) -> ReleaseRef:
    return ReleaseRef(body=snapshot.body, release=snapshot.release, effective=snapshot.effective, sha256=sha256)


def _numbered(changes: list[tuple[int, Change]]) -> tuple[Change, ...]:
    """The changes by subject, kind and place in the document, each with its id."""
    changes = sorted(changes, key=lambda c: (SUBJECTS.index(c[1].subject), KINDS.index(c[1].kinds[0]), c[0]))
    count: Counter[str] = Counter()
    out = []
    for _, change in changes:
        count[change.subject] += 1
        out.append(change.model_copy(update={"id": f"{_LETTER[change.subject]}{count[change.subject]}"}))
    return tuple(out)
