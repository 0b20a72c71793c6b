"""The routes of groups of customers, for the staff: who is in one, and what its members pay."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter

from bookstore.platform.access import Staff
from bookstore.platform.money import Currency, Money
from bookstore.platform.problem import refused_with
from bookstore.platform.schemas import CustomerId, ReplyBody, RequestBody, ShortText, Sku
from bookstore.platform.server import ThreadedRouter
from bookstore.pricing.catalog import CatalogService
from bookstore.pricing.catalog_schemas import PriceRequest
from bookstore.pricing.errors import PROBLEMS, PriceTooSmall


class GroupRequest(RequestBody):
    """The group that a customer is in."""

    group: ShortText


class MembershipReply(ReplyBody):
    """The customer, and the group that they are in now."""

    customer: str
    group: str


class EndedMembershipReply(ReplyBody):
    """The customer is in no group."""

    customer: str
    state: Literal["in no group"]


class GroupPriceReply(ReplyBody):
    """What one copy costs the members of a group, in minor units of the currency."""

    sku: str
    currency: Currency
    group: str
    amount: int


def group_routes(catalog: CatalogService) -> APIRouter:
    """The routes under /customers and /group-prices."""
    router = ThreadedRouter(tags=["groups of customers"])

    @router.put("/customers/{customer_id}/group")
    def put_group(customer_id: CustomerId, body: GroupRequest, _: Staff) -> MembershipReply:
        """Put a customer into a group, out of any other."""
        catalog.join_group(customer_id, body.group)
        return MembershipReply(customer=customer_id, group=body.group)

    @router.delete("/customers/{customer_id}/group")
    def leave_group(customer_id: CustomerId, _: Staff) -> EndedMembershipReply:
        """Take a customer out of the group. Harmless when repeated."""
        catalog.leave_group(customer_id)
        return EndedMembershipReply(customer=customer_id, state="in no group")

    @router.put("/group-prices/{sku}/{currency}/{group}", responses=refused_with(PROBLEMS[PriceTooSmall]))
    def put_group_price(
        sku: Sku, currency: Currency, group: ShortText, body: PriceRequest, _: Staff
    ) -> GroupPriceReply:
        """Set what one copy costs the members of a group; a lower price of the title counts as before."""
        catalog.set_group_price(sku, group, Money(body.amount, currency))
        return GroupPriceReply(sku=sku, currency=currency, group=group, amount=body.amount)

    return router
