"""Filling each field of a checkout to the limit that its document states, and one character beyond it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from steps.drivers.api import Refused
from steps.drivers.pricing import ShippingTerms
from steps.tasks.mail_arrival import wait_until_mail_is_sent
from steps.tasks.shopping import fill_cart, new_submission, submit
from steps.vocabulary.field_limits import DocumentedFields
from steps.vocabulary.money import Money
from steps.world.actors import Actor
from steps.world.scenario_state import FilledField
from steps.world.world import World

_WAY = "shipping_method"
_LABEL = 63  # characters of a part of a domain: RFC 1035, section 2.3.4
_BY_ITS_COUNTRY = {"ship_to.postal_code": "97201-1234", "bill_to.postal_code": "97201-1234"}
"""Fields whose longest value is shorter than their limit: a postal code has the form of its country."""


def longest_texts(world: World) -> dict[str, int]:
    """The texts of a checkout that a customer writes freely, with their longest length, from its document."""
    fields = DocumentedFields(world.shop.checkout.document()).of_request("POST", "/checkouts")
    return {
        name: int(one.schema["maxLength"])
        for name, limits in fields.items()
        for one in limits
        if "maxLength" in one.schema and "pattern" not in one.schema
    }


def fill_to_the_limit(world: World, actor: Actor, title: str) -> list[FilledField]:
    """Buy a copy for each field: refused with one character too many, then accepted with as many as fit."""
    found = []
    for field, longest in longest_texts(world).items():
        actor.begin_another_visit()
        fill_cart(world, actor, {title: 1})
        if field == _WAY:
            _offer_way(world, text_of(field, longest))
        beyond = _wrong_beyond(world, actor, field, text_of(field, longest + 1))
        fits = _BY_ITS_COUNTRY.get(field) or text_of(field, longest)
        found.append(FilledField(field, longest, (*beyond, *_wrong_at(world, actor, field, fits))))
    return found


def _offer_way(world: World, way: str) -> None:
    """The staff calls a way of shipping so, for nothing: only what is offered can be chosen."""
    currency = next(iter(world.catalog.prices.values())).currency
    terms = ShippingTerms(way, Money(0, currency))
    world.shop.pricing.set_shipping_by(world.actors.staff(), "US", terms)


def text_of(field: str, length: int) -> str:
    """A text of this length that is legible as this field: for a mail address one with long labels."""
    if not field.endswith("email"):
        return "n" * length
    local, ending = "m" * 64 + "@", ".example"
    labels, left = [], length - len(local) - len(ending)
    while left > 0:
        size = left if left <= _LABEL else min(_LABEL, left - 2)
        labels.append("d" * size)
        left -= size + 1
    return local + ".".join(labels) + ending


def _wrong_beyond(world: World, actor: Actor, field: str, text: str) -> tuple[str, ...]:
    before = world.shop.orders.of(actor.credentials)
    key, body = new_submission(world, actor)
    outcome = submit(world, actor, key, _filled(body, field, text)).outcome
    if world.shop.orders.of(actor.credentials) != before:
        return ("one character beyond it there is an order",)
    if not isinstance(outcome, Refused):
        return ("one character beyond it was accepted",)
    named = [error["field"].removeprefix("body.") for error in outcome.members.get("errors", ())]
    return () if named == [field] else (f"one beyond it: {outcome} about {named}",)


def _wrong_at(world: World, actor: Actor, field: str, text: str) -> tuple[str, ...]:
    key, body = new_submission(world, actor)
    outcome = submit(world, actor, key, _filled(body, field, text)).outcome
    if isinstance(outcome, Refused):
        return (f"at the limit: {outcome}",)
    ordered = world.shop.orders.delivery(actor.credentials, outcome.order_number)
    wrong = [] if _read(ordered, field) == text else [f"the order has {_read(ordered, field)!r}"]
    wrong += [] if _is_mailed(world, outcome.order_number, text) else ["no mail has it"]
    return tuple(wrong)


def _is_mailed(world: World, order_number: str, text: str) -> bool:
    """Whether the confirmation went to this address, or states this text; its lines may be wrapped."""
    wait_until_mail_is_sent(world)
    mails = [mail for mail in world.shop.inbox.all() if order_number in mail.subject]
    return any(text in mail.recipients or text in "".join(mail.text.split()) for mail in mails)


def _filled(body: Mapping[str, Any], field: str, text: str) -> dict[str, Any]:
    filled = deepcopy(dict(body))
    if field.startswith("bill_to."):
        filled["bill_to"] = deepcopy(filled["ship_to"])
    *owners, name = field.split(".")
    owner = filled
    for each in owners:
        owner = owner[each]
    owner[name] = text
    return filled


def _read(order: Mapping[str, Any], field: str) -> object:
    found: Any = order
    for name in field.split("."):
        found = found[name]
    return found
