"""Numbers of staff: set by an instrument, and compared with what it says they come to."""

from __future__ import annotations

from gen.amend.operations import Expect, SetCount
from gen.amend.work import Work, folded
from gen.model.record import Staffing
from gen.sources.words import clip


def set_count(work: Work, step: SetCount) -> str:
    """Sets a number of staff, or changes it by so many."""
    at = _place(work, step.what, step.line)
    was = work.staffing[at].count if at is not None else None
    if step.before is not None and was is not None and was != step.before:
        raise work.misfit(step.line, f"{clip(step.what)} is {was}, not {step.before}")
    count = step.count if step.count is not None else (was if was is not None else step.before)
    if count is None:
        raise work.misfit(step.line, f"the record has no number for {clip(step.what)} that could change")
    count += step.by or 0
    if count < 0:
        raise work.misfit(step.line, f"{clip(step.what)} would be {count}")
    what = work.staffing[at].what if at is not None else step.what
    now = Staffing(what=what, count=count, locator=work.account.at(step.line, "staffing"))
    if at is None:
        work.staffing.append(now)
    else:
        work.staffing[at] = now
    return f"{clip(step.what)}: {'none stated' if was is None else was} → {count}"


def _place(work: Work, what: str, line: int) -> int | None:
    """Where the latest number of that kind stands, None where there is none; raises FaultyFile."""
    found = [at for at, one in enumerate(work.staffing) if folded(one.what) == folded(what)]
    undated = [at for at in found if work.staffing[at].date is None]
    if len(undated) > 1:
        raise work.misfit(line, f"the record has {len(undated)} numbers for {clip(what)}")
    return undated[0] if undated else max(found, key=lambda at: work.staffing[at].date or "", default=None)


def expect(work: Work, step: Expect) -> str:
    """Compares a count with what the instrument says it is after all operations; a mismatch is a finding."""
    if step.what is None:
        found = sum(node.unit.group == "internal" for node in work.body.units)
        what, kind = "internal units", "stated-count"
    else:
        at = _place(work, step.what, step.line)
        found, what, kind = (work.staffing[at].count if at is not None else -1), step.what, "stated-staffing"
        if at is None:
            work.staffing.append(
                Staffing(what=step.what, count=step.count, locator=work.account.at(step.line, "staffing"))
            )
            return f"{clip(what)}: none stated → {step.count}"
    if found == step.count:
        return f"{clip(what)}: {found}, as stated"
    work.account.doubt(step.line, kind, f"{clip(what)}: {step.count} stated, {found} after all operations")
    return f"{clip(what)}: {found}, but {step.count} stated"
