"""What is told of a program that did not start."""

from __future__ import annotations

import json
from pathlib import Path

from environment.runtime.processes.external_program import COMMAND, external_command
from environment.runtime.processes.failure import StartUpFailed


def test_the_command_of_another_team_is_told_as_a_shell_has_it() -> None:
    assert external_command({COMMAND: json.dumps(["node", "my server.js"])}) == "node 'my server.js'"
    assert external_command({}) == ""


def test_a_hint_is_the_last_line(tmp_path: Path) -> None:
    failure = StartUpFailed("oscar is not ready after 60 s", "python serve.py", tmp_path / "no.log")
    assert str(failure).splitlines()[-1] == "  | (the log is empty)"
    failure.hint = "[run] start_seconds says how long it may take."
    assert str(failure).splitlines()[-1] == failure.hint
