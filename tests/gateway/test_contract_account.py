"""Which account the contract of the gateway is checked with."""

from __future__ import annotations

import pytest

from environment.gateway.accounts import KEY_SETTING, LiveKeyRefused, contract_account, key_for_tests


@pytest.mark.parametrize(
    "key", ["sk_live_0123456789", "rk_live_0123456789", "pk_test_0123456789", "0123456789"]
)
def test_a_key_that_is_no_test_key_is_refused_without_repeating_it(key: str) -> None:
    with pytest.raises(LiveKeyRefused) as refused:
        key_for_tests({KEY_SETTING: key})
    assert key not in str(refused.value)


def test_a_test_key_asks_stripe_and_keeps_its_distance() -> None:
    with contract_account({KEY_SETTING: "sk_test_0123456789"}) as account:
        assert account.url == "https://api.stripe.com"
        assert account.between_calls > 0
        assert "0123456789" not in repr(account)
