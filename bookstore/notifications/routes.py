"""The routes of the notifications service."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Path, Query, Response

from bookstore.notifications.errors import (
    PROBLEMS,
    ConfirmationPending,
    MailUnderWay,
    NothingToCopy,
    OrderCanceled,
)
from bookstore.notifications.schemas import (
    CopyRequest,
    ErasedMails,
    EventReceipt,
    MailList,
    MailView,
    OrderEvent,
)
from bookstore.notifications.service import NotificationService
from bookstore.platform.access import Peers, Staff, staff
from bookstore.platform.problem import refused_with
from bookstore.platform.schemas import OrderNumber
from bookstore.platform.server import ThreadedRouter

_ORDERS_ONLY = [Depends(Peers("orders"))]
_STAFF_ONLY = [Depends(staff)]
_UNCOPIED = refused_with(
    *(PROBLEMS[refusal] for refusal in (NothingToCopy, ConfirmationPending, OrderCanceled))
)
CloudEvent = Annotated[OrderEvent, Body(media_type="application/cloudevents+json")]


def routes(notifications: NotificationService) -> list[APIRouter]:
    """The routes for events of orders, and for the staff."""
    return [_for_orders(notifications), _for_staff(notifications)]


def _for_orders(notifications: NotificationService) -> APIRouter:
    router = ThreadedRouter(tags=["notifications"])

    @router.post("/events", status_code=202, dependencies=_ORDERS_ONLY)
    def receive_event(event: CloudEvent) -> EventReceipt:
        """Receive an event of an order and queue its mail, once; a repeated event changes nothing.

        An event of a type without a mail is accepted as well.
        """
        notifications.receive(event)
        return EventReceipt(id=event.id)

    @router.post(
        "/mails/{order_number}/erasure",
        dependencies=_ORDERS_ONLY,
        responses=refused_with(PROBLEMS[MailUnderWay]),
    )
    def erase_mails(order_number: Annotated[OrderNumber, Path()]) -> ErasedMails:
        """Erase recipients and messages of an order's mails. Harmless when repeated."""
        return ErasedMails(order_number=order_number, mails=notifications.erase(order_number))

    return router


def _for_staff(notifications: NotificationService) -> APIRouter:
    router = ThreadedRouter(tags=["notifications"])

    @router.get("/mails", dependencies=_STAFF_ONLY)
    def list_mails(order_number: Annotated[OrderNumber, Query()]) -> MailList:
        """The mails of an order and their states."""
        found = notifications.of_order(order_number)
        return MailList(mails=tuple(MailView.of(mail) for mail in found))

    @router.post(
        "/mails/{order_number}/confirmation/copies",
        status_code=201,
        responses={
            200: {"model": MailView, "description": "Asked for before"},
            **_UNCOPIED,
        },
    )
    def copy_confirmation(
        order_number: Annotated[OrderNumber, Path()], request: CopyRequest, response: Response, member: Staff
    ) -> MailView:
        """Send the customer a copy of the order's confirmation, to the same address."""
        mail, is_new = notifications.copy_confirmation(order_number, request.copy_id, member.customer_id)
        response.status_code = 201 if is_new else 200
        return MailView.of(mail)

    return router
