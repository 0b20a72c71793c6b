"""The routes of the orders service."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response

from bookstore.orders.errors import (
    PROBLEMS,
    AlreadyCanceled,
    AlreadyShipped,
    AmountMismatch,
    CheckoutInProgress,
    ConflictingRequest,
    CopiesExchanged,
    EbookOpened,
    GiftCardSold,
    NotRefundable,
    OrderNotFound,
    OrderRefusal,
    RefundsUnderWay,
    RefundTooFine,
    RefundTooLarge,
    TotalsDoNotAddUp,
)
from bookstore.orders.model import Order
from bookstore.orders.refunds.refund import OrderRefundState
from bookstore.orders.schemas.orders import (
    CancellationRequest,
    OrderBody,
    OrderCancellation,
    OrderList,
    OrderPlaced,
    OrderStatusReply,
    OrderView,
    PaidOrders,
    PaymentNotice,
)
from bookstore.orders.schemas.refunds import FlagNotice, RefundNotice, RefundOrderRequest, RequestedRefundView
from bookstore.orders.schemas.transfers import TransferNotice
from bookstore.orders.service import OrderService
from bookstore.orders.states import OrderState
from bookstore.orders.store import MOST_ORDERS_SHOWN
from bookstore.platform.access import CartToken, CurrentBuyer, Peers, SignedIn, staff
from bookstore.platform.auth import Guest, token_hash
from bookstore.platform.fingerprint import fingerprint
from bookstore.platform.problem import Responses, refused_with
from bookstore.platform.schemas import Moment
from bookstore.platform.server import ThreadedRouter

_CHECKOUT_ONLY = [Depends(Peers("checkout"))]
_CHECKOUT_AND_PAYMENTS = [Depends(Peers("checkout", "payments"))]
_PAYMENTS = Depends(Peers("payments"))
_PAYMENTS_AND_STAFF = Depends(Peers("payments", staff_too=True))
_STAFF_ONLY = Depends(staff)


def _refused(*refusals: type[OrderRefusal]) -> Responses:
    return refused_with(*(PROBLEMS[refusal] for refusal in refusals))


_PLACED: Responses = {
    200: {"model": OrderPlaced, "description": "The order had been placed before"},
    **_refused(ConflictingRequest, AlreadyCanceled, TotalsDoNotAddUp),
}
_UNFOUND = _refused(OrderNotFound)
_UNPAID = _refused(OrderNotFound, AmountMismatch, AlreadyCanceled, ConflictingRequest)
_UNCANCELED = _refused(OrderNotFound, CheckoutInProgress, AlreadyShipped, EbookOpened, GiftCardSold)
_UNAWAITED = _refused(OrderNotFound, AlreadyCanceled, ConflictingRequest)
_UNTRANSFERRED = _refused(
    OrderNotFound, CheckoutInProgress, AlreadyCanceled, AmountMismatch, ConflictingRequest
)
_UNREPORTED = _refused(OrderNotFound, CheckoutInProgress, RefundsUnderWay, ConflictingRequest)
_UNREFUNDED = _refused(
    *(OrderNotFound, ConflictingRequest, NotRefundable, EbookOpened, GiftCardSold),
    *(RefundTooLarge, RefundTooFine, CopiesExchanged),
)
OrderNumber = Annotated[str, Path(max_length=40, examples=["BK-7Q2M-4HXW"])]
LastOrder = Annotated[str | None, Query(max_length=40, examples=["BK-7Q2M-4HXW"])]
OrdersOfAPage = Annotated[int, Query(ge=1, le=MOST_ORDERS_SHOWN)]


def _placed(order: Order) -> OrderPlaced:
    return OrderPlaced(
        order_number=order.order_number, state=order.state, grand_total=order.purchase.totals.grand_total
    )


def _for_checkouts(orders: OrderService) -> APIRouter:
    router = ThreadedRouter(prefix="/checkouts/{checkout_id}/order", tags=["checkout"])

    @router.put("", dependencies=_CHECKOUT_ONLY, status_code=201, responses=_PLACED)
    def place_order(checkout_id: UUID, body: OrderBody, response: Response) -> OrderPlaced:
        """Place the checkout's one order. A repeated request with the same body returns the same order."""
        order, is_new = orders.place(checkout_id, body.purchase(), fingerprint(body))
        response.status_code = 201 if is_new else 200
        return _placed(order)

    @router.post("/payment", dependencies=_CHECKOUT_ONLY, responses=_UNPAID)
    def pay_order(checkout_id: UUID, body: PaymentNotice) -> OrderPlaced:
        """The payment was captured: the grand total, or the notice is refused and the order marked."""
        return _placed(orders.pay(checkout_id, body.captured))

    @router.post("/acceptance", dependencies=_CHECKOUT_ONLY, responses=_UNAWAITED)
    def accept_order(checkout_id: UUID) -> OrderPlaced:
        """The checkout has ended: the order waits for a transfer, or is owed, and its customer is told."""
        return _placed(orders.accept(checkout_id))

    @router.post("/cancellation", dependencies=_CHECKOUT_AND_PAYMENTS, responses=_refused(AlreadyShipped))
    def cancel_for_checkout(checkout_id: UUID, body: CancellationRequest) -> OrderCancellation:
        """Cancel the order of a checkout; a checkout without an order never gets one."""
        order = orders.cancel_for_checkout(checkout_id, body.reason)
        if order is not None and order.state is OrderState.CANCELING:
            return OrderCancellation(
                checkout_id=checkout_id, order_number=order.order_number, state=OrderState.CANCELING
            )
        number = order.order_number if order else None
        return OrderCancellation(checkout_id=checkout_id, order_number=number, state=OrderState.CANCELED)

    return router


def _for_payments(orders: OrderService) -> APIRouter:
    """The routes for payments: reports about refunds and flags, and the orders for the reconciliation."""
    router = ThreadedRouter(tags=["payments"])

    @router.put(
        "/checkouts/{checkout_id}/order/refunds/{refund_id}",
        responses=_UNREPORTED,
        dependencies=[_PAYMENTS],
    )
    def report_refund(checkout_id: UUID, refund_id: UUID, body: RefundNotice) -> OrderStatusReply:
        """Report the state of a refund at the gateway; a refund that was made there is added."""
        state = OrderRefundState(body.state)
        order = orders.record_refund_result(checkout_id, refund_id, body.amount, state, body.reduced)
        return OrderStatusReply.of(order)

    @router.put("/checkouts/{checkout_id}/order/transfer", responses=_UNTRANSFERRED, dependencies=[_PAYMENTS])
    def report_transfer(checkout_id: UUID, body: TransferNotice) -> OrderStatusReply:
        """So much of the transfer has arrived; the order is paid once it is the whole."""
        return OrderStatusReply.of(orders.record_transfer(checkout_id, body.received))

    @router.put("/checkouts/{checkout_id}/order/flag", responses=_UNFOUND, dependencies=[_PAYMENTS])
    def flag_order(checkout_id: UUID, body: FlagNotice) -> OrderStatusReply:
        """Flag the order for the staff: something is wrong with its payment."""
        return OrderStatusReply.of(orders.flag(checkout_id, body.flag))

    @router.get("/checkouts/{checkout_id}/order", responses=_UNFOUND, dependencies=[_PAYMENTS_AND_STAFF])
    def order_of_checkout(checkout_id: UUID) -> OrderStatusReply:
        """The state of the checkout's order."""
        return OrderStatusReply.of(orders.of_checkout(checkout_id))

    @router.get("/paid-orders", dependencies=[_PAYMENTS_AND_STAFF])
    def paid_orders(since: Moment, until: Moment, after: UUID | None = None) -> PaidOrders:
        """Orders paid from `since` until before `until`, a page after the checkout `after`."""
        found, more = orders.paid_between(since, until, after)
        return PaidOrders(orders=tuple(OrderStatusReply.of(order) for order in found), more=more)

    return router


def _for_staff(orders: OrderService) -> APIRouter:
    router = ThreadedRouter(prefix="/orders", tags=["staff"], dependencies=[_STAFF_ONLY])

    @router.post(
        "/{order_number}/refunds",
        status_code=201,
        responses={200: {"model": RequestedRefundView, "description": "Asked for before"}, **_UNREFUNDED},
    )
    def refund_order(
        order_number: OrderNumber, body: RefundOrderRequest, response: Response
    ) -> RequestedRefundView:
        """Refund an order that is paid, or is owed and has left: copies, an amount, or the rest."""
        order, refund, is_new = orders.refund(order_number, body.refund_request())
        response.status_code = 201 if is_new else 200
        return RequestedRefundView.requested(refund, order.refunds)

    return router


def _for_buyers(orders: OrderService) -> APIRouter:
    router = ThreadedRouter(prefix="/orders", tags=["shopper"])

    @router.get("", responses=_UNFOUND)
    def list_orders(
        buyer: CurrentBuyer, after: LastOrder = None, most: OrdersOfAPage = MOST_ORDERS_SHOWN
    ) -> OrderList:
        """The buyer's orders, the newest first: a page after the order `after`.

        An order that is placed between two pages is on neither: it is newer than both.
        """
        found, more = orders.latest(buyer, most, after)
        return OrderList(orders=tuple(OrderView.of(order) for order in found), more=more)

    @router.get("/{order_number}", responses=_UNFOUND)
    def read_order(order_number: OrderNumber, buyer: CurrentBuyer) -> OrderView:
        """One order of the buyer's own."""
        return OrderView.of(orders.read(buyer, order_number))

    @router.post("/{order_number}/claim", responses=_UNFOUND)
    def claim_order(order_number: OrderNumber, token: CartToken, customer: SignedIn) -> OrderView:
        """Take a guest's order into the customer's account, with the token of the cart it was bought from."""
        return OrderView.of(orders.claim(order_number, Guest(token_hash(token)), customer))

    @router.post("/{order_number}/cancellation", responses=_UNCANCELED)
    def cancel_order(order_number: OrderNumber, buyer: CurrentBuyer) -> OrderView:
        """Cancel an order that is paid, or waits for a transfer: its money and its copies come back."""
        return OrderView.of(orders.cancel(buyer, order_number))

    return router


def routes(orders: OrderService) -> list[APIRouter]:
    """The routes for checkouts, payments, staff and buyers."""
    return [_for_checkouts(orders), _for_payments(orders), _for_staff(orders), _for_buyers(orders)]
