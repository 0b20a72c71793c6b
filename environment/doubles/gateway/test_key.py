"""The optional key of Stripe's test mode, from the environment variable STRIPE_TEST_KEY."""

from __future__ import annotations

from collections.abc import Mapping

from behave.exception import ConfigError

KEY_SETTING = "STRIPE_TEST_KEY"
CONTRACT_TAG = "gateway_contract"


class LiveKeyRefused(ConfigError):  # type: ignore[misc]  # behave has no types; it prints a ConfigError as one line
    """The key in STRIPE_TEST_KEY is not of the test mode: it could move real money."""


def key_for_tests(environ: Mapping[str, str]) -> str | None:
    """The key, or None where none is set. Raises LiveKeyRefused, whose message does not repeat the key."""
    key = environ.get(KEY_SETTING, "").strip()
    if key and not key.startswith(("sk_test_", "rk_test_")):
        raise LiveKeyRefused(
            f"{KEY_SETTING} holds no test key (sk_test_... or rk_test_...): nothing was sent"
        )
    return key or None
