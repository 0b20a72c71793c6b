"""The kinds of callers: the columns of the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from steps.tasks.permissions.rules import Caller, Role, SpokenFor

FLAWS = ("has expired", "is meant for another", "was forged")
"""What is wrong with the credentials of a caller who is allowed otherwise."""


def callers(services: Sequence[str]) -> dict[str, tuple[Caller, ...]]:
    """All callers, by the common heading of their columns."""
    return {
        "people": (
            Caller("customer who owns it", Role.CUSTOMER_WHO_OWNS),
            Caller("guest who owns it", Role.GUEST_WHO_OWNS, of_guest=True),
            Caller("other customer", Role.OTHER_CUSTOMER),
            Caller("customer, of a guest's", Role.OTHER_CUSTOMER, of_guest=True),
            Caller("other guest", Role.OTHER_GUEST, of_guest=True),
            Caller("guest, of a customer's", Role.OTHER_GUEST),
            Caller("staff", Role.STAFF),
            Caller("no credentials", Role.NO_CREDENTIALS),
            Caller("payment gateway", Role.GATEWAY),
        ),
        **{f"services, for {each}": tuple(_services(services, each)) for each in SpokenFor},
        "allowed, but the token": tuple(Caller(flaw, Role.FLAWED, flaw=flaw) for flaw in FLAWS),
    }


def _services(services: Sequence[str], spoken_for: SpokenFor) -> Iterator[Caller]:
    for service in services:
        yield Caller(f"{service} for {spoken_for}", Role.SERVICE, service, spoken_for)
