"""The HTTP surface of notifications."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Path, Query, Response

from bookstore.notifications.schemas import (
    CopyRequest,
    EventReceipt,
    MailList,
    MailView,
    OrderEvent,
    OrderNumber,
)
from bookstore.notifications.service import NotificationService
from bookstore.platform.access import Peers, Staff
from bookstore.platform.problem import documented

_ORDERS_ONLY = [Depends(Peers("orders"))]
_INSIDERS = [Depends(Peers("orders", "checkout", staff_too=True))]
CloudEvent = Annotated[OrderEvent, Body(media_type="application/cloudevents+json")]


def routes(notifications: NotificationService) -> list[APIRouter]:
    """What orders may tell, and what staff and other services may see."""
    router = APIRouter(tags=["notifications"])

    @router.post("/events", status_code=202, dependencies=_ORDERS_ONLY)
    def take_event(event: CloudEvent) -> EventReceipt:
        """An order's event: its mail is queued once, however often the event comes.

        An event of a type that no mail belongs to is taken as well.
        """
        notifications.take(event)
        return EventReceipt(id=event.id)

    @router.get("/mails", dependencies=_INSIDERS)
    def list_mails(order_number: Annotated[OrderNumber, Query()]) -> MailList:
        """The order's mails and how they stand."""
        found = notifications.of_order(order_number)
        return MailList(mails=tuple(MailView.of(mail) for mail in found))

    @router.post(
        "/mails/{order_number}/confirmation/copies",
        status_code=201,
        responses={**documented(404, 409), 200: {"model": MailView, "description": "Asked for before"}},
    )
    def copy_confirmation(
        order_number: Annotated[OrderNumber, Path()], wish: CopyRequest, response: Response, who: Staff
    ) -> MailView:
        """Send the customer the order's confirmation once more, to the same address."""
        mail, is_new = notifications.copy_confirmation(order_number, wish.copy_id, who.customer_id)
        response.status_code = 201 if is_new else 200
        return MailView.of(mail)

    return [router]
