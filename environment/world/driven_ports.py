"""The ports of services that do not exist yet at a level of integration: drivers act in their place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from environment.stack.target import Target
from environment.topology.integration import drivers_among
from environment.world.offered_ports import port_methods
from steps.drivers.api import Api, NotOffered, ScenarioCorrelation
from steps.drivers.callers.cart import CartCaller
from steps.drivers.callers.cart_service import CartsOfService
from steps.drivers.callers.checkout import CheckoutCaller, DrivenPurchase
from steps.drivers.callers.kept_tokens import KeptTokens
from steps.drivers.callers.orders import OrdersCaller
from steps.drivers.callers.requests import CallerRequests

DRIVERS: Mapping[str, type] = {"cart": CartCaller, "checkout": CheckoutCaller}
"""By port, the class of the driver in its place."""


def driven_ports(
    target: Target, api: Callable[[str, str], Api], correlation: ScenarioCorrelation
) -> dict[str, Any]:
    """By port, a driver with the acts of that port; `api` gives a callee behind the proxy of an arrow."""

    tokens = KeptTokens(target.service_tokens, target.clock.now)

    def requests_of(caller: str) -> CallerRequests:
        return CallerRequests(caller, api, tokens, correlation)

    def nothing(_: DrivenPurchase) -> None:
        """Orders is real, and tells of its orders itself."""

    driven = drivers_among(target.replaced)
    made: dict[str, Any] = {}
    cart = CartCaller(requests_of("cart")) if "cart" in driven else None
    if cart is not None:
        made["cart"] = DrivenPort("cart", cart)
    if "checkout" in driven:
        told = OrdersCaller(requests_of("orders"), target.clock.now).paid
        when_paid = told if "orders" in driven else nothing
        requests = requests_of("checkout")
        checkout = CheckoutCaller(requests, cart or CartsOfService(requests), when_paid)
        made["checkout"] = DrivenPort("checkout", checkout)
    return made


def methods_not_driven(service: str) -> Mapping[str, str]:
    """By method of this port that the driver does not have, such as "cart.lines", the reason."""
    return {
        method: f"{service} is not real, and the driver in its place does not know {method.partition('.')[2]}"
        for method in port_methods()
        if method.partition(".")[0] == service and not hasattr(DRIVERS[service], method.partition(".")[2])
    }


class DrivenPort:
    """A port by its driver; a method that this does not have raises NotOffered with the reason."""

    def __init__(self, port: str, driver: object) -> None:
        self._driver, self._port, self._reasons = driver, port, methods_not_driven(port)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if reason := self._reasons.get(f"{self._port}.{name}"):
            raise NotOffered(reason)
        return getattr(self._driver, name)
