"""Oscar's ports, as the suite asks for them."""

from __future__ import annotations

from typing import ClassVar

from oscar_adapter.accounts import OscarAccounts, Visitors
from oscar_adapter.cart import OscarCart
from oscar_adapter.checkout import OscarCheckout
from oscar_adapter.orders import OscarOrders, OscarRefunds
from oscar_adapter.stock import OscarPrices, OscarStock
from steps.drivers.adapter import AdapterContext, ShopAdapter
from steps.drivers.mails_by_pattern import MailPatterns

_ONE_WAY = "there is one way of shipping"
_NO_TRANSFERS = "the example takes no bank transfers"
_NO_TAXES = "the default strategy knows no taxes"
_NO_GIFT_CARDS = "the example knows no gift cards and no store credit"
_ONE_PRICE = "the example sells at one price"
_ORDER = r"Confirmation of order (\d+)"
_MAILS = MailPatterns(kinds={_ORDER: "confirmation"}, order=_ORDER, total=r"(?m)^Order Total: (.*\d)")


class Oscar(ShopAdapter):
    """What django-oscar 4.2 offers with its default configuration."""

    not_offered: ClassVar = {
        "orders.invoice": "the shop writes no invoices",
        "orders.erase": "the shop erases nobody",
        "orders.send_to": "the address of an order stays as it was typed",
        "refunds.send_to": "the address of an order stays as it was typed",
        "refunds.erase": "the shop erases nobody",
        "orders.claim": "a guest has no token that could prove that an order is theirs",
        "orders.page": "the example reads the history as one page",
        "cart.claim": "carts merge where a guest signs in within the same session",
        "payments": "payments are not reconciled",
        "transfers": _NO_TRANSFERS,
        "orders.transfer_terms": _NO_TRANSFERS,
        "cart.next_cart": "what is added after an order is in a new basket",
        "cart.line_availability": "the basket says in words whether a title is in stock",
        "cart.take_code_out": "the example offers no codes",
        "cart.codes": "the example offers no codes",
        "cart.enter_code": "the example offers no codes",
        "pricing.offer_code": "the example offers no codes",
        "pricing.withdraw_code": "the example offers no codes",
        "pricing.set_tax": _NO_TAXES,
        "pricing.set_included_tax": _NO_TAXES,
        "pricing.set_tax_by": _NO_TAXES,
        "pricing.set_tax_class": _NO_TAXES,
        "pricing.exempt": _NO_TAXES,
        "pricing.end_exemption": _NO_TAXES,
        "pricing.set_shipping": "the default way of shipping is free",
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
        "pricing.keeps": "no quote is stored",
        "orders.cancel": "customers cannot cancel an order",
        "orders.delivery": "the example does not ask for the address of an order",
        "inventory.put_back_on_sale": "the example does not withdraw titles",
        "inventory.offer_ebook": "the example sells printed books",
        "inventory.offer_gift_card": "the example sells no gift cards",
        "orders.open_ebook": "the example sells printed books",
        "inventory.withdraw": "the example does not withdraw titles",
        "notifications.queued_mails": "mails are sent while the customer waits",
        "notifications.copy_confirmation": "a confirmation is sent once",
        "checkout.document": "it has pages, and no API",
        "refunds.flag": "no order is marked",
        "refunds.for_staff": "no order is marked",
        "shipments": "the example ships nothing",
    }

    def __init__(self, context: AdapterContext) -> None:
        super().__init__(context)
        visitors = Visitors(context)
        self.accounts = OscarAccounts(visitors)
        self.cart = OscarCart(visitors)
        self.orders = OscarOrders(visitors)
        self.refunds = OscarRefunds(visitors)
        self.checkout = OscarCheckout(visitors, self.cart, self.orders, self.refunds)
        self.inventory = OscarStock(visitors)
        self.pricing = OscarPrices(visitors)
        self.reads_mails(_MAILS)
