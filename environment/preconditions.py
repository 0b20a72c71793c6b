"""What a run requires before anything is started; what is not met is a ConfigError, one sentence."""

from __future__ import annotations

import os
from pathlib import Path

from behave.exception import ConfigError

from environment.doubles.gateway.test_key import key_for_tests


def require_assertions() -> None:
    """Raises ConfigError where Python leaves assertions out: the sentences state their outcome with them."""
    if not __debug__:
        raise ConfigError("PYTHONOPTIMIZE is set: every assertion would pass unseen; unset it")


def require_stripe_test_mode() -> None:
    if key_for_tests(os.environ):
        from environment.doubles.gateway.contract_account import demand_test_mode  # noqa: PLC0415 - most runs ask the sandbox

        demand_test_mode(os.environ)


def require_valid_target(target: Path) -> None:
    """Raises RunSettingsError for a target file with mistakes, before anything is started."""
    from environment.attach.target_file import read_target  # noqa: PLC0415 - most runs have no target

    read_target(target)
