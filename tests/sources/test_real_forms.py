"""Each real document fits the one form it has, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from gen.errors import NotThisForm
from gen.sources.account import Account
from gen.sources.formats.any import paper
from gen.sources.read import _FORMS, Document, read

SHARED = Path(__file__).parents[3] / "shared"
FORMS = {
    "sources/lk-gazette-2289-43.txt": "gazette",
    "sources/mee-2018.txt": "page",
    "sources/mep-2008.txt": "page",
    "sources/miit-2019.wikitext": "page",
    "sources/miit-2022.wikitext": "page",
    "sources/mine-safety-2020-truncated.txt": "regulation",
    "sources/shanwei-commerce.txt": "regulation",
    "sources/tobacco.txt": "page",
    "sources/tw-moea-2021.txt": "articles",
    "sources/tw-moea-2023.txt": "articles",
    "sources/tw-most-2021-05.txt": "articles",
    "sources/tw-most-2021-09.txt": "articles",
    "seeds/000_5a57c2250fa3489c.txt": "page",
    "seeds/003_699ce66831a1e372.txt": "regulation",
}
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the real documents are not beside this checkout")


@pytest.mark.parametrize(("name", "form"), FORMS.items())
def test_a_real_document_fits_its_form_alone(name: str, form: str) -> None:
    read_as = paper(name, (SHARED / name).read_bytes(), Account(name, "x", "s1"))
    assert [one for one, reader in _FORMS.items() if reader.fits(read_as)] == [form]


def test_an_amendment_is_no_state_of_a_body_and_the_refusal_says_what_it_is_for() -> None:
    name = "lk-gazette-2297-78.txt"
    document = Document(name, (SHARED / "sources" / name).read_bytes(), "test")
    with pytest.raises(NotThisForm, match="gen apply"):
        read(document, body="lk", release="2022-09-16")


def test_every_real_document_is_listed_here() -> None:
    found = {f"sources/{path.name}" for path in (SHARED / "sources").iterdir() if path.suffix != ".md"}
    assert found - FORMS.keys() == {"sources/lk-gazette-2297-78.txt"}
