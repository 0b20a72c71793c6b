"""Whatever ends a soak, it says how to get back to where it ended."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import pytest

from environment.runtime.processes.failure import StartUpFailed
from environment.tools.soak import __main__ as soak
from environment.tools.soak.episode import Line
from environment.tools.soak.playing import Player


class Stumbling:
    """Plays nothing: raises."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def play(self, lines: Sequence[Line]) -> Any:
        raise self.error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            KeyError("a table"),
            "STUMBLED in seed 7, episode 3: KeyError: 'a table'\nAgain: make soak SEED=7 EPISODE=3",
        ),
        (KeyboardInterrupt(), "Stopped in seed 7, episode 3. Again: make soak SEED=7 EPISODE=3"),
    ],
)
def test_an_episode_that_does_not_end_is_told_with_its_number(
    capsys: pytest.CaptureFixture[str], error: BaseException, said: str
) -> None:
    with pytest.raises(type(error)):
        soak._soak(cast(Player, Stumbling(error)), seed=7, seconds=1.0, first=3)
    assert said in capsys.readouterr().out


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (KeyboardInterrupt(), "stopped before its time; nothing is left behind"),
        (
            StartUpFailed("cart ended before it was ready", "python", Path("/nowhere")),
            "cart ended before it was ready",
        ),
    ],
)
def test_a_soak_that_does_not_begin_or_is_stopped_is_a_sentence_and_red(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException, said: str
) -> None:
    def refused(*_: object) -> None:
        raise error

    monkeypatch.setattr(sys, "argv", ["soak"])
    monkeypatch.setattr(soak, "AcceptanceRun", refused)
    assert soak.main() == 1
    assert said in capsys.readouterr().out
