"""Every invariant, and the verdict over one reading of the books."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from environment.audit import discount_codes, in_flight, inside, mails, money, orders, stock
from environment.audit.breach import Breach, Kind
from environment.audit.snapshot import Books

Check = Callable[[Books], Iterator[Breach]]

AT_REST: tuple[Check, ...] = (
    in_flight.checkouts_have_ended,
    in_flight.payments_are_settled,
    in_flight.orders_have_settled,
    in_flight.messages_are_sent,
    in_flight.mails_are_sent,
    in_flight.webhooks_are_delivered,
    stock.no_reservation_is_overdue,
)
"""What the bookstore brings about by itself: worth waiting for."""

CHECKS: tuple[Check, ...] = (
    money.money_is_what_orders_cost,
    money.charged_once,
    money.refunded_once,
    money.nothing_left_held,
    money.payments_knows_the_gateway,
    orders.every_checkout_has_its_order,
    orders.whoever_was_told_of_an_order_has_it,
    orders.every_order_has_its_checkout,
    orders.carts_are_bought_once,
    orders.bought_carts_are_closed,
    orders.orders_cost_what_was_agreed,
    orders.orders_cost_what_was_bound,
    stock.no_copy_is_sold_twice,
    stock.counts_add_up,
    stock.counts_follow_reservations,
    stock.counts_follow_movements,
    stock.copies_follow_orders,
    mails.every_order_is_told_once,
    mails.no_mail_is_needless,
    mails.mails_are_right,
    discount_codes.redemptions_are_counted,
    discount_codes.redemptions_have_orders,
    *AT_REST,
    inside.no_unhandled_exception,
    inside.no_unexpected_call,
)


def audit(
    books: Books, allowed: Mapping[str, str] | None = None, checks: Sequence[Check] = CHECKS
) -> list[Breach]:
    """Every breach that the scenario has not declared.

    `checks` are those that can be made. `allowed` has the declared kinds, each with the reason. One that was
    not needed is itself a breach. Raises ValueError where there is no kind of that name.
    """
    declared = {_kind(name): reason for name, reason in (allowed or {}).items()}
    found = [breach for check in checks for breach in check(books)]
    # Whoever cannot check everything cannot say that nothing was left.
    needless = declared.keys() - {breach.kind for breach in found} if len(checks) == len(CHECKS) else set()
    surplus = [
        Breach(
            Kind.NEEDLESS_DECLARATION,
            f'the scenario says that it ends with "{kind}" since {declared[kind]}, but it does not',
        )
        for kind in sorted(needless)
    ]
    return [*(breach for breach in found if breach.kind not in declared), *surplus]


def at_rest(
    books: Books, allowed: Mapping[str, str] | None = None, checks: Sequence[Check] = AT_REST
) -> bool:
    """Whether the bookstore has nothing left to do, but for the kinds of `allowed`."""
    return all(breach.kind in (allowed or {}) for check in checks for breach in check(books))


def _kind(name: str) -> Kind:
    declarable = [kind for kind in Kind if kind is not Kind.NEEDLESS_DECLARATION]
    if name not in declarable:
        raise ValueError(f"the audit knows no {name!r}; there are: {', '.join(declarable)}")
    return Kind(name)
