"""What stands in a mail: subject, changes, documents; and what a hostile name cannot do to it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from gen.report.model import Language
from gen.tell import Failed
from gen.tell.letter import on_news, on_trouble
from gen.tell.notice import notice
from gen.tell.webhook import encoded, trouble_message
from tests.render.briefings import HOSTILE, hostile, hostile_changes
from tests.report import sample
from tests.tell.made import FILES, NOW, OTHER, READER, SENDER, config, failures, mail, news, published

SUBJECTS = {
    "zh": "工业和信息化部 2022：机构 拆分1 合并1 更名2 划转1 调整1 新增4 不再列出1；职责 划转1 调整1；"
    "领导职务 调整1 新增2 不再列出1；编制 调整1",
    "en": "Ministry of Industry and Information Technology 2022: units: 1 split, 1 merged, 2 renamed, 1 reassigned, "
    "1 amended, 4 added, 1 no longer listed; duties: 1 reassigned, 1 amended; posts: 1 amended, 2 added, "
    "1 no longer listed; staffing: 1 amended",
}


def letter(out: Path, language: Language = "zh", most: int | None = None, **changed: object) -> EmailMessage:
    said = mail(25, **changed)
    made = on_news(news(out, language=language), config(out, said, site="https://x.example/b/"), said, NOW, most)
    return as_received(made)


def as_received(made: EmailMessage) -> EmailMessage:
    received = message_from_bytes(made.as_bytes(), policy=default)
    assert isinstance(received, EmailMessage)
    return received


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def attached(message: EmailMessage) -> list[str | None]:
    return [part.get_filename() for part in message.iter_attachments()]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_subject_says_body_release_and_counts(tmp_path: Path, language: Language) -> None:
    assert letter(tmp_path, language)["subject"] == SUBJECTS[language]


@pytest.mark.parametrize(
    "subject",
    [
        "中华人民共和国工业和信息化部 2022：机构 拆分1 合并1 更名2 调整5 新增4；领导职务 调整9 新增11 不再列出1",
        "long 2026-11-22+2：机构 新增1；职责 新增1",
        "Office fédéral de la santé publique 2022+étape: units: 3 renamed, 1 added; duties: 1 amended, 1 added",
        "faa 2026-11-22+2: units: 3 renamed, 1 added; duties: 1 amended, 1 added; posts: 11 added, 3 removed",
        "部" * 120 + "… 2022：未见变化",
    ],
)
def test_the_subject_arrives_letter_by_letter(tmp_path: Path, subject: str) -> None:
    made = news(tmp_path)
    sent = on_news(replace(made, words=made.words._replace(subject=subject)), config(tmp_path), mail(25), NOW)
    head = bytes(sent).partition(b"\r\nFrom:")[0]
    assert max(map(len, head.split(b"\r\n"))) <= 78
    assert message_from_bytes(bytes(sent), policy=default)["subject"] == subject
    said = head.decode("ascii").removeprefix("Subject: ").replace("\r\n", "")
    assert str(make_header(decode_header(said))) == subject


def test_the_head_says_who_when_and_that_no_one_need_answer(tmp_path: Path) -> None:
    made = letter(tmp_path, to=("李四 <li@office.example>", OTHER))
    assert made["from"] == SENDER
    assert made["to"] == f"李四 <li@office.example>, {OTHER}"
    assert made["date"].datetime == NOW
    assert made["auto-submitted"] == "auto-generated"
    assert made["list-id"] == "<miit.gen.ministry.example>"
    assert re.fullmatch(r"<gen\.[0-9a-f]{24}@ministry\.example>", made["message-id"])


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_every_change_stands_there_with_its_id_and_what_is_inferred_says_so(tmp_path: Path, kind: str) -> None:
    text = re.sub(r"<[^<>]*>", "", text_of(letter(tmp_path), kind))
    for change in sample.CHANGES.changes:
        assert re.search(rf"\b{change.id}\b", text)
    assert "信息化和软件服务业司更名为信息技术发展司（推定，待裁定）" in text
    assert "推定，待裁定 0.55" in text
    assert "两版之间共见变化18项" in text


def test_the_wording_of_a_duty_is_shown_old_and_new(tmp_path: Path) -> None:
    made = letter(tmp_path)
    assert "统筹推进国家信息化工作，[-组织制定-]{+拟订+}相关政策" in text_of(made)
    assert "<del>组织制定</del><ins>拟订</ins>" in text_of(made, "html")


def test_pdf_and_word_are_attached_and_everything_is_linked(tmp_path: Path) -> None:
    made = letter(tmp_path)
    assert attached(made) == ["miit-2019-2022-briefing.pdf", "miit-2019-2022-briefing.docx"]
    assert [part.get_content() for part in made.iter_attachments()] == [*FILES.values()][:2]
    for name in FILES:
        assert f"https://x.example/b/miit/2019..2022/{name}" in text_of(made)
        assert f'href="https://x.example/b/miit/2019..2022/{name}"' in text_of(made, "html")


@pytest.mark.parametrize(
    ("limit", "most", "names"),
    [
        (1, None, ["miit-2019-2022-briefing.pdf", "miit-2019-2022-briefing.docx"]),
        (0.003, None, ["miit-2019-2022-briefing.pdf"]),
        (0.0025, None, ["miit-2019-2022-briefing.docx"]),
        (0, None, []),
        (1, 2**20, ["miit-2019-2022-briefing.pdf", "miit-2019-2022-briefing.docx"]),
        (1, 2000, []),
        (1, 2**18, []),
    ],
)
def test_what_is_too_large_is_not_attached(tmp_path: Path, limit: float, most: int | None, names: list[str]) -> None:
    made = letter(tmp_path, attach_mb=limit, most=most)
    assert attached(made) == names
    assert "miit/2019..2022/briefing.pdf" in text_of(made)


def test_a_file_that_is_no_longer_the_published_one_is_not_attached(tmp_path: Path) -> None:
    said = news(tmp_path)
    (tmp_path / "miit/2019..2022/briefing.pdf").write_bytes(b"another")
    (tmp_path / "miit/2019..2022/briefing.docx").unlink()
    assert attached(on_news(said, config(tmp_path), mail(25), NOW)) == []


def test_without_a_site_files_are_named_by_their_path(tmp_path: Path) -> None:
    made = as_received(on_news(news(tmp_path), config(tmp_path), mail(25), NOW))
    assert str(tmp_path / "miit/2019..2022/briefing.pdf") in text_of(made)
    assert "href" not in text_of(made, "html")


def test_both_languages_are_linked_and_the_first_is_attached(tmp_path: Path) -> None:
    sets = (published(tmp_path), published(tmp_path, "miit/2019..2022/en", "en"))
    said = config(tmp_path, site="https://x.example")
    made = as_received(on_news(news(tmp_path, sets=sets), said, mail(25), NOW))
    assert len(attached(made)) == 2
    assert "https://x.example/miit/2019..2022/en/briefing.pdf" in text_of(made)
    assert text_of(made).count("已附") == 2


def test_a_retry_has_the_same_id_and_another_release_or_other_changes_another(tmp_path: Path) -> None:
    first, again, other = (
        on_news(news(tmp_path, new), config(tmp_path), mail(25), NOW)["message-id"] for new in ("2022", "2022", "2025")
    )
    assert first == again
    assert first != other


def test_a_reminder_of_troubles_has_an_id_of_its_own_so_that_no_server_drops_it() -> None:
    failed = failures(Failed("moe", "failed", ("no such file",)))
    due = notice(failed, "mail", NOW)
    assert due is not None
    ids = [on_trouble(due, "zh", mail(25), NOW + timedelta(days=days))["message-id"] for days in (0, 0, 1)]
    assert ids[0] == ids[1] != ids[2]


def test_the_same_mail_is_the_same_bytes(tmp_path: Path) -> None:
    made = [on_news(news(tmp_path), config(tmp_path), mail(25), NOW).as_bytes() for _ in range(2)]
    assert made[0] == made[1]


def test_of_very_many_changes_the_first_are_listed_and_the_rest_is_counted(tmp_path: Path) -> None:
    many = sample.CHANGES.model_copy(
        update={"changes": tuple(sample.UNIT_CHANGES[6].model_copy(update={"id": f"U{n}"}) for n in range(1, 252))}
    )
    from tests.render.briefings import report

    made = as_received(on_news(news(tmp_path, said=report("zh", many), changes=many), config(tmp_path), mail(25), NOW))
    assert "另有51项变化未列，见简报。" in text_of(made)
    assert "U200 " in text_of(made)
    assert "U201 " not in text_of(made)


def test_hostile_names_make_no_header_no_line_no_markup_and_no_link(tmp_path: Path) -> None:
    changes = hostile_changes()[0]
    said = hostile()
    nasty = said._replace(body="部\r\nBcc: all@x.example\r\n\r\n<script>\u202e", title="\x1b]0;x\x07标题")
    made = on_news(news(tmp_path, said=nasty, changes=changes), config(tmp_path), mail(25), NOW)
    received = as_received(made)
    assert received["bcc"] is None
    assert received["subject"].startswith("部 Bcc: all@x.example <script>[U+202E] 2022：")
    assert {key.lower() for key in received.keys()} == {  # noqa: SIM118
        "subject", "from", "to", "date", "message-id", "auto-submitted", "x-auto-response-suppress", "mime-version",
        "content-type", "list-id",
    }  # fmt: skip
    html = text_of(received, "html")
    assert "<script" not in html
    assert "<img" not in html
    assert "http://evil" not in html + text_of(received)
    assert not [line for line in text_of(received).splitlines() if line.startswith("#")]
    assert all(len(line) <= 998 for line in made.as_bytes().split(b"\r\n"))
    assert HOSTILE[6] in text_of(received)


def test_a_mail_on_troubles_says_which_why_since_when_and_what_to_do() -> None:
    due = notice(
        failures(
            Failed("moe", "failed", ("cannot read moe.html: no such file",)),
            Failed("mof", "held", ("31 of 100 units are gone", "x\r\nBcc: y\u202e")),
        ),
        "mail",
        NOW,
    )
    assert due is not None
    made = as_received(on_trouble(due, "zh", mail(25, to=(READER,)), NOW))
    assert made["subject"] == "gen：2个部门的简报未能更新（moe、mof）"
    assert made["auto-submitted"] == "auto-generated"
    text = text_of(made)
    assert "moe：更新失败（新出现） · 自2026年11月22日起\n  cannot read moe.html: no such file" in text
    assert (
        "  31 of 100 units are gone\n  x Bcc: y[U+202E]\n  经核实确属减少的，请执行 gen run mof --accept-shrink" in text
    )
    assert "cannot read moe.html" in text_of(made, "html")


def test_a_mail_on_troubles_of_very_many_bodies_stays_readable() -> None:
    many = [Failed(f"b{n:03}", "failed", tuple(f"fault {k}" for k in range(50))) for n in range(60)]
    due = notice(failures(*many), "mail", NOW)
    assert due is not None
    made = as_received(on_trouble(due, "en", mail(25), NOW))
    assert made["subject"].strip() == "gen: 60 bodies could not be brought up to date (b000, b001, b002, and others)"
    assert "  fault 19\n  30 more lines stand in the record of the run.\n" in text_of(made)
    assert "fault 20\n" not in text_of(made)


def test_a_message_on_two_thousand_bodies_in_trouble_can_be_sent() -> None:
    many = [Failed(f"b{n}", "failed", tuple(f"第{k}行读不出来：" + "原" * 90 for k in range(50))) for n in range(2000)]
    due = notice(failures(*many), "mail", NOW)
    assert due is not None
    assert len(bytes(on_trouble(due, "zh", mail(25), NOW))) < 4_000_000
    said = trouble_message(due, NOW)
    assert [one["body"] for one in said["failing"]] == sorted(one.body for one in many)
    assert len(encoded(said)) < 1_000_000


@pytest.mark.parametrize(("language", "index"), [("zh", "index.html"), ("en", "index.en.html")])
def test_the_way_to_all_briefings_stands_at_the_end(tmp_path: Path, language: Language, index: str) -> None:
    assert f"https://x.example/b/{index}\n" in text_of(letter(tmp_path, language))
