"""Which account the gateway's contract is checked with: a sandbox of one's own, or Stripe's test mode.

`STRIPE_TEST_KEY=sk_test_... behave --tags=@gateway_contract features/` asks Stripe; without it the sandbox is
asked. Everything else is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests
from behave.exception import ConfigError

from environment.doubles.gateway.standalone import standalone_gateway
from environment.doubles.gateway.test_key import KEY_SETTING, key_for_tests

_STRIPE = "https://api.stripe.com"
_BETWEEN_CALLS = 0.1  # seconds: test mode takes 25 requests a second (https://docs.stripe.com/rate-limits)


_TIMEOUT = (5.0, 10.0)  # seconds to connect, and between two reads
_REFUSED = {401: "does not accept the key in", 403: "lets nobody see payments with the key in"}


class NoTestMode(ConfigError):  # type: ignore[misc]  # behave has no types; it prints a ConfigError as one line
    """Stripe's test mode was asked for and cannot be used."""


@dataclass(frozen=True)
class ContractAccount:
    """Where, with which key, trusting whom (None: the usual authorities), and seconds between two calls."""

    url: str
    secret_key: str
    ca_file: Path | None
    between_calls: float

    def __repr__(self) -> str:
        return f"Account({self.url!r})"


def demand_test_mode(environ: Mapping[str, str], url: str = _STRIPE) -> None:
    """Nothing happens where no test key is set, or where Stripe answers to it.

    Raises LiveKeyRefused, and NoTestMode without repeating the key.
    """
    key = key_for_tests(environ)
    if key is None:
        return
    try:
        answer = requests.get(
            f"{url}/v1/payment_intents?limit=1", headers={"Authorization": f"Bearer {key}"}, timeout=_TIMEOUT
        )
    except requests.RequestException as trouble:
        raise NoTestMode(
            f"{url} cannot be reached ({type(trouble).__name__}): without {KEY_SETTING} the sandbox is asked"
        ) from None
    if reason := _REFUSED.get(answer.status_code):
        raise NoTestMode(f"{url} {reason} {KEY_SETTING}")


@contextmanager
def contract_account(environ: Mapping[str, str]) -> Iterator[ContractAccount]:
    """The account to check the contract with. Raises LiveKeyRefused."""
    key = key_for_tests(environ)
    if key is not None:
        yield ContractAccount(_STRIPE, key, None, _BETWEEN_CALLS)
        return
    with standalone_gateway() as standalone:
        yield ContractAccount(standalone.url, standalone.secret_key, standalone.ca_file, 0.0)
