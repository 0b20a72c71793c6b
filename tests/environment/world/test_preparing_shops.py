"""A shop of another team is prepared before anything is put back in it; an adapter that fails is named."""

from __future__ import annotations

import json
from functools import partial
from unittest.mock import MagicMock

import pytest

from environment.attach.attached import AttachedTarget
from environment.hooks import AcceptanceRun
from environment.world.adapter_failure import AdapterFailed, named
from steps.drivers.adapter import ShopAdapter


class Unfinished(ShopAdapter):
    """An adapter that looks for a rate of which there is none."""

    def prepare(self) -> None:
        """Take the first of no rates."""
        list[str]()[0]


def test_settings_are_put_back_only_in_a_shop_that_was_prepared() -> None:
    run = MagicMock(target=MagicMock(unsupported={}))
    run.target.__class__ = AttachedTarget
    run.reset = partial(AcceptanceRun.reset, run)
    AcceptanceRun.begin(run)
    acts = [name for name, *_ in run.method_calls]
    assert acts[-3:] == ["world_factory.prepare", "world_factory.restore_settings", "checker.forget"]


def test_the_method_that_failed_and_the_line_of_the_adapter_are_named() -> None:
    with pytest.raises(AdapterFailed) as failed, named("prepare", Unfinished):
        Unfinished(MagicMock()).prepare()
    assert "Unfinished, prepare: IndexError: list index out of range (test_preparing" in str(failed.value)


def test_an_error_outside_of_the_adapters_code_names_the_method_alone() -> None:
    with pytest.raises(AdapterFailed) as failed, named("pricing.put_back", Unfinished):
        json.loads("no answer")
    assert str(failed.value).startswith("Unfinished, pricing.put_back: JSONDecodeError: ")
