"""What exists in the shop when every caller asks for everything: each operation has an object to act on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from steps.drivers.transfers import ReportedTransfer
from steps.tasks.direct_calls import DirectCalls
from steps.tasks.ebooks import link_to
from steps.tasks.purchase_by_calls import PurchaseByCalls, Stage
from steps.tasks.shopping import buy, fill_cart, new_submission, offer_ebook, put_on_sale
from steps.vocabulary.money import Money
from steps.world.actors import Actor
from steps.world.world import World

_PRICE = Money.parse("$9.50")
IN_CART, REMOVED, OF_STAFF, EBOOK = "Dune", "Emma", "Persuasion", "Ulysses"
"""Titles: one is bought, one taken out of a cart, one is the staff's alone, and one is an e-book."""


StagedPurchase = tuple[Stage, bool]
"""A stage, and whether the purchase at it is paid by transfer."""


@dataclass
class Buyer:
    """A customer or guest who has bought once, and has come back to fill another cart."""

    actor: Actor
    cart_headers: Mapping[str, str]
    order_headers: Mapping[str, str]
    cart_id: str
    checkout_id: str
    order_number: str

    @property
    def names(self) -> tuple[str, str, str]:
        """What no answer to a stranger may contain."""
        return self.cart_id, self.checkout_id, self.order_number


@dataclass
class Scene:
    """The objects of both buyers, and purchases at every stage that an operation needs."""

    world: World
    calls: DirectCalls
    customer: Buyer
    guest: Buyer
    purchases: dict[StagedPurchase, PurchaseByCalls] = field(default_factory=dict)
    made: list[PurchaseByCalls] = field(default_factory=list)
    strangers_cart: Mapping[str, str] = field(default_factory=dict)
    """The credentials of a guest who owns nothing but an empty cart."""
    used: set[StagedPurchase] = field(default_factory=set)
    """The stages whose purchase an allowed request may have moved on."""
    submissions: dict[str, dict[str, Any]] = field(default_factory=dict)
    ebook_token: str = ""
    """The token of the link to an e-book that was bought."""
    repayment_id: str = ""
    """Of money that the staff has to send back."""
    loose_cart: tuple[str, str] = ("", "")
    """The id and the token of a guest's cart that may be merged or closed."""
    loose_order: str = ""
    """The number of an order of which copies may be shipped."""

    @classmethod
    def prepared(cls, world: World, calls: DirectCalls, purchases: Iterable[StagedPurchase] = ()) -> Scene:
        """Two buyers, a cart that may be closed, and these purchases."""
        for title in (IN_CART, REMOVED, OF_STAFF):
            put_on_sale(world, title, _PRICE)
        customer, guest = world.actors.customer("customer"), world.actors.guest()
        scene = cls(world, calls, _buyer(world, customer), _buyer(world, guest))
        scene.renew_cart()
        scene.owe_money()
        for staged in purchases:
            scene.renew(staged)
        for buyer in (scene.customer, scene.guest):
            scene.submission(buyer)
        scene.ebook_token = _token_of_ebook(world)
        _, token = world.shop.cart.open({}, "USD")
        scene.strangers_cart = {"cart-token": str(token)}
        return scene

    def sku(self, title: str) -> str:
        """The SKU of a title of the scene."""
        return self.world.catalog.sku(title)

    def renew(self, staged: StagedPurchase) -> None:
        """Replace this purchase, since an allowed request has moved it on."""
        stage, by_transfer = staged
        customer_id = str(self.customer.actor.customer_id)
        begun = PurchaseByCalls(self.calls, self.sku(IN_CART), customer_id, by_transfer=by_transfer)
        self.made.append(begun)
        self.purchases[staged] = begun.up_to(stage)
        self.used.discard(staged)

    def owe_money(self) -> None:
        """Let money be owed back: that of a transfer whose reference no order has."""
        staff, transfers = self.world.actors.staff(), self.world.shop.transfers
        transfers.report(staff, ReportedTransfer(str(uuid4()), _PRICE, "books", self.world.clock.now()))
        self.repayment_id = transfers.owed(staff)[0].repayment_id

    def renew_cart(self) -> None:
        """Replace the cart that may be merged or closed."""
        cart_id, token = self.world.shop.cart.open({}, "USD")
        self.loose_cart = (cart_id, str(token))

    def renew_order(self) -> None:
        """Replace the order of which copies may be shipped: its checkout is complete, and stays so."""
        reader = self.world.actors.customer("another customer")
        self.loose_order = buy(self.world, reader, {IN_CART: 1}).order_number
        reader.begin_another_visit()

    def undo(self) -> None:
        """Compensate all purchases, so that the shop adds up."""
        for purchase in self.made:
            purchase.undo()

    def submission(self, buyer: Buyer) -> dict[str, Any]:
        """The body of a checkout of the buyer's cart; looking at its total stores a quote."""
        role = buyer.actor.role
        if role not in self.submissions:
            _, self.submissions[role] = new_submission(self.world, buyer.actor)
        return self.submissions[role]


def _buyer(world: World, actor: Actor) -> Buyer:
    order = buy(world, actor, {IN_CART: 1})
    of_order = dict(actor.credentials)
    actor.begin_another_visit()
    if actor.customer_id is None:
        actor.credentials = {}  # a guest who comes back has no token of the earlier cart
    fill_cart(world, actor, {IN_CART: 1, REMOVED: 1})
    return Buyer(actor, dict(actor.credentials), of_order, actor.cart, order.checkout_id, order.order_number)


def _token_of_ebook(world: World) -> str:
    """The token of the link to an e-book, which a reader buys."""
    reader = world.actors.customer("reader")
    offer_ebook(world, EBOOK)
    put_on_sale(world, EBOOK, _PRICE)
    buy(world, reader, {EBOOK: 1})
    return link_to(world, reader, EBOOK).rpartition("token=")[2]
