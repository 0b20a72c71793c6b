"""Runs the command by which a team empties its shop, after each scenario."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

_SHOWN = 20  # lines


class ResetFailed(RuntimeError):
    """The shop was not emptied: scenarios that follow would find what this one has left."""


def run_reset(command: Sequence[str], folder: Path, within: float) -> None:
    """Run the command in this folder, at most for `within` seconds. Raises ResetFailed with its output."""
    shown = " ".join(command)
    try:
        ended = subprocess.run(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=within,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ResetFailed(f"[reset] {shown}: has not ended after {within:g} s") from None
    except OSError as error:
        raise ResetFailed(f"[reset] {shown}: cannot be started: {error}") from None
    if ended.returncode:
        tail = "\n".join(f"  {line}" for line in ended.stdout.splitlines()[-_SHOWN:])
        raise ResetFailed(f"[reset] {shown}: ended with {ended.returncode}\n{tail}".rstrip())
