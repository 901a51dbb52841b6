"""What makes the machine call gen run every night: a line of a crontab, or a service and a timer of systemd."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence

from gen.config import Config
from gen.errors import BadValue

SERVICE, TIMER = "gen.service", "gen.timer"
_AT = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_LONGEST = 990  # cron cuts a longer command off, or refuses the whole crontab
_COORDINATOR_MB = 1024
_PATH = "/usr/local/bin:/usr/bin:/bin"

# A user's manager may take nothing away that only root has, so what drops capabilities is for a system's service.
_HARD = """\
NoNewPrivileges=yes
PrivateTmp=yes
ProtectSystem=strict
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
"""
_HARDER = """\
CapabilityBoundingSet=
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHome=read-only
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
"""


def cron(config: Config, program: Sequence[str], at: str) -> str:
    """The line of a crontab that runs gen at a time of the day ("02:30"), with comments on it; raises BadValue."""
    hour, minute = _time(at)
    words = _words(config, program)
    command = f"umask 022; PATH={_PATH} {shlex.join(words)}".replace("%", r"\%")
    if len(command.encode()) > _LONGEST:
        raise BadValue("command", command, f"short enough for a crontab, {_LONGEST} bytes; a shorter path would be")
    lines = [
        "# For `crontab -e`. A run with nothing to tell prints nothing; the line",
        "#   MAILTO=you@example.org",
        "# above this one has cron mail you what a run that failed says.",
    ]
    lines += (f"# cron gives it no {name}: keep that secret in a file of mode 0600." for name in _variables(config))
    return "\n".join([*lines, f"{minute} {hour} * * * {command}", ""])


def systemd(config: Config, program: Sequence[str], at: str, cores: int, user: str | None = None) -> dict[str, str]:
    """The service and the timer by file name, of the system for a user named, else of one's own; raises BadValue."""
    hour, minute = _time(at)
    return {SERVICE: _service(config, program, cores, user), TIMER: _timer(f"*-*-* {hour:02}:{minute:02}:00")}


def steps(config: Config, folder: str, user: str | None = None) -> tuple[str, ...]:
    """The commands that put a service and a timer to work which stand in a folder."""
    own = "" if user else " --user"
    to = "/etc/systemd/system" if user else "~/.config/systemd/user"
    here = "" if folder == "." else f"{folder}/"
    make = f"install -d -o {shlex.quote(user)}" if user else f"mkdir -p {to}"
    return (
        f"{make} {shlex.quote(str(config.store))} {shlex.quote(str(config.out))}",
        f"cp {shlex.quote(f'{here}{SERVICE}')} {shlex.quote(f'{here}{TIMER}')} {to}/",
        f"systemctl{own} daemon-reload",
        f"systemctl{own} enable --now {TIMER}",
        *(() if user else ("loginctl enable-linger",)),
    )


def _service(config: Config, program: Sequence[str], cores: int, user: str | None) -> str:
    network = "Wants=network-online.target\nAfter=network-online.target\n" if user else ""
    return (
        "[Unit]\n"
        "Description=gen run, briefings on what changed in public bodies\n"
        f"{network}\n"
        "[Service]\n"
        "Type=oneshot\n"
        f"{f'User={_specified(user)}{chr(10)}' if user else ''}"
        f"ExecStart={_command(_words(config, program))}\n"
        f"{''.join(_secrets(config))}"
        "# 75: another run was at work\n"
        "SuccessExitStatus=75\n"
        "TimeoutStartSec=20h\n"
        "TimeoutStopSec=10s\n"
        "KillMode=mixed\n"
        "UMask=0022\n"
        "Nice=10\n"
        f"MemoryMax={_memory(config, cores)}M\n"
        f"ReadWritePaths={_quoted(str(config.store))} {_quoted(str(config.out))}\n"
        f"{_HARD}{_HARDER if user else ''}"
    )


def _timer(calendar: str) -> str:
    return (
        "[Unit]\n"
        "Description=gen run, every night\n\n"
        "[Timer]\n"
        f"OnCalendar={calendar}\n"
        "# a night on which the machine was off is made up for\n"
        "Persistent=true\n"
        "RandomizedDelaySec=10m\n\n"
        "[Install]\n"
        "WantedBy=timers.target\n"
    )


def _time(at: str) -> tuple[int, int]:
    found = _AT.fullmatch(at)
    if not found:
        raise BadValue("--at", at, "a time of the day, as in 02:30")
    return int(found[1]), int(found[2])


def _words(config: Config, program: Sequence[str]) -> tuple[str, ...]:
    """The command in words, none of which could end a line."""
    words = (*program, "run", "--config", str(config.file))
    for word in (*words, str(config.store), str(config.out)):
        if not word.isprintable():
            raise BadValue("path", word, "one that a schedule can hold; rename it to plain signs")
    return words


def _variables(config: Config) -> Iterator[str]:
    """Yields the variables that hold secrets."""
    secrets = (config.mail and config.mail.password, config.webhook and config.webhook.secret)
    yield from (secret.env for secret in secrets if secret and secret.env)


def _secrets(config: Config) -> Iterator[str]:
    if names := tuple(_variables(config)):
        file = config.file.with_name("gen.env")
        yield f"# a file of mode 0600 with a line {' and a line '.join(f'{name}=…' for name in names)}\n"
        yield f"EnvironmentFile={_specified(str(file))}\n"


def _memory(config: Config, cores: int) -> int:
    """What all workers may take together, and the one that leads them."""
    largest = max((body.limits.memory_mb for body in config.bodies), default=config.limits.memory_mb)
    return (config.jobs or cores) * largest + _COORDINATOR_MB


def _command(words: Sequence[str]) -> str:
    """The words of a command; in all but the first a dollar sign would begin a variable."""
    program, *arguments = map(_quoted, words)
    return " ".join([program, *(word.replace("$", "$$") for word in arguments)])


def _quoted(word: str) -> str:
    escaped = _specified(word).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _specified(word: str) -> str:
    return word.replace("%", "%%")
