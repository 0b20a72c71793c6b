"""The ports of this shop. Each port is an attribute; steps/drivers/shop_ports.py says what its methods are.

Begin with accounts, cart.open, cart.add, cart.quote, checkout.submit, orders.of, orders.numbered,
refunds.order_of, inventory.receive, inventory.availability and pricing.set_price: with these, customers buy.
examples/vendure/vendure_adapter is that of a real shop.
"""

from __future__ import annotations

from typing import ClassVar

from steps.drivers.adapter import AdapterContext, ShopAdapter


class Template(ShopAdapter):
    """Nothing is offered yet."""

    not_offered: ClassVar = {
        "accounts": "its accounts are not written yet",
        "cart": "its cart is not written yet",
        "checkout": "its checkout is not written yet",
    }

    def __init__(self, context: AdapterContext) -> None:
        super().__init__(context)
        # self.cart = Cart(context): an object with the methods of CartPort that the shop has
