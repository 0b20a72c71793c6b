"""A valid request for each operation of each service: a refusal must not come from a bad body."""

from __future__ import annotations

from collections.abc import Iterator

from environment.topology import Topology, topology
from steps.tasks.permissions import bodies
from steps.tasks.permissions.bodies import LONG_AGO
from steps.tasks.permissions.request import Request
from steps.tasks.permissions.rules import GuardedOperation, OwnerRule, rows_of
from steps.tasks.permissions.scene import OF_STAFF, REMOVED, Scene
from steps.tasks.purchase_by_calls import PurchaseByCalls, Stage
from steps.vocabulary.lookup import lookup
from steps.world.addresses import ABROAD

_CART = OwnerRule("cart-not-found")
_ORDER = OwnerRule("order-not-found")
_CHECKOUT = OwnerRule("no-such-checkout")


def _of_buyers() -> Iterator[Request]:
    cart, lines = "/carts/{cart_id}", "/carts/{cart_id}/lines"
    of_all = OwnerRule(open_to_all=True)
    yield Request("cart", "POST", "/carts", lambda *_: {"currency": "USD"}, ownership=of_all)
    yield Request("cart", "GET", cart, ownership=_CART)
    yield Request("cart", "GET", f"{cart}/availability", ownership=_CART)
    yield Request("cart", "GET", f"{cart}/quote", query="?country=US", ownership=_CART)
    yield Request("cart", "POST", lines, bodies.one_more_copy, ownership=_CART)
    yield Request("cart", "PUT", f"{lines}/{{sku}}", lambda *_: {"quantity": 3}, ownership=_CART)
    codes = f"{cart}/discount-codes"
    yield Request("cart", "POST", codes, lambda *_: {"code": "SPRING"}, ownership=_CART)
    yield Request("cart", "DELETE", codes, query="?code=SPRING", ownership=_CART)
    yield Request("cart", "DELETE", f"{lines}/{{sku}}", title=REMOVED, ownership=_CART)
    yield Request("cart", "POST", f"{cart}/claim", ownership=OwnerRule(account=True), loose_cart=True)
    yield Request("cart", "POST", f"{cart}/closing", bodies.closing, loose_cart=True)
    yield Request("checkout", "GET", "/checkouts/{checkout_id}", ownership=_CHECKOUT)
    yield Request("checkout", "POST", "/checkouts/{checkout_id}/continuation", ownership=_CHECKOUT)
    yield Request("checkout", "POST", "/checkouts", Scene.submission, ownership=OwnerRule("no-such-cart"))
    yield Request("checkout", "POST", "/gift-cards/balances", lambda *_: {"gift_cards": []})
    yield Request("orders", "GET", "/orders")
    yield Request("orders", "GET", "/orders/{order_number}", ownership=_ORDER)
    yield Request("orders", "GET", "/orders/{order_number}/invoice", ownership=_ORDER)
    yield Request(
        "orders",
        "PUT",
        "/orders/{order_number}/address",
        lambda *_: dict(ABROAD),
        ownership=_ORDER,
        told_if_admitted="other-destination",
    )
    of_account = OwnerRule("order-not-found", account=True)
    yield Request("orders", "POST", "/orders/{order_number}/claim", ownership=of_account, loose_cart=True)
    yield Request(
        "notifications", "GET", "/mails", query="?order_number={order_number}"
    )  # before the order is canceled
    yield Request("notifications", "POST", "/mails/{order_number}/confirmation/copies", bodies.copy)
    yield Request("orders", "POST", "/orders/{order_number}/cancellation", ownership=_ORDER)
    yield Request("orders", "POST", "/downloads/opening", bodies.opening, ownership=of_all)  # by its link
    yield from _erasures()


def _erasures() -> Iterator[Request]:
    account, is_open = OwnerRule(account=True), "orders-open"
    yield Request("orders", "POST", "/personal-data/erasure", ownership=account, told_if_admitted=is_open)
    yield Request("orders", "POST", "/orders/{order_number}/erasure", told_if_admitted=is_open)
    mails = "/mails/{order_number}/erasure"
    yield Request("notifications", "POST", mails, told_if_admitted="mail-under-way")
    yield Request("pricing", "POST", "/quotes/{quote_id}/erasure", stage=Stage.QUOTED)


def _of_inventory() -> Iterator[Request]:
    title, reservation = "/titles/{sku}", "/reservations/{checkout_id}"
    yield Request("inventory", "PUT", title, lambda *_: {"title": OF_STAFF}, title=OF_STAFF)
    yield Request("inventory", "POST", f"{title}/receipts", bodies.receipt, title=OF_STAFF)
    yield Request("inventory", "PUT", f"{title}/on-hand", lambda *_: {"copies": 77}, title=OF_STAFF)
    yield Request("inventory", "POST", f"{title}/withdrawal", title=OF_STAFF)
    yield Request("inventory", "DELETE", f"{title}/withdrawal", title=OF_STAFF)
    yield Request("inventory", "GET", "/availability", query="?sku={sku}")
    yield Request("inventory", "GET", reservation, stage=Stage.PLACED)
    yield Request(
        "inventory",
        "PUT",
        reservation,
        purchase_body=PurchaseByCalls.reservation,
        stage=Stage.NOTHING,
    )
    yield Request("inventory", "POST", f"{reservation}/confirmation", stage=Stage.CAPTURED)
    yield Request("inventory", "POST", f"{reservation}/release", stage=Stage.PLACED)
    yield Request("inventory", "POST", f"{reservation}/returns", bodies.returned_copies, stage=Stage.PAID)
    yield Request("inventory", "POST", f"{reservation}/exchanges", bodies.exchanged_copies, stage=Stage.PAID)
    yield Request("inventory", "POST", f"{reservation}/restock", stage=Stage.PAID)


def _of_pricing() -> Iterator[Request]:
    quote = "/quotes/{quote_id}"
    yield Request("pricing", "PUT", "/prices/{sku}/{currency}", lambda *_: {"amount": 900}, title=OF_STAFF)
    yield Request("pricing", "GET", "/prices/{sku}")
    sale = "/sale-prices/{sku}/{currency}"
    yield Request("pricing", "PUT", sale, bodies.sale, title=OF_STAFF)
    group_price = "/group-prices/{sku}/{currency}/{group}"
    yield Request("pricing", "PUT", group_price, lambda *_: {"amount": 700}, title=OF_STAFF)
    yield Request("pricing", "PUT", "/customers/{customer_id}/group", lambda *_: {"group": "students"})
    yield Request("pricing", "DELETE", "/customers/{customer_id}/group")
    yield Request("pricing", "PUT", "/weights/{sku}", lambda *_: {"grams": 500}, title=OF_STAFF)
    yield Request("pricing", "PUT", "/tax-rates/{country}", bodies.tax)
    yield Request("pricing", "PUT", "/tax-rates/{country}/{region}", bodies.tax)
    yield Request("pricing", "PUT", "/tax-classes/{sku}", lambda *_: {"tax_class": "reduced"}, title=OF_STAFF)
    exemption = "/customers/{customer_id}/tax-exemption"
    yield Request("pricing", "PUT", exemption, lambda *_: {"certificate": "MTC-1"})
    yield Request("pricing", "DELETE", exemption)
    yield Request("pricing", "PUT", "/shipping-rates/{country}/{currency}", lambda *_: {"amount": 500})
    method = "/shipping-rates/{country}/{currency}/{method}"
    yield Request("pricing", "PUT", method, lambda *_: {"amount": 500})
    yield Request("pricing", "DELETE", method)
    yield Request("pricing", "PUT", "/discount-codes/{code}", lambda *_: {"kind": "percent", "percent": 9})
    yield Request("pricing", "DELETE", "/discount-codes/{code}")
    yield Request("pricing", "GET", quote, stage=Stage.PLACED)
    for word, binding in (("quote", False), ("binding quote", True)):
        yield Request(
            "pricing",
            "PUT",
            quote,
            purchase_body=bodies.quoted(binding),
            stage=Stage.RESERVED if binding else Stage.NOTHING,
            words=(word,),
        )
    yield Request("pricing", "POST", f"{quote}/release", stage=Stage.QUOTED)
    yield Request("pricing", "POST", f"{quote}/cancellation", stage=Stage.QUOTED)


def _of_payments() -> Iterator[Request]:
    payment = "/payments/{checkout_id}"
    span = {"since": LONG_AGO, "until": LONG_AGO}
    yield Request("payments", "POST", "/reconciliations", lambda *_: span)
    yield Request("payments", "GET", "/reconciliations/findings")
    yield Request("payments", "GET", "/payments/circuit")
    yield Request("payments", "GET", payment, stage=Stage.PAID)
    yield Request("payments", "PUT", payment, purchase_body=PurchaseByCalls.payment, stage=Stage.QUOTED)
    yield Request("payments", "POST", f"{payment}/inquiry", stage=Stage.PLACED)
    yield Request("payments", "POST", f"{payment}/capture", stage=Stage.PLACED)
    yield Request(
        "payments",
        "PUT",
        f"{payment}/captures/{{capture_id}}",
        bodies.captured_part,
        stage=Stage.PLACED,
        told_if_admitted="not-capturable",  # the card of that purchase is captured whole
    )
    yield Request("payments", "POST", f"{payment}/refunds", bodies.refund, stage=Stage.PAID)
    yield Request("payments", "POST", f"{payment}/return", stage=Stage.PLACED)
    yield Request("payments", "POST", "/webhooks/stripe", bodies.event_of_the_gateway)


def _of_transfers() -> Iterator[Request]:
    path, expected = "/expected-transfers/{checkout_id}", PurchaseByCalls.expected_transfer
    yield Request("payments", "PUT", path, purchase_body=expected, stage=Stage.QUOTED, by_transfer=True)
    yield Request("payments", "PUT", "/transfers/{bank_id}", bodies.transfer)
    yield Request("payments", "GET", "/repayments")
    yield Request("payments", "PUT", "/credit-limits/{customer_id}", bodies.credit_limit)
    yield Request("payments", "GET", "/credit-limits/{customer_id}")
    yield Request("payments", "POST", "/repayments/{repayment_id}/sent")


def _of_gift_cards() -> Iterator[Request]:
    yield Request("payments", "PUT", "/gift-cards/{gift_card_id}", bodies.gift_card)
    yield Request("payments", "POST", "/gift-cards/balances", lambda *_: {"gift_cards": []})
    redemption = "/redemptions/{checkout_id}"
    yield Request(
        "payments",
        "PUT",
        redemption,
        purchase_body=PurchaseByCalls.redemption,
        stage=Stage.NOTHING,
        readied=PurchaseByCalls.issue_gift_card,
    )
    yield Request("payments", "POST", f"{redemption}/release", stage=Stage.NOTHING)
    yield Request(
        "payments",
        "POST",
        f"{redemption}/refunds",
        bodies.gift_card_refund,
        stage=Stage.NOTHING,
        readied=bodies.redeemed,
    )


def _of_sold_gift_cards() -> Iterator[Request]:
    sale, sold = "/gift-card-sales/{checkout_id}", PurchaseByCalls.sell_gift_cards
    sell = PurchaseByCalls.sale
    yield Request("payments", "PUT", sale, purchase_body=sell, stage=Stage.NOTHING, readied=sold)
    yield Request("payments", "POST", f"{sale}/void", stage=Stage.NOTHING, readied=sold)
    back = PurchaseByCalls.card_return
    yield Request(
        "payments", "POST", f"{sale}/returns", purchase_body=back, stage=Stage.NOTHING, readied=sold
    )


def _of_orders() -> Iterator[Request]:
    order = "/checkouts/{checkout_id}/order"
    span = f"?since={LONG_AGO}&until={LONG_AGO}"
    yield Request("orders", "GET", order, stage=Stage.PAID)
    yield Request("orders", "GET", "/paid-orders", query=span)
    yield Request("orders", "PUT", order, purchase_body=PurchaseByCalls.order, stage=Stage.AUTHORIZED)
    paid = bodies.captured
    yield Request("orders", "POST", f"{order}/payment", purchase_body=paid, stage=Stage.CONFIRMED)
    yield Request("orders", "POST", f"{order}/acceptance", stage=Stage.PLACED, by_transfer=True)
    yield Request(
        "orders",
        "PUT",
        f"{order}/transfer",
        purchase_body=bodies.received,
        stage=Stage.CAPTURED,
        by_transfer=True,
    )
    yield Request(
        "orders", "POST", f"{order}/cancellation", lambda *_: {"reason": "none"}, stage=Stage.PLACED
    )
    yield Request("orders", "PUT", f"{order}/flag", lambda *_: {"flag": "disputed"}, stage=Stage.PLACED)
    yield Request("orders", "PUT", f"{order}/refunds/{{refund_id}}", bodies.refund_notice, stage=Stage.PAID)
    yield Request("orders", "POST", "/orders/{order_number}/refunds", bodies.order_refund, stage=Stage.PAID)
    yield Request("notifications", "POST", "/events", bodies.event_of_orders, stage=Stage.PAID)


def _of_parcels() -> Iterator[Request]:
    yield Request(
        "orders", "PUT", "/orders/{order_number}/shipments/{shipment_id}", bodies.copies, loose_order=True
    )
    yield Request(
        "orders",
        "PUT",
        "/orders/{order_number}/returns/{return_id}",
        bodies.came_back,
        loose_order=True,
        told_if_admitted="more-than-shipped",
    )
    yield Request(
        "orders",
        "PUT",
        "/orders/{order_number}/exchanges/{exchange_id}",
        bodies.copies,
        loose_order=True,
        told_if_admitted="more-than-came-back",
    )


REQUESTS: tuple[Request, ...] = (
    *_of_inventory(),
    *_of_pricing(),
    *_of_payments(),
    *_of_transfers(),
    *_of_gift_cards(),
    *_of_sold_gift_cards(),
    *_of_orders(),
    *_of_parcels(),
    *_of_buyers(),
)
"""In the order in which allowed requests are made: a cart is looked at before it is bought."""


def operations(topology: Topology) -> dict[GuardedOperation, Request]:
    """Every request with the callers that the topology has for it."""
    return {_operation(topology, request): request for request in REQUESTS}


def named_operations() -> dict[str, tuple[GuardedOperation, Request]]:
    """Every operation of the topology in use with its request, by its name."""
    return {operation.name: (operation, request) for operation, request in operations(topology()).items()}


def operation_of_name(name: str) -> tuple[GuardedOperation, Request]:
    """The operation of this name, and its request; ValueError lists the names."""
    return lookup("operation with a request", name, named_operations())


def _operation(topology: Topology, request: Request) -> GuardedOperation:
    place = (request.callee, request.method, request.path)
    rows = [
        (word, caller)
        for callee, method, path, word, caller in rows_of(topology)
        if (callee, method, path) == place and (not request.words or word in request.words)
    ]
    words = tuple(dict.fromkeys(word for word, _ in rows)) or ("not in the topology",)
    return GuardedOperation(*place, words, frozenset(caller for _, caller in rows), request.ownership)
