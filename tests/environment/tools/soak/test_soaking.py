"""A soak that ends early prints how to begin again where it ended."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import pytest

from environment.runtime.processes.failure import StartUpFailed
from environment.tools.soak import __main__ as soak
from environment.tools.soak.episode import EpisodeStep
from environment.tools.soak.player import Player


class FailingPlayer:
    """Raises an error in place of playing."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def play(self, lines: Sequence[EpisodeStep]) -> Any:
        raise self.error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            KeyError("a table"),
            "NOT FINISHED: seed 7, episode 3: KeyError: 'a table'\nAgain: make soak SEED=7 EPISODE=3",
        ),
        (KeyboardInterrupt(), "Stopped in seed 7, episode 3. Again: make soak SEED=7 EPISODE=3"),
    ],
)
def test_an_episode_that_does_not_end_is_reported_with_its_number(
    capsys: pytest.CaptureFixture[str], error: BaseException, said: str
) -> None:
    with pytest.raises(type(error)):
        soak._soak(cast(Player, FailingPlayer(error)), seed=7, seconds=1.0, first=3)
    assert said in capsys.readouterr().out


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (KeyboardInterrupt(), "stopped early; nothing is left behind"),
        (
            StartUpFailed("cart ended before it was ready", "python", Path("/nowhere")),
            "cart ended before it was ready",
        ),
    ],
)
def test_a_soak_that_does_not_start_or_is_stopped_is_red_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException, said: str
) -> None:
    def refused(*_: object) -> None:
        raise error

    monkeypatch.setattr(sys, "argv", ["soak"])
    monkeypatch.setattr(soak, "AcceptanceRun", refused)
    assert soak.main() == 1
    assert said in capsys.readouterr().out
