"""The routes of erasures."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter

from bookstore.orders.erasure.service import Erasure, ErasureService
from bookstore.orders.errors import PROBLEMS, OrderNotFound, OrdersOpen
from bookstore.orders.routes import OrderNumber
from bookstore.platform.access import SignedIn, Staff
from bookstore.platform.problem import refused_with
from bookstore.platform.schemas import ReplyBody
from bookstore.platform.server import ThreadedRouter


class ErasureView(ReplyBody):
    """How many orders name no person any more, and whether other services still have to follow."""

    orders: int
    state: Literal["under way", "complete"]

    @classmethod
    def of(cls, erasure: Erasure) -> ErasureView:
        """The JSON form of this erasure."""
        return cls(orders=erasure.orders, state="complete" if erasure.complete else "under way")


def routes(erasures: ErasureService) -> APIRouter:
    """The routes for customers, and for the staff."""
    router = ThreadedRouter()

    @router.post("/personal-data/erasure", tags=["shopper"], responses=refused_with(PROBLEMS[OrdersOpen]))
    def erase_account(customer: SignedIn) -> ErasureView:
        """Erase the personal data of every order of the account. A repeated request says how far it is."""
        return ErasureView.of(erasures.of_account(customer))

    @router.post(
        "/orders/{order_number}/erasure",
        tags=["staff"],
        responses=refused_with(PROBLEMS[OrderNotFound], PROBLEMS[OrdersOpen]),
    )
    def erase_order(order_number: OrderNumber, _: Staff) -> ErasureView:
        """Erase the personal data of one order, for a guest who has asked the staff."""
        return ErasureView.of(erasures.of_order(order_number))

    return router
