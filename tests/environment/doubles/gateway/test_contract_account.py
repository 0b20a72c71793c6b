"""The account that the gateway's contract is checked with."""

from __future__ import annotations

import pytest

from environment.doubles.gateway.contract_account import NoTestMode, contract_account, demand_test_mode
from environment.doubles.gateway.test_key import KEY_SETTING, LiveKeyRefused, key_for_tests

from .account import SECRET_KEY
from .conftest import RunningGateway


@pytest.mark.parametrize(
    "key", ["sk_live_0123456789", "rk_live_0123456789", "pk_test_0123456789", "0123456789"]
)
def test_a_key_that_is_no_test_key_is_refused_without_repeating_it(key: str) -> None:
    with pytest.raises(LiveKeyRefused) as refused:
        key_for_tests({KEY_SETTING: key})
    assert key not in str(refused.value)


def test_with_a_test_key_the_account_is_at_stripe_with_a_pause_between_calls() -> None:
    with contract_account({KEY_SETTING: "sk_test_0123456789"}) as account:
        assert account.url == "https://api.stripe.com"
        assert account.between_calls > 0
        assert "0123456789" not in repr(account)


def test_without_a_key_no_request_is_sent() -> None:
    demand_test_mode({}, "http://127.0.0.1:9")


def test_an_unreachable_stripe_is_reported_in_a_sentence() -> None:
    with pytest.raises(NoTestMode, match=r"cannot be reached \(ConnectionError\): without STRIPE_TEST_KEY"):
        demand_test_mode({KEY_SETTING: "sk_test_0123456789"}, "http://127.0.0.1:9")


def test_an_unknown_key_is_reported_without_repeating_it(running: RunningGateway) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REQUESTS_CA_BUNDLE", str(running.ca_file))
        with pytest.raises(NoTestMode, match="does not accept the key") as refused:
            demand_test_mode({KEY_SETTING: "sk_test_0123456789"}, running.url)
        assert "0123456789" not in str(refused.value)
        demand_test_mode({KEY_SETTING: SECRET_KEY}, running.url)
