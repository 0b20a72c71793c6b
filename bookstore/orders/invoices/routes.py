"""The route of invoices."""

from __future__ import annotations

from fastapi import APIRouter

from bookstore.orders.errors import PROBLEMS, NoInvoice, OrderNotFound
from bookstore.orders.invoices.binding_quotes import Invoices
from bookstore.orders.invoices.schemas import InvoiceView
from bookstore.orders.routes import OrderNumber
from bookstore.orders.service import OrderService
from bookstore.platform.access import CurrentBuyer
from bookstore.platform.problem import refused_with
from bookstore.platform.server import ThreadedRouter

_NO_COPY = refused_with(PROBLEMS[OrderNotFound], PROBLEMS[NoInvoice])


def invoice_routes(orders: OrderService, invoices: Invoices) -> APIRouter:
    """The route with which buyers read their invoices."""
    router = ThreadedRouter(tags=["shopper"])

    @router.get("/orders/{order_number}/invoice", responses=_NO_COPY)
    def read_invoice(order_number: OrderNumber, buyer: CurrentBuyer) -> InvoiceView:
        """A copy of the invoice of a paid order, with the credit notes to it."""
        return InvoiceView.of(invoices.of(orders.read(buyer, order_number)))

    return router
