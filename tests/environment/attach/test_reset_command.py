"""The command that empties a shop succeeds, or says why it did not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from environment.attach.reset_command import ResetFailed, run_reset


def python(source: str) -> list[str]:
    return [sys.executable, "-c", source]


def test_the_command_runs_in_its_folder(tmp_path: Path) -> None:
    run_reset(python("open('emptied', 'w')"), tmp_path, 20.0)
    assert (tmp_path / "emptied").exists()


@pytest.mark.parametrize(
    ("command", "within", "said"),
    [
        (python("print('no such table'); raise SystemExit(3)"), 20.0, "ended with 3\n  no such table"),
        (["/no/such/program"], 20.0, "cannot be started"),
        (python("import threading; threading.Event().wait()"), 0.3, "has not ended after 0.3 s"),
    ],
)
def test_a_shop_that_was_not_emptied_is_named(
    tmp_path: Path, command: list[str], within: float, said: str
) -> None:
    with pytest.raises(ResetFailed) as failed:
        run_reset(command, tmp_path, within)
    assert said in str(failed.value)
