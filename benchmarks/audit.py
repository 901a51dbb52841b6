"""Known weaknesses of what the lock files name, by pip-audit in a folder of its own: `make audit`.

Exit code 0 where there are none, or where no network allows to ask (it says so); 1 where there are some.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

REPO = Path(__file__).parents[1]
HOME = REPO / "build" / "audit"
LOCKS = ("requirements.lock", "requirements-dev.lock")


def tool() -> Path | None:
    """pip-audit, set up when first asked for; None where it cannot be had."""
    found = HOME / "bin" / "pip-audit"
    if not found.exists():
        made = subprocess.run((sys.executable, "-m", "venv", str(HOME)), capture_output=True, check=False)
        install = (str(HOME / "bin" / "python"), "-m", "pip", "install", "--quiet", "pip-audit")
        if made.returncode or subprocess.run(install, capture_output=True, check=False).returncode:
            return None
    return found if found.exists() else None


def findings(answer: str) -> list[str] | None:
    """One line a weakness in what pip-audit prints as JSON; None where it prints none, for it could not ask."""
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return None
    return [
        f"{package['name']} {package['version']}: {one['id']}, mended in {', '.join(one['fix_versions']) or 'none'}"
        for package in packages
        for one in package.get("vulns", ())
    ]


def audited(found: Path, lock: str) -> tuple[list[str] | None, str]:
    """What pip-audit finds in a lock file, and the last thing it said."""
    words = (str(found), "--requirement", lock, "--disable-pip", "--require-hashes", "--format", "json")
    done = subprocess.run(words, cwd=REPO, capture_output=True, text=True, check=False)
    return findings(done.stdout), (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]


def main() -> int:
    """Prints what was found and returns the exit code."""
    if (found := tool()) is None:
        print("not audited: pip-audit cannot be set up here, which takes a network")
        return 0
    weak = False
    for lock in LOCKS:
        told, said = audited(found, lock)
        if told is None:
            print(f"{lock}: not audited, the list of known weaknesses cannot be asked here ({said[:160]})")
            continue
        print(f"{lock}: {len(told) or 'no'} known weakness{'' if len(told) == 1 else 'es'}", *told, sep="\n    ")
        weak = weak or bool(told)
    return 1 if weak else 0


if __name__ == "__main__":
    sys.exit(main())
