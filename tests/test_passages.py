import hashlib

import pytest

from gen.passages import lines, passages
from gen.store import Store
from tests.builders import snapshot, unit
from tests.render.briefings import report
from tests.report import sample

KEPT = "部门\n办公厅\u200b\r\n规划司\n".encode("gb18030")


@pytest.fixture
def loaded(tmp_path):
    def saved(data=KEPT, kept="s1.txt", stated=None):
        made = snapshot(unit("规划司", line=3))
        source = made.sources[0].model_copy(update={"sha256": hashlib.sha256(stated or data).hexdigest(), "kept": kept})
        store = Store(tmp_path)
        store.save(made.model_copy(update={"sources": (source,)}), originals={kept: data} if kept else None)
        return store.load("miit@2019")

    return saved


def test_the_lines_are_those_the_readers_counted(loaded):
    assert lines(loaded()) == {"s1": ["部门", "办公厅", "规划司"]}


@pytest.mark.parametrize(
    "given", [{"kept": None}, {"stated": b"something else"}, {"data": b"PK\x03\x04", "kept": "s1.docx"}]
)
def test_an_original_that_is_not_kept_or_not_the_one_or_no_text_gives_no_lines(loaded, given):
    assert lines(loaded(**given)) == {}


def test_the_passages_are_read_from_the_originals_of_both_releases(loaded):
    held = loaded("\n".join(f"第{n}行" for n in range(1, 100)).encode())
    found = passages(sample.CHANGES, report(), held, held)
    assert list(found) == [change.id for change in sample.CHANGES.changes]
    assert found["U1"].old[0].lines[2][:2] == (86, "第86行")
