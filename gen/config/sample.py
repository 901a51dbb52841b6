"""The gen.toml that gen init writes: every setting with what it does, the ones to be thought about left out by a #."""

from __future__ import annotations

import os
from pathlib import Path

from gen.errors import CannotWrite
from gen.files import write

INBOX = Path("inbox", "example")
SAMPLE = """\
# gen.toml: what `gen run` does, by hand or every night alone. 自动运行的设置。
# What stands after # is not read; take the # at the beginning of a setting away to use it.
# Paths are seen from the folder of this file. Passwords never stand here, only where they are kept.
# After a change `gen run --dry-run` says what would be done, or what is wrong here and in which line.

store = "snapshots"  # the versioned record 快照库
out = "out"  # what is published 发布目录
# jobs = 2  # how many bodies are worked on at once; as many as there are cores unless given 并行数

# One table a body 机构. The word after the dot is its short name: lower-case letters, digits, '.', '_' and '-'.
[body.example]
# Files, folders to watch, and addresses on the web 来源. Each document that is new or changed becomes a release.
sources = ["inbox/example"]
# form = "page"  # page, regulation, articles, gazette, tree or table 文种; found by itself unless given
# licence = "CC BY-SA 4.0"  # of the sources 许可
# tracked = "accepted"  # tracked changes in a Word file count as accepted or rejected 修订
# allow_private = true  # fetch from addresses that are not public as well 内网
# columns = { name = "机构名称", parent = "上级机构" }  # what its tables call their columns 表头
# brief = { pairs = "against 2018" }  # as in [brief], for this body alone
# limits = { seconds = 1200 }  # as in [limits], for this body alone

# Which briefings are made 简报.
[brief]
pairs = "latest"  # the latest two releases 最近两版; or "against 2018" 与某版比; or "since 2018-01-01" 此日起每两版
languages = ["zh"]  # zh 中文, en English, or both
# formats = ["pdf", "docx", "html"]  # pdf, docx, redline, comparison, html, xlsx, json, md 格式; all unless given
# template = "gbt9704"  # a template's name, a folder or a .docx of your own 模板
# sets = ["issuer=某部办公厅"]  # values of the letterhead 版头

# Where they are published 发布.
[publish]
# keep = 24  # briefings kept of each body; all unless given 保留份数
# site = "https://example.org/gen/"  # the address under which `out` is seen, for links 网址

# What the work on one body may take 限额.
[limits]
seconds = 600  # 秒
memory_mb = 2048  # 内存

# E-mail for every briefing and for what goes wrong 邮件.
# [mail]
# host = "mail.example.org"
# port = 587  # 587 with starttls, 465 with tls unless given
# tls = "starttls"  # or "tls"; the server's certificate is always verified 加密
# user = "gen"
# password = { env = "GEN_MAIL_PASSWORD" }  # or { file = "mail.password" }, a file of mode 0600 密码的所在
# from = "gen@example.org"  # 发件人
# to = ["officer@example.org"]  # 收件人
# attach_mb = 10  # PDF and Word are attached up to this size, then only linked 附件上限

# An address that is told of every briefing, as JSON 通知.
# [webhook]
# url = "https://example.org/hook"
# secret = { file = "webhook.secret" }  # signs what is sent 签名密钥的所在

# A health check that is told when a run starts, ends and fails 运行监测.
# [ping]
# url = "https://example.org/ping/gen"
"""


def init(folder: Path, name: str) -> Path:
    """Writes the sample into a folder, with the inbox it names, and returns its path; raises CannotWrite."""
    file = folder / name
    if os.path.lexists(file):
        raise CannotWrite(str(file), "there is one already")
    write(file, SAMPLE.encode())
    try:
        (folder / INBOX).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(str(folder / INBOX), error.strerror or str(error)) from None
    return file
