"""Vendure's ports, as the suite asks for them."""

from __future__ import annotations

from typing import ClassVar

from steps.drivers.adapter import AdapterContext, ShopAdapter
from steps.drivers.mails_by_pattern import MailPatterns
from vendure_adapter.accounts import VendureAccounts
from vendure_adapter.cart import VendureCart
from vendure_adapter.checkout import VendureCheckout
from vendure_adapter.graphql import GraphQL
from vendure_adapter.orders import VendureOrders, VendureRefunds
from vendure_adapter.seed import seed
from vendure_adapter.stock import VendurePrices, VendureStock

_ONE_WAY = "the example has one way of shipping"
_NO_TRANSFERS = "the example takes no bank transfers"
_ONE_TAX = "the example has one rate of tax a region"
_NO_GIFT_CARDS = "the example knows no gift cards and no store credit"
_ONE_PRICE = "the example sells at one price"
_NO_CODES = "the example offers no codes"
_MAILS = MailPatterns(
    kinds={"Order confirmation": "confirmation"},
    order=r"#(\w+)",
    total=r"Total:?\s*\n?\s*((?:[$€£¥]|KWD\s?)[\d.,]+)",
)


class Vendure(ShopAdapter):
    """What Vendure 3.7 offers with its default configuration."""

    not_offered: ClassVar = {
        "orders.invoice": "the shop writes no invoices",
        "orders.erase": "the shop erases nobody",
        "orders.send_to": "the address of an order stays as it was typed",
        "refunds.send_to": "the address of an order stays as it was typed",
        "refunds.erase": "the shop erases nobody",
        "orders.claim": "an account finds the orders that were made with its mail address",
        "orders.page": "the example reads the history as one list",
        "cart.enter_code": _NO_CODES,
        "pricing.offer_code": _NO_CODES,
        "pricing.withdraw_code": _NO_CODES,
        "inventory.offer_ebook": "the example sells printed books",
        "inventory.offer_gift_card": "the example sells no gift cards",
        "orders.open_ebook": "the example sells printed books",
        "inventory.withdraw": "the example does not withdraw titles",
        "inventory.put_back_on_sale": "the example does not withdraw titles",
        "pricing.set_shipping_by": _ONE_WAY,
        "pricing.withdraw_shipping": _ONE_WAY,
        "pricing.set_weight": _ONE_WAY,
        "pricing.set_sale_price": _ONE_PRICE,
        "pricing.set_group_price": _ONE_PRICE,
        "pricing.join_group": _ONE_PRICE,
        "pricing.leave_group": _ONE_PRICE,
        "cart.quote_by": _ONE_WAY,
        "checkout.gift_card_balance": _NO_GIFT_CARDS,
        "checkout.prepaid_shares": _NO_GIFT_CARDS,
        "checkout.store_credit": _NO_GIFT_CARDS,
        "pricing.set_included_tax": "the channel's prices are without tax",
        "pricing.set_tax_by": _ONE_TAX,
        "pricing.set_tax_class": _ONE_TAX,
        "pricing.exempt": _ONE_TAX,
        "pricing.end_exemption": _ONE_TAX,
        "payments": "payments are not reconciled",
        "transfers": _NO_TRANSFERS,
        "orders.transfer_terms": _NO_TRANSFERS,
        "cart.claim": "carts merge where a guest signs in within the same session",
        "cart.next_cart": "what is added after an order is in a new active order",
        "cart.of_others": "no request names the cart of another customer",
        "orders.cancel": "customers cannot cancel an order",
        "orders.delivery": "the example does not ask for the address of an order",
        "notifications.queued_mails": "mails are jobs of Vendure's queue",
        "notifications.copy_confirmation": "a confirmation is sent once",
        "checkout.document": "it has a GraphQL schema",
        "refunds.flag": "no order is marked",
        "refunds.for_staff": "no order is marked",
        "shipments": "the example ships nothing",
    }

    def __init__(self, context: AdapterContext) -> None:
        super().__init__(context)
        self.graphql = graphql = GraphQL(context)
        self.accounts = VendureAccounts(graphql)
        self.cart = VendureCart(graphql)
        self.checkout = VendureCheckout(graphql, self.cart)
        self.orders, self.refunds = VendureOrders(graphql), VendureRefunds(graphql)
        self.inventory, self.pricing = VendureStock(graphql), VendurePrices(graphql)
        self.reads_mails(_MAILS)

    def prepare(self) -> None:
        """Set an empty Vendure up."""
        seed(self.graphql)
