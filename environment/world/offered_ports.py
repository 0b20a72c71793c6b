"""The ports of an adapter: which methods it offers, and the reason for each that it does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from steps.drivers import shop_ports
from steps.drivers.adapter import OTHERS_CARTS, AdapterContext, ShopAdapter
from steps.drivers.api import NotOffered
from steps.drivers.checkout_port import CheckoutPort
from steps.drivers.mails_port import InboxPort, NotificationsPort
from steps.drivers.payments_port import PaymentsPort
from steps.drivers.pricing_port import PricingPort
from steps.drivers.refunds_port import RefundsPort
from steps.drivers.shipments_port import ShipmentsPort
from steps.drivers.transfers_port import TransfersPort

AdapterClass = Callable[[AdapterContext], ShopAdapter]
_PROTOCOLS: Mapping[str, type] = {
    "accounts": shop_ports.AccountsPort,
    "cart": shop_ports.CartPort,
    "checkout": CheckoutPort,
    "orders": shop_ports.OrdersPort,
    "refunds": RefundsPort,
    "shipments": ShipmentsPort,
    "inventory": shop_ports.InventoryPort,
    "pricing": PricingPort,
    "notifications": NotificationsPort,
    "inbox": InboxPort,
    "payments": PaymentsPort,
    "transfers": TransfersPort,
}
PORTS = tuple(_PROTOCOLS)
OWN_API, OWN_TOKENS = "apis.own", "accounts.flawed_token"
"""What only our own bookstore has: requests that no port makes, and tokens that can be flawed."""


def port_methods() -> Iterator[str]:
    """Every port method there is, such as "cart.add"."""
    for port, protocol in _PROTOCOLS.items():
        yield from (f"{port}.{name}" for name in vars(protocol) if not name.startswith("_"))


def not_offered_by(adapter: ShopAdapter, shop: str) -> dict[str, str]:
    """By port method that the adapter does not have, the reason."""
    missing = {
        OWN_API: f"the API of {shop} is its own",
        OWN_TOKENS: f"the tokens of {shop} are its own",
    }
    if reason := adapter.not_offered.get(OTHERS_CARTS):
        missing[OTHERS_CARTS] = f"{shop}: {reason}"
    for method in port_methods():
        port, _, name = method.partition(".")
        if not callable(getattr(getattr(adapter, port, None), name, None)):
            given = adapter.not_offered.get(method) or adapter.not_offered.get(port)
            missing[method] = f"{shop}: {given}" if given else f"the adapter of {shop} offers no {method}"
    return missing


class OfferedPort:
    """A port of an adapter; a method that it does not have raises NotOffered with the reason."""

    def __init__(self, port: str, adapter: ShopAdapter, reasons: Mapping[str, str]) -> None:
        self._port, self._reasons = port, reasons
        self._implementation = getattr(adapter, port, None)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if reason := self._reasons.get(f"{self._port}.{name}"):
            raise NotOffered(reason)
        return getattr(self._implementation, name)
