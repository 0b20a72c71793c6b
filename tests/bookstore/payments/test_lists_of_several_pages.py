"""Lists of the gateway that are longer than a page: each is read to its end, from a sandbox over TLS."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import stripe

from bookstore.payments.gateway.client import GatewayClient
from bookstore.payments.gateway.settings import GatewaySettings
from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import PaymentMethodKind
from environment.doubles.gateway.standalone import standalone_gateway

_PRICE = Money(1900, Currency.USD)
_MORE_THAN_A_PAGE = 101
_SPAN = timedelta(hours=1)


@dataclass(frozen=True)
class LongAccount:
    """An account with 101 charges, and 101 refunds of the first, which is on the last page of every list."""

    client: GatewayClient
    checkouts: list[UUID]
    first_charge: str
    refunds: list[UUID]


@pytest.fixture(scope="module")
def account() -> Iterator[LongAccount]:
    before = stripe.ca_bundle_path
    with standalone_gateway() as gateway:
        client = GatewayClient(GatewaySettings(gateway.secret_key, gateway.url, str(gateway.ca_file)))
        checkouts, refunds = ([uuid4() for _ in range(_MORE_THAN_A_PAGE)] for _ in range(2))
        first = _charge(client, checkouts[0])
        client.refund(first, refunds[0], Money(1, Currency.USD), str(refunds[0]))
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda each: _charge(client, each), checkouts[1:]))
            cent = Money(1, Currency.USD)
            list(pool.map(lambda each: client.refund(first, each, cent, str(each)), refunds[1:]))
        yield LongAccount(client, checkouts, first, refunds)
    stripe.ca_bundle_path = before


def _charge(client: GatewayClient, checkout_id: UUID) -> str:
    wallet, key = PaymentMethodKind.WALLET, str(checkout_id)
    return client.authorize(checkout_id, _PRICE, wallet, "pm_card_visa", key).intent_id


def test_the_oldest_charge_is_found_by_its_checkout(account: LongAccount) -> None:
    found = account.client.find(account.checkouts[0], datetime.now(UTC))
    assert found is not None
    assert found.intent_id == account.first_charge


def test_every_charge_of_a_span_is_listed_once(account: LongAccount) -> None:
    now = datetime.now(UTC)
    found = account.client.intents_between(now - _SPAN, now + _SPAN)
    assert sorted(checkout_id for checkout_id, _ in found) == sorted(account.checkouts)
    assert dict(found)[account.checkouts[0]].refunded == _MORE_THAN_A_PAGE


def test_every_refund_of_a_charge_is_listed_once(account: LongAccount) -> None:
    found = account.client.refunds_of(account.first_charge, Currency.USD)
    assert sorted(str(each.refund_id) for each in found) == sorted(map(str, account.refunds))


def test_every_refund_of_a_span_is_listed_once(account: LongAccount) -> None:
    now = datetime.now(UTC)
    found = account.client.refunds_between(now - _SPAN, now + _SPAN)
    assert len({each.gateway_id for each in found}) == len(found) == _MORE_THAN_A_PAGE
