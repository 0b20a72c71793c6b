"""Which account the gateway's contract is checked with: a sandbox of one's own, or Stripe's test mode.

`STRIPE_TEST_KEY=sk_test_... behave --tags=@gateway_contract features/` asks Stripe; without it the sandbox is
asked. Everything else is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from environment.gateway.alone import sandbox_alone

KEY_SETTING = "STRIPE_TEST_KEY"
_STRIPE = "https://api.stripe.com"
_BETWEEN_CALLS = 0.1  # seconds: test mode takes 25 requests a second (https://docs.stripe.com/rate-limits)


class LiveKeyRefused(Exception):
    """Only test keys may be used: a live one moves real money."""


@dataclass(frozen=True)
class Account:
    """Where, with which key, trusting whom (None: the usual authorities), and seconds between two calls."""

    url: str
    secret_key: str
    ca_file: Path | None
    between_calls: float

    def __repr__(self) -> str:
        return f"Account({self.url!r})"


def key_for_tests(environ: Mapping[str, str]) -> str | None:
    """The key of Stripe's test mode, or None. Raises LiveKeyRefused, without repeating the key."""
    key = environ.get(KEY_SETTING, "").strip()
    if key and not key.startswith(("sk_test_", "rk_test_")):
        raise LiveKeyRefused(
            f"{KEY_SETTING} holds no test key (sk_test_... or rk_test_...): nothing was sent"
        )
    return key or None


@contextmanager
def contract_account(environ: Mapping[str, str]) -> Iterator[Account]:
    """The account to check the contract with. Raises LiveKeyRefused."""
    key = key_for_tests(environ)
    if key is not None:
        yield Account(_STRIPE, key, None, _BETWEEN_CALLS)
        return
    with sandbox_alone() as alone:
        yield Account(alone.url, alone.secret_key, alone.ca_file, 0.0)
