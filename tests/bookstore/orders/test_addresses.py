"""Changes of address without I/O: where an order may go instead, what stays, and what is told of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from bookstore.orders.addresses.model import first_address, readdressed
from bookstore.orders.erasure.model import erased
from bookstore.orders.errors import (
    AlreadyCanceled,
    AlreadyShipped,
    CheckoutInProgress,
    NothingToShip,
    OrderRefusal,
    OtherDestination,
)
from bookstore.orders.messages.events import NOTIFICATIONS
from bookstore.orders.messages.outbox_messages import outbox_messages
from bookstore.orders.messages.prerequisites import prerequisites
from bookstore.orders.model import Order
from bookstore.orders.refunds.refund import OrderRefund, Share
from bookstore.orders.states import OrderState
from bookstore.orders.warehouse.model import with_shipment
from bookstore.platform.title_kinds import TitleKind
from tests.bookstore.orders.ordered_books import CANCELED, CANCELING, LATER, NOW, PAID, PLACED

DUNE = "9780441172719"
HOME: dict[str, Any] = {"name": "Ada", "line1": "1 Analytical Way", "country": "US", "region": "OR"}
ELSEWHERE = {**HOME, "line1": "3 Garden Row"}


def going_to(address: dict[str, Any], order: Order = PAID) -> Order:
    return replace(order, purchase=replace(order.purchase, ship_to=address))


ORDER = going_to(HOME)
EBOOKS = tuple(replace(line, kind=TitleKind.EBOOK) for line in ORDER.purchase.lines)


def test_the_order_goes_elsewhere_and_its_bill_stays() -> None:
    after = readdressed(ORDER, ELSEWHERE, NOW)
    assert (after.purchase.ship_to, after.purchase.bill_to) == (ELSEWHERE, HOME)
    assert first_address(after) == HOME
    assert after.purchase.totals == ORDER.purchase.totals


def test_a_bill_that_went_elsewhere_goes_there_still() -> None:
    friend = replace(ORDER, purchase=replace(ORDER.purchase, bill_to={"name": "Bob", "country": "DE"}))
    assert readdressed(friend, ELSEWHERE, NOW).purchase.bill_to == {"name": "Bob", "country": "DE"}


def test_a_change_that_is_repeated_is_none() -> None:
    after = readdressed(ORDER, ELSEWHERE, NOW)
    assert readdressed(after, ELSEWHERE, LATER) is after
    assert outbox_messages(after, readdressed(after, ELSEWHERE, LATER)) == []


@pytest.mark.parametrize(
    ("order", "why"),
    [
        (going_to(HOME, PLACED), CheckoutInProgress),
        (going_to(HOME, CANCELING), AlreadyCanceled),
        (going_to(HOME, CANCELED), AlreadyCanceled),
        (with_shipment(ORDER, UUID(int=11), {DUNE: 1}, NOW), AlreadyShipped),
        (replace(ORDER, purchase=replace(ORDER.purchase, lines=EBOOKS)), NothingToShip),
    ],
)
def test_an_order_without_a_parcel_that_waits_stays(order: Order, why: type[OrderRefusal]) -> None:
    with pytest.raises(why):
        readdressed(order, ELSEWHERE, NOW)


def test_an_order_whose_copies_were_all_refunded_stays() -> None:
    shares = tuple(Share(line.sku, line.line_total, 0, 0, line.quantity) for line in ORDER.purchase.lines)
    refund = OrderRefund(UUID(int=21), 3100, shares, "out of print", NOW)
    with pytest.raises(NothingToShip):
        readdressed(replace(ORDER, refunds=(refund,)), ELSEWHERE, NOW)


def test_an_order_that_waits_for_its_transfer_goes_elsewhere() -> None:
    waiting = replace(ORDER, state=OrderState.AWAITING)
    assert readdressed(waiting, ELSEWHERE, NOW).purchase.ship_to == ELSEWHERE


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (HOME, {**HOME, "country": "CA", "region": "ON"}),
        (HOME, {**HOME, "region": "WA"}),
        (HOME, {**HOME, "region": None}),
        ({**HOME, "region": None}, {**HOME, "country": "CA", "region": None}),
        ({**HOME, "country": "DE", "region": "Berlin"}, {**HOME, "country": "DE", "region": "Bayern"}),
    ],
)
def test_another_place_has_another_price(was: dict[str, Any], becomes: dict[str, Any]) -> None:
    with pytest.raises(OtherDestination) as refusal:
        readdressed(going_to(was), becomes, NOW)
    told = refusal.value.members
    assert (told["country"], told["region"] or None) == (was["country"], _code(was))


def _code(address: dict[str, Any]) -> str | None:
    return address["region"] and str(address["region"]).replace("Berlin", "BERLIN")


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (HOME, {**ELSEWHERE, "region": "Oregon"}),
        (HOME, {**ELSEWHERE, "region": "us-or"}),
        ({**HOME, "region": None}, {**ELSEWHERE, "region": "WA"}),
        ({**HOME, "country": "DE", "region": "Berlin"}, {**ELSEWHERE, "country": "DE", "region": "BERLIN"}),
    ],
)
def test_the_same_place_may_be_written_otherwise(was: dict[str, Any], becomes: dict[str, Any]) -> None:
    assert readdressed(going_to(was), becomes, NOW).purchase.ship_to == becomes


def test_each_change_is_told_once_after_the_confirmation() -> None:
    once = readdressed(ORDER, ELSEWHERE, NOW)
    back = readdressed(once, HOME, LATER)
    (first,), (second,) = outbox_messages(ORDER, once), outbox_messages(once, back)
    assert first.message_id != second.message_id
    assert {first.destination, second.destination} == {NOTIFICATIONS}
    assert [each.payload["data"]["address_change"] for each in (first, second)] == [1, 2]
    assert [each.payload["data"]["ship_to"] for each in (first, second)] == [ELSEWHERE, HOME]
    (confirmation,) = outbox_messages(going_to(HOME, PLACED), ORDER)
    assert prerequisites(first) == [confirmation.message_id]


def test_an_erasure_forgets_the_former_addresses() -> None:
    sent = with_shipment(readdressed(ORDER, ELSEWHERE, NOW), UUID(int=11), {DUNE: 2}, NOW)
    assert not erased(sent, LATER).former_addresses
