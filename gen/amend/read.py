"""An amending document to its operations: the one place that chooses its form."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from gen.amend import gazette, notice
from gen.amend.operations import Instrument
from gen.errors import Fault, NotThisForm, Unknown
from gen.sources.account import Account
from gen.sources.paper import Paper


class _Form(NamedTuple):
    fits: Callable[[Paper], bool]
    read: Callable[[Paper, Account], tuple[Instrument, list[Fault]]]
    sign: str


_FORMS = {
    "notice": _Form(notice.fits, notice.read, "a title on an adjustment (关于调整…的通知) or sections that adjust"),
    "gazette": _Form(gazette.fits, gazette.read, "a schedule “(1) With reference to the Heading, No. …”"),
}
FORMS: tuple[str, ...] = tuple(_FORMS)


def read(paper: Paper, account: Account, form: str | None = None) -> tuple[Instrument, str, list[Fault]]:
    """Returns what an amendment does, the form it was read as, and a fault for every line that is not understood.

    Raises Unknown (form) and NotThisForm.
    """
    if form is not None and form not in _FORMS:
        raise Unknown("form of amendments", form, FORMS)
    if form is not None and not _FORMS[form].fits(paper):
        raise NotThisForm(paper.file, f"it is no {form}, which has {_FORMS[form].sign}", FORMS)
    fitting = [form] if form else [name for name in FORMS if _FORMS[name].fits(paper)]
    if len(fitting) != 1:
        why = f"it could be a {' or a '.join(fitting)}" if fitting else "it has the marks of no amendment that is known"
        raise NotThisForm(paper.file, why, FORMS)
    instrument, faults = _FORMS[fitting[0]].read(paper, account)
    return instrument, fitting[0], faults
