"""What a run requires before anything is started; what is not met is a ConfigError, one sentence."""

from __future__ import annotations

import os

from behave.exception import ConfigError

from environment.doubles.gateway.test_key import key_for_tests
from environment.run_modes import StackMode
from environment.runtime.selection import require_available
from environment.settings import RunSettings, RunSettingsError


def require_assertions() -> None:
    """Raises ConfigError where Python leaves assertions out: the sentences state their outcome with them."""
    if not __debug__:
        raise ConfigError("PYTHONOPTIMIZE is set: every assertion would pass unseen; unset it")


def require_stripe_test_mode() -> None:
    if key_for_tests(os.environ):
        from environment.doubles.gateway.contract_account import demand_test_mode  # noqa: PLC0415 - most runs ask the sandbox

        demand_test_mode(os.environ)


def require_parts_for(settings: RunSettings) -> None:
    """Raises RunSettingsError, one sentence, where an engine, images, a target or a browser lack."""
    _require_browser(settings)
    require_available(settings)
    if settings.target:
        from environment.attach.target_file import read_target  # noqa: PLC0415 - most runs have no target

        read_target(settings.target)


def _require_browser(settings: RunSettings) -> None:
    """Raises RunSettingsError, one sentence, where pages are to be opened and this machine cannot do it.

    In containers only the driver is here: the browser has an image, which `require_available` asks for.
    """
    if settings.in_browser:
        from environment.browser.chromium import (  # noqa: PLC0415 - most runs open none
            ChromiumUnavailable,
            require_chromium,
            require_driver,
        )

        try:
            if settings.stack is StackMode.CONTAINERS:
                require_driver()
            else:
                require_chromium()
        except ChromiumUnavailable as missing:
            raise RunSettingsError(f"-D through=browser: {missing}") from missing
