"""`python -m environment.tools.check [--quick]`: all checks that start no service, each with its time.

A green check is one line; of a red one all is printed that it said. `--quick` is for the author of a
feature: format and features alone.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

_BIN = Path(sys.executable).parent
_NAME, _SAID = 11, 75  # letters


@dataclass(frozen=True)
class Check:
    """A command that ends with 0 where all is well, and says in its last line how much it has checked."""

    name: str
    command: tuple[str, ...]
    quick: bool = False

    def run(self) -> bool:
        """Run it, print what it says and how long it took; False where it has found something."""
        began = time.monotonic()
        ended = subprocess.run(
            self.command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        took = f"{time.monotonic() - began:.1f} s"
        said = ended.stdout.strip().splitlines()
        if ended.returncode:
            print(f"{self.name:<{_NAME}}red  {took}", *said, "", sep="\n", flush=True)
            return False
        print(f"{self.name:<{_NAME}}{said[-1] if said else 'nothing found':<{_SAID}}  {took}", flush=True)
        return True


def _tool(name: str, *arguments: str) -> tuple[str, ...]:
    return str(_BIN / name), *arguments


def _module(name: str, *arguments: str) -> tuple[str, ...]:
    return sys.executable, "-m", name, *arguments


CHECKS = (
    Check("format", _tool("ruff", "format", "--check", "."), quick=True),
    Check("code", _tool("ruff", "check", ".")),
    Check("features", _module("environment.tools.lint", "features/"), quick=True),
    Check("drawing", _module("environment.tools.drawing", "--check")),
    Check("imports", _tool("lint-imports", "--no-logo", "--no-cache")),
    Check("words", _module("environment.tools.lint", "--vocabulary")),
    Check("types", _module("mypy")),
)


def run_checks(checks: Iterable[Check]) -> int:
    """Run all of them, also behind a red one; 0 where all is well."""
    began = time.monotonic()
    results = {each.name: each.run() for each in checks}
    took = f"{time.monotonic() - began:.1f} s"
    red = [name for name, green in results.items() if not green]
    if red:
        print(f"Red: {', '.join(red)}; {len(results) - len(red)} of {len(results)} checks are green ({took})")
        return 1
    print(f"All is well: {', '.join(results)} ({took})")
    return 0


def main(arguments: Sequence[str]) -> int:
    """The exit code of all checks, or of the quick ones."""
    quick = "--quick" in arguments
    return run_checks(each for each in CHECKS if each.quick or not quick)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
