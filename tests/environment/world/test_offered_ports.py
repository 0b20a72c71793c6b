"""An adapter offers the port methods that it has; the reasons for the others are known before a run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import pytest
import requests

from environment.world.offered_ports import OWN_API, OfferedPort, not_offered_by, port_methods
from steps.drivers.adapter import AdapterContext, ShopAdapter
from steps.drivers.api import Api, NotOffered, ScenarioCorrelation


class OnlyCarts:
    """A port with one method."""

    def lines(self, credentials: Mapping[str, str], cart_id: str) -> dict[str, int]:
        """One copy of one title."""
        return {"9780441013593": 1}


class ShopOfCarts(ShopAdapter):
    """An adapter with one port, and reasons for two others."""

    not_offered: ClassVar = {
        "orders": "orders are kept by another system",
        "cart.claim": "there are no guests",
    }

    def __init__(self, context: AdapterContext) -> None:
        super().__init__(context)
        self.cart = OnlyCarts()


@pytest.fixture
def adapter() -> ShopOfCarts:
    session, correlation = requests.Session(), ScenarioCorrelation()
    api = Api("http://shop.test", session, correlation)
    return ShopOfCarts(AdapterContext(lambda caller, callee: api, session, correlation, None, {}))


def test_reasons_are_those_of_the_adapter_or_name_the_method(adapter: ShopOfCarts) -> None:
    reasons = not_offered_by(adapter, "Acme")
    assert "cart.lines" not in reasons
    assert reasons["cart.claim"] == "Acme: there are no guests"
    assert reasons["orders.cancel"] == "Acme: orders are kept by another system"
    assert reasons["cart.add"] == "the adapter of Acme offers no cart.add"
    assert reasons[OWN_API] == "the API of Acme is its own"
    assert {*port_methods()} - reasons.keys() == {"cart.lines"}


def test_a_method_that_is_missing_says_so_where_it_is_called_nevertheless(adapter: ShopOfCarts) -> None:
    cart = OfferedPort("cart", adapter, not_offered_by(adapter, "Acme"))
    assert cart.lines({}, "") == {"9780441013593": 1}
    with pytest.raises(NotOffered, match="Acme: there are no guests"):
        cart.claim({}, {}, "")
    with pytest.raises(NotOffered, match=r"the adapter of Acme offers no refunds\.refund"):
        OfferedPort("refunds", adapter, not_offered_by(adapter, "Acme")).refund({}, "", {})
