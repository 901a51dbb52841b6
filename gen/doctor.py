"""What gen needs from the machine and the store: what is there, what is missing, and how to get it."""

from __future__ import annotations

import os
import platform
import re
import shlex
import shutil
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module, metadata
from pathlib import Path
from types import MappingProxyType, ModuleType

from gen.config import FILE, Config, is_address, load
from gen.errors import FaultyFile, GenError
from gen.render.pdf import missing_fonts, slow_subsetting
from gen.store import Store

SYSTEM_PACKAGES = (
    "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-noto-cjk", "fonts-arphic-ukai", "fonts-liberation",
)  # fmt: skip
FONTS = {
    "宋体, text": ("SimSun", "STSong", "Noto Serif CJK SC"),
    "黑体, headings": ("SimHei", "Heiti SC", "Noto Sans CJK SC", "Microsoft YaHei"),
    "Latin, text": ("Times New Roman", "Liberation Serif"),
    "Latin, headings": ("Arial", "Liberation Sans"),
}
OFFICIAL_FONTS = {
    "仿宋, official text": ("FangSong_GB2312", "FangSong", "STFangsong", "FandolFang"),
    "小标宋, official titles": ("FZXiaoBiaoSong-B05S", "方正小标宋简体"),
    "楷体, official headings": ("KaiTi_GB2312", "KaiTi", "STKaiti", "AR PL UKai CN"),
}
_NONE: Mapping[str, str] = MappingProxyType({})
_STAND_IN = "Noto Serif CJK SC"
_MODULES = {"python-docx": "docx", "pyyaml": "yaml"}
_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)(?:\s*>=\s*([0-9.]+))?")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing gen needs: whether it is there, what was found, and the command that mends it, if one does.

    What is not `required` makes documents slower or plainer when it is missing, never wrong.
    """

    name: str
    ok: bool
    found: str
    fix: str = ""
    required: bool = True


def examine(
    store_root: Path, out_root: Path, config: Path | None = None, environment: Mapping[str, str] = _NONE
) -> tuple[Check, ...]:
    """Everything gen needs here, one check each; nothing is written and nothing raised."""
    return (
        _python(),
        *(_library(one) for one in metadata.requires("gen") or () if "extra ==" not in one),
        *_drawing(),
        _store(store_root),
        _out(out_root),
        *_configuration(config, environment),
    )


def remedy(checks: Iterable[Check]) -> str:
    """The one shell command that mends all that can be mended by a command, or nothing."""
    return " && ".join(dict.fromkeys(check.fix for check in checks if not check.ok and check.fix))


def _python() -> Check:
    return Check("Python", sys.version_info >= (3, 11), f"{platform.python_version()}, needs 3.11 or newer")


def _library(requirement: str) -> Check:
    found = _REQUIREMENT.match(requirement)
    name, least = found.groups("") if found else (requirement, "")
    fix = _by_setup(f"{shlex.quote(sys.executable)} -m pip install {shlex.quote(requirement)}")
    try:
        version = metadata.version(name)
        if name != "weasyprint":  # its import needs Pango, which has a check of its own
            import_module(_MODULES.get(name, name.replace("-", "_")))
    except ImportError as error:
        return Check(name, False, f"cannot be loaded: {error}", fix)
    return Check(name, _numbers(version) >= _numbers(least), version + (f", needs {least}" if least else ""), fix)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version.partition("+")[0])))


def _drawing() -> Iterator[Check]:
    fix = _by_setup(_system_command())
    try:
        with warnings.catch_warnings(action="ignore"):
            from weasyprint.text import ffi
    except (ImportError, OSError) as error:
        why = str(error).splitlines()[0]
        yield Check("Pango", False, f"no PDFs: {why}", fix)
        return
    version = ffi.pango.pango_version()
    yield Check("Pango", True, f"{version // 10000}.{version // 100 % 100}.{version % 100}")
    slow = slow_subsetting()
    yield Check("HarfBuzz subset", not slow, "missing: PDFs take 30 times longer" if slow else "there", fix, False)
    missing = ", ".join(missing_fonts("zh"))
    yield Check("characters", not missing, f"no font for {missing}: no PDFs" if missing else "all can be shown", fix)
    families = _families(ffi)
    yield from (_official_font(role, stack, families, fix) for role, stack in OFFICIAL_FONTS.items())
    yield from (_font(role, stack, families, fix) for role, stack in FONTS.items())


def _families(ffi: ModuleType) -> frozenset[str]:
    """The font families that fontconfig knows, asked through WeasyPrint's own binding."""
    c, fontconfig = ffi.ffi, ffi.fontconfig
    config = c.gc(fontconfig.FcInitLoadConfigAndFonts(), fontconfig.FcConfigDestroy)
    fonts, name, found = fontconfig.FcConfigGetFonts(config, fontconfig.FcSetSystem), c.new("FcChar8 **"), set()
    for position in range(fonts.nfont):
        nth = 0
        while fontconfig.FcPatternGetString(fonts.fonts[position], b"family", nth, name) == fontconfig.FcResultMatch:
            found.add(c.string(name[0]).decode("utf-8", "replace"))
            nth += 1
    return frozenset(found)


def _font(role: str, stack: tuple[str, ...], families: frozenset[str], fix: str) -> Check:
    used = next((family for family in stack if family in families), None)
    found = used or f"none of {', '.join(stack)}; another font stands in"
    return Check(f"font, {role}", used is not None, found, fix, required=False)


def _official_font(role: str, stack: tuple[str, ...], families: frozenset[str], fix: str) -> Check:
    """A face of the official layout, most of which no free package has: another one stands in, and that is told."""
    used = next((family for family in stack if family in families), None)
    found = used or f"{_STAND_IN} stands in; for the true face install one of {', '.join(stack)}"
    return Check(f"font, {role}", bool(used) or _STAND_IN in families, found, fix, required=False)


def _store(root: Path) -> Check:
    if root.exists() and not root.is_dir():
        return Check("store", False, f"{root} is no folder; --store DIR names another")
    if not root.is_dir():
        return Check("store", False, f"no folder {root} here yet; gen import makes it", required=False)
    store = Store(root)
    try:
        bodies = store.bodies()
        releases = sum(len(store.releases(body)) for body in bodies)
        faults = len(store.check())
    except (GenError, OSError) as error:
        return Check("store", False, str(error).splitlines()[0], "gen check")
    return Check("store", not faults, f"{len(bodies)} bodies, {releases} releases, {faults} faults", "gen check")


def _out(root: Path) -> Check:
    there = next(folder for folder in (root.absolute(), *root.absolute().parents) if folder.exists())
    ok = there.is_dir() and os.access(there, os.W_OK | os.X_OK)
    return Check("out", ok, f"{root} can be written" if ok else f"{there} cannot be written; --out DIR names another")


def _configuration(file: Path | None, environment: Mapping[str, str]) -> Iterator[Check]:
    """What gen run goes by: the file, the sources it names, the secrets it says are kept elsewhere."""
    if file is None:
        yield Check("configuration", True, f"no {FILE} here or above; gen init writes one for gen run")
        return
    try:
        config = load(file)
    except FaultyFile as error:
        more = f" (and {len(error.faults) - 1} more)" if len(error.faults) > 1 else ""
        yield Check("configuration", False, f"{error.faults[0]}{more}")
        return
    except GenError as error:
        yield Check("configuration", False, str(error))
        return
    yield Check("configuration", True, f"{file}, {len(config.bodies)} bod{'y' if len(config.bodies) == 1 else 'ies'}")
    sources = [(body.id, source) for body in config.bodies for source in body.sources if not is_address(source)]
    gone = [f"{config.path(source)} of {body}" for body, source in sources if not config.path(source).exists()]
    if gone:
        yield Check("sources", False, f"no {', no '.join(gone[:3])}{' …' if len(gone) > 3 else ''}", required=False)
    yield from _secrets(config, environment)


def _secrets(config: Config, environment: Mapping[str, str]) -> Iterator[Check]:
    """Yields what keeps a secret from being had; a variable may well be set only where gen run is called."""
    kept = (("mail", config.mail and config.mail.password), ("webhook", config.webhook and config.webhook.secret))
    for name, secret in kept:
        if not secret:
            continue
        try:
            secret.reveal(environment)
        except GenError as error:
            yield Check(f"secret, {name}", False, str(error), required=secret.env is None)


def _by_setup(command: str) -> str:
    """`make setup` in a checkout, the command given elsewhere."""
    checkout = (Path(__file__).parents[1] / "setup.sh").is_file() and shutil.which("make")
    return "make setup" if checkout else command


def _system_command() -> str:
    if shutil.which("apt-get"):
        return f"sudo apt-get install -y --no-install-recommends {' '.join(SYSTEM_PACKAGES)}"
    if shutil.which("brew"):
        return "brew install pango && brew install --cask font-noto-serif-cjk-sc font-noto-sans-cjk-sc"
    return ""
