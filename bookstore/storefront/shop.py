"""What the routes of the storefront share."""

from __future__ import annotations

from dataclasses import dataclass

from bookstore.storefront.carts import Carts
from bookstore.storefront.downloads import Downloads
from bookstore.storefront.invoices import InvoiceCopies
from bookstore.storefront.pages import Pages
from bookstore.storefront.prepaid import GiftCards
from bookstore.storefront.purchases import Checkouts, Orders
from bookstore.storefront.shelf import Shelf
from bookstore.storefront.sign_in import SignIn
from bookstore.storefront.visit import BuyerCarts


@dataclass(frozen=True)
class Storefront:
    """The pages, and the clients of the services that they are about."""

    pages: Pages
    shelf: Shelf
    carts: Carts
    checkouts: Checkouts
    gift_cards: GiftCards
    orders: Orders
    invoices: InvoiceCopies
    downloads: Downloads
    sign_in: SignIn

    @property
    def buyer_carts(self) -> BuyerCarts:
        """Finds the cart of a visit."""
        return BuyerCarts(self.carts)
