"""Vendure's ports, as the suite asks for them."""

from __future__ import annotations

from typing import ClassVar

from steps.drivers.adapter import AdapterContext, ShopAdapter
from vendure_adapter.accounts import VendureAccounts
from vendure_adapter.cart import VendureCart
from vendure_adapter.checkout import VendureCheckout
from vendure_adapter.graphql import GraphQL
from vendure_adapter.mail import VendureInbox, VendureNotifications
from vendure_adapter.orders import VendureOrders, VendureRefunds
from vendure_adapter.seed import seed
from vendure_adapter.stock import VendurePrices, VendureStock


class Vendure(ShopAdapter):
    """What Vendure 3.7 offers with its default configuration."""

    not_offered: ClassVar = {
        "cart.claim": "carts merge where a guest signs in within the same session",
        "payments": "payments are not reconciled",
        "cart.next_cart": "what is added after an order is in a new active order",
        "cart.take_code_out": "the example offers no codes",
        "cart.code": "the example offers no codes",
        "cart.enter_code": "the example offers no codes",
        "pricing.offer_code": "the example offers no codes",
        "pricing.set_tax": "taxes are set for everybody",
        "pricing.set_included_tax": "taxes are set for everybody",
        "pricing.set_shipping": "rates are set for everybody",
        "pricing.keeps": "no quote is stored",
        "orders.cancel": "customers cannot cancel an order",
        "orders.delivery": "the example does not ask for the address of an order",
        "inventory.take_back": "copies come back with a canceled order",
        "inventory.put_back_on_sale": "the example does not withdraw titles",
        "inventory.withdraw": "the example does not withdraw titles",
        "notifications.queued_mails": "mails are jobs of Vendure's queue",
        "notifications.copy_confirmation": "a confirmation is sent once",
        "checkout.document": "it has a GraphQL schema",
        "refunds.flag": "no order is marked",
    }

    def __init__(self, context: AdapterContext) -> None:
        super().__init__(context)
        graphql = GraphQL(context)
        self.accounts = VendureAccounts(graphql)
        self.cart = VendureCart(graphql)
        self.checkout = VendureCheckout(graphql, self.cart)
        self.orders = VendureOrders(graphql)
        self.refunds = VendureRefunds(graphql)
        self.inventory = VendureStock(graphql)
        self.pricing = VendurePrices(graphql)
        if context.inbox:
            self.inbox = VendureInbox(context.inbox)
            self.notifications = VendureNotifications(self.inbox)
        self._graphql = graphql

    def prepare(self) -> None:
        """Set an empty Vendure up."""
        seed(self._graphql)
