"""What a run shows on a terminal, and where there is none."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.environment.reporting.demo_run import Demo, demo

__all__ = ["demo"]
SMOKE = ("--format=console", "--tags=@smoke")
FAILURE = """copies_in_a_cart.feature:26  Five copies are cut to what is available
    Given the warehouse has 4 copies of "Dune"
    When the customer adds 5 copies to the cart
    Then the cart holds 4 copies
      expected 4 copies in the cart, saw 2; look at cart -> inventory
"""
_ESCAPE = re.compile(r"\x1b\[[?0-9;]*[a-zA-Z]")


@dataclass(frozen=True)
class Terminal:
    """The output of a run on a terminal."""

    exit_code: int
    output: str

    @property
    def lines_of_progress(self) -> list[str]:
        return re.findall(r"\x1b\[\?7l(.*?)\x1b\[\?7h", self.output)

    @property
    def left(self) -> str:
        """What stays on the terminal, without the lines that were drawn over."""
        text = re.sub(r"[^\r\n]*\r\x1b\[2K", "", self.output.replace("\r\n", "\n"))
        return _ESCAPE.sub("", text)


def on_terminal(
    folder: Path, *arguments: str, width: int = 80, until: bytes = b"", **environ: str
) -> Terminal:
    """Run behave on a pseudo-terminal; where `until` appears, interrupt it as Ctrl-C does."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    run = subprocess.Popen(
        [sys.executable, "-m", "behave", *arguments],
        cwd=folder,
        env={**_without_size(os.environ), "TERM": "xterm", **environ},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    output, interrupted = b"", not until
    while chunk := _read(ours):
        output += chunk
        if not interrupted and until in output:
            interrupted = True
            run.send_signal(signal.SIGINT)
    os.close(ours)
    return Terminal(run.wait(timeout=20), output.decode("utf-8", "replace"))


def _without_size(environ: Mapping[str, str]) -> dict[str, str]:
    """COLUMNS and LINES of another terminal are believed before the size of this one."""
    return {name: value for name, value in environ.items() if name not in ("COLUMNS", "LINES")}


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 4096)
    except OSError:  # Linux: the other end is closed
        return b""


@pytest.fixture
def folder(demo: Demo) -> Path:
    return demo("--dry-run", "--tags=@smoke").folder


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_terminal_shows_progress_and_failures_as_they_happen(folder: Path, jobs: str) -> None:
    shown = on_terminal(folder, "--format=console", "--jobs", jobs, "features/cart_and_inventory")
    assert shown.lines_of_progress[0] == "0 of 7 done · 0 red · no scenario runs yet"
    assert any(line.startswith("7 of 7 done · 3 red") for line in shown.lines_of_progress)
    assert FAILURE in shown.left
    assert shown.left.count("Five copies are cut to what is available") == 2  # and in the list of the failing
    assert " done ·" not in shown.left
    assert "Given" not in shown.left.split("FAILED")[0]


def test_the_line_is_as_wide_as_the_terminal(folder: Path) -> None:
    shown = on_terminal(folder, *SMOKE, "--jobs=1", width=31)
    assert max(map(len, shown.lines_of_progress)) <= 30


def test_a_terminal_without_color_or_utf_8_gets_neither(folder: Path) -> None:
    arguments = ("--format=console", "--jobs=1", "--color=on", "features/cart_and_inventory")
    shown = on_terminal(folder, *arguments, NO_COLOR="1", PYTHONIOENCODING="ascii")
    assert "\x1b[31m" not in shown.output
    assert shown.output.isascii()
    assert shown.lines_of_progress[0] == "0 of 7 done - 0 red - no scenario runs yet"


def test_failures_are_red_in_color(folder: Path) -> None:
    shown = on_terminal(folder, "--format=console", "--jobs=1", "--color=on", "features/cart_and_inventory")
    assert "\x1b[31mFAILED" in shown.output


def test_a_dumb_terminal_shows_no_line(folder: Path) -> None:
    assert on_terminal(folder, *SMOKE, "--jobs=1", TERM="dumb").lines_of_progress == []


def test_an_interrupted_run_leaves_the_terminal_clean(folder: Path) -> None:
    (folder / "features/waits.feature").write_text(
        "Feature: Waits\n  Scenario: Long\n    When the customer waits for ever\n", encoding="utf-8"
    )
    shown = on_terminal(
        folder, "--format=console", "--jobs=1", "features/waits.feature", until=b"waiting\r\n"
    )
    assert shown.exit_code == 130
    assert " done ·" not in shown.left.partition("SIGINT: stopping")[2]
    assert shown.output.count("\x1b[?7l") == shown.output.count("\x1b[?7h")
    assert "\r\x1b[2KSIGINT: stopping" in shown.output
    assert "Traceback" not in shown.left


def test_without_a_terminal_a_feature_is_a_line(demo: Demo) -> None:
    run = demo("--format=console", "--jobs=1", "features/cart_and_inventory")
    assert "features/cart_and_inventory/copies_in_a_cart.feature  ..F.F.E  0 s\n" in run.console
    assert FAILURE in run.console
    assert "\x1b" not in run.console
    assert " done ·" not in run.console


def test_a_name_shows_nothing_but_what_it_runs(demo: Demo) -> None:
    for output in ("console", "pretty"):
        run = demo(f"--format={output}", "--jobs=1", "--name=Two copies are accepted")
        assert run.exit_code == 0
        assert "HOOK-ERROR" not in run.console
        assert "Declined card" not in run.console
        assert "1 scenario passed, 0 failed" in run.console


def test_a_verbose_run_shows_every_step(folder: Path) -> None:
    (folder / "pyproject.toml").write_text(
        (folder / "pyproject.toml").read_text("utf-8").replace('"plain"', '"console"'), "utf-8"
    )
    shown = on_terminal(folder, "--verbose", "--jobs=1", "--name=Two copies are accepted")
    assert "When the customer adds 2 copies to the cart" in shown.left
    assert shown.lines_of_progress == []
