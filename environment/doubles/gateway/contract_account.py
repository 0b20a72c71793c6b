"""The account that the gateway's contract is checked with: a standalone sandbox, or Stripe's test mode.

`STRIPE_TEST_KEY=sk_test_... behave --tags=@gateway_contract features/` runs the contract against Stripe.
Without the variable it runs against a sandbox. Nothing else differs.
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
_BETWEEN_CALLS = 0.1  # seconds: test mode accepts 25 requests a second (https://docs.stripe.com/rate-limits)
_TIMEOUT = (5.0, 10.0)  # seconds to connect, and between two reads
_REFUSED = {401: "does not accept the key in", 403: "does not show payments to the key in"}


class NoTestMode(ConfigError):  # type: ignore[misc]  # behave has no types; it prints a ConfigError as one line
    """A test key is set, but Stripe cannot be reached or refuses the key."""


@dataclass(frozen=True)
class ContractAccount:
    """The account's address and secret key; `between_calls`: the pause between two calls, in seconds.

    ca_file: the certificate authority (PEM); None for the authorities that the SDK trusts.
    """

    url: str
    secret_key: str
    ca_file: Path | None
    between_calls: float

    def __repr__(self) -> str:
        return f"Account({self.url!r})"


def demand_test_mode(environ: Mapping[str, str], url: str = _STRIPE) -> None:
    """Check that Stripe accepts the test key, where one is set. No message repeats the key.

    Raises:
        LiveKeyRefused: the key is not of the test mode.
        NoTestMode: Stripe cannot be reached, or refuses the key.
    """
    key = key_for_tests(environ)
    if key is None:
        return
    try:
        response = requests.get(
            f"{url}/v1/payment_intents?limit=1", headers={"Authorization": f"Bearer {key}"}, timeout=_TIMEOUT
        )
    except requests.RequestException as error:
        raise NoTestMode(
            f"{url} cannot be reached ({type(error).__name__}): without {KEY_SETTING} the contract runs "
            "against the sandbox"
        ) from None
    if reason := _REFUSED.get(response.status_code):
        raise NoTestMode(f"{url} {reason} {KEY_SETTING}")


@contextmanager
def contract_account(environ: Mapping[str, str]) -> Iterator[ContractAccount]:
    """The account, usable inside the block. Raises LiveKeyRefused."""
    key = key_for_tests(environ)
    if key is not None:
        yield ContractAccount(_STRIPE, key, None, _BETWEEN_CALLS)
        return
    with standalone_gateway() as gateway:
        yield ContractAccount(gateway.url, gateway.secret_key, gateway.ca_file, 0.0)
