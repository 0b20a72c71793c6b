"""A shop that runs and answers no more is restarted: otherwise every later scenario would be red for it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast
from unittest.mock import MagicMock

import pytest

from environment.attach import line
from environment.attach.line import ShopLine
from environment.runtime.processes.failure import StartUpFailed


def restarted(
    *, answers: bool, alive: bool = True, down: frozenset[str] = frozenset()
) -> tuple[list[str], int]:
    """What is said of a shop in this state, and how often it was restarted."""
    process, part = MagicMock(alive=alive, exit_pipe=None), MagicMock(down_edges=down)
    process.start_up_failure.side_effect = StartUpFailed("acme hangs", "node", Path("gone.log"))
    shop = SimpleNamespace(
        shop="acme",
        launcher={"acme": process},
        services={"orders": part},
        _topology=SimpleNamespace(services=("orders",)),
        _answers=lambda _: answers,
    )
    return ShopLine.restart_hung(cast("ShopLine", shop)), part.restart.call_count


def test_a_shop_that_answers_stays_as_it_is() -> None:
    assert restarted(answers=True) == ([], 0)


def test_a_shop_that_answers_no_more_is_restarted_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "_HANGS_AFTER", 0.01)
    assert restarted(answers=False) == (["acme did not answer any more, and was restarted"], 1)


@pytest.mark.parametrize("state", [{"alive": False}, {"down": frozenset({"customer -> checkout"})}])
def test_a_shop_that_is_down_is_not_hung(state: dict[str, object]) -> None:
    assert restarted(answers=False, **state) == ([], 0)  # type: ignore[arg-type]  # by name
