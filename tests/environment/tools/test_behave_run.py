"""A run of behave ends with the tool that has started it. The behave of these tests is a script."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from steps.drivers.eventually import eventually

_BEHAVE = """
import signal, sys
from pathlib import Path

def end(number, frame):
    Path("ended").write_text(signal.Signals(number).name)
    sys.exit(1)

signal.signal(signal.SIGTERM, end)
signal.signal(signal.SIGINT, end)
Path("began").touch()
signal.pause()
"""
_TOOL = "from environment.tools.behave_run import run_behave; run_behave(['features']); print('wrote')"
_WITHIN = 20.0  # seconds


@pytest.fixture
def tool(tmp_path: Path) -> subprocess.Popen[str]:
    """A tool whose run of behave has begun."""
    (tmp_path / "behave.py").write_text(_BEHAVE, "utf-8")
    started = subprocess.Popen(
        [sys.executable, "-c", _TOOL], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    _wait_for(tmp_path / "began")
    return started


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_the_run_ends_with_its_tool(
    tool: subprocess.Popen[str], number: signal.Signals, tmp_path: Path
) -> None:
    tool.send_signal(number)
    said, _ = tool.communicate(timeout=_WITHIN)
    _wait_for(tmp_path / "ended")
    assert "wrote" not in said
    assert tool.returncode == (-number if number == signal.SIGKILL else 130)


def _wait_for(file: Path) -> None:
    eventually(file.exists, lambda there: there, _WITHIN, f"{file.name} is there")
