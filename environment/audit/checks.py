"""Every check of the audit, the parts of the snapshot that it reads, and the breaches of one snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from environment.audit.breach import AuditBreach, BreachKind
from environment.audit.facts.snapshot import Snapshot
from environment.audit.invariants import (
    bills,
    credit,
    discount_codes,
    due_dates,
    ebooks,
    erasures,
    exchanges,
    gift_cards,
    in_flight,
    logs,
    mails,
    money,
    orders,
    parcel_charges,
    reductions,
    refund_shares,
    reminders,
    returns,
    shipments,
    sold_gift_cards,
    stock,
    transfers,
)
from environment.audit.letters.checks import mails_say_what_was_ordered, mails_say_what_was_transferred

Check = Callable[[Snapshot], Iterator[AuditBreach]]

IDLE_CHECKS: tuple[Check, ...] = (
    in_flight.checkouts_have_ended,
    in_flight.payments_are_settled,
    in_flight.orders_have_settled,
    reminders.who_owes_is_reminded,
    in_flight.messages_are_sent,
    in_flight.mails_are_sent,
    in_flight.webhooks_are_delivered,
    stock.no_reservation_is_overdue,
)
"""The checks that hold once the bookstore is idle: the audit waits for them."""

# A check is possible on a target where these parts of the snapshot can be read.
REQUIRED_PARTS: Mapping[Check, frozenset[str]] = {
    check: frozenset(parts.split())
    for check, parts in {
        money.money_is_what_orders_cost: "orders charges",
        money.charged_once: "charges",
        money.refunded_once: "refunds",
        money.nothing_left_held: "charges",
        money.holds_for_parcels_have_orders: "charges orders",
        money.holds_for_parcels_end: "charges orders order_contents",
        money.payments_knows_the_gateway: "payments charges",
        transfers.transfers_are_used_whole: "transfers repayments",
        transfers.expected_transfers_add_up: "expected_transfers transfers repayments",
        transfers.orders_know_their_transfers: "orders messages expected_transfers",
        due_dates.transfers_are_due_on_their_day: "order_contents",
        transfers.refunds_of_transfers_go_back: "order_contents expected_transfers repayments",
        reductions.what_is_missing_becomes_less_first: "expected_transfers repayments",
        credit.customers_owe_what_was_allowed: "expected_transfers",
        credit.orders_on_invoice_are_owed: "orders expected_transfers messages",
        credit.the_books_have_what_is_owed: "orders receivables messages",
        reminders.who_owes_is_reminded: "reminders",
        reminders.who_owes_is_reminded_once: "reminders expected_transfers transfers repayments",
        orders.every_checkout_has_its_order: "checkouts orders",
        orders.announced_orders_have_checkouts: "checkouts announced_orders",
        orders.every_order_has_its_checkout: "checkouts orders",
        orders.carts_are_bought_once: "checkouts carts",
        orders.bought_carts_are_closed: "checkouts carts",
        orders.orders_cost_what_was_agreed: "checkouts orders",
        orders.orders_cost_what_was_quoted: "orders quotes",
        bills.quotes_follow_the_rules: "quotes",
        bills.orders_follow_their_quotes: "order_contents quotes",
        bills.payments_follow_their_quotes: "payments charges quotes",
        refund_shares.refunds_are_split_exactly: "order_contents",
        refund_shares.refunds_reach_the_gateway_whole: "order_contents refunds",
        shipments.no_more_is_shipped_than_was_bought: "order_lines shipped_copies titles",
        shipments.only_active_orders_are_shipped: "orders shipped_copies",
        returns.no_more_comes_back_than_has_left: "came_back shipped_copies titles",
        returns.the_shelf_has_what_came_back: "orders came_back returned_copies messages titles",
        exchanges.no_more_is_exchanged_than_came_back: "order_lines came_back exchanged titles",
        exchanges.no_more_replaces_than_was_exchanged: "shipped_copies exchanged titles",
        exchanges.inventory_has_sold_what_was_exchanged: "orders exchanged exchanged_copies messages titles",
        shipments.parcels_go_where_the_order_says: "order_contents",
        shipments.orders_stay_in_the_place_of_their_price: "order_contents",
        parcel_charges.parcels_charge_what_is_in_them: "order_contents",
        parcel_charges.parcels_are_charged: "order_contents",
        stock.no_copy_is_sold_twice: "orders order_lines titles",
        stock.counts_add_up: "titles",
        stock.counts_follow_reservations: "titles reservations reservation_lines",
        stock.counts_follow_movements: "titles movements",
        stock.copies_follow_orders: "orders order_lines reservations reservation_lines",
        mails.every_order_has_its_mails: "orders reminders mails",
        mails.no_mail_is_needless: "orders reminders mails",
        mails.confirmations_come_first: "orders outgoing_mails mails",
        mails.mails_are_right: "orders mails",
        mails_say_what_was_ordered: "order_contents letters",
        mails_say_what_was_transferred: "order_contents letters transfers repayments",
        erasures.erased_orders_name_no_person: "orders outgoing_mails messages",
        ebooks.ebooks_of_paid_orders_have_links: "orders order_lines downloads",
        ebooks.opened_ebooks_stay_paid: "orders downloads",
        discount_codes.redemptions_are_counted: "codes redemptions",
        discount_codes.redemptions_have_orders: "redemptions orders",
        gift_cards.balances_follow_movements: "gift_cards",
        gift_cards.redemptions_pay_orders: "gift_card_redemptions orders",
        gift_cards.redemptions_stay_within_totals: "gift_card_redemptions",
        sold_gift_cards.paid_gift_cards_are_issued: "orders order_contents sold_gift_cards",
        sold_gift_cards.only_paid_orders_have_gift_cards: "orders sold_gift_cards",
        sold_gift_cards.refunded_gift_cards_are_taken_back: "orders order_contents sold_gift_cards",
        in_flight.checkouts_have_ended: "checkouts",
        in_flight.payments_are_settled: "payments",
        in_flight.orders_have_settled: "orders checkouts",
        in_flight.messages_are_sent: "messages",
        in_flight.mails_are_sent: "outgoing_mails",
        in_flight.webhooks_are_delivered: "webhooks",
        stock.no_reservation_is_overdue: "reservations",
        logs.no_unhandled_exception: "exceptions",
    }.items()
}
CHECKS: tuple[Check, ...] = tuple(REQUIRED_PARTS)


def audit(
    snapshot: Snapshot, allowed: Mapping[str, str] | None = None, checks: Sequence[Check] = CHECKS
) -> list[AuditBreach]:
    """Every breach that the scenario has not declared.

    `checks` are those that are possible. `allowed` has the declared kinds, each with its reason; a
    declaration without a breach is a breach itself. Raises ValueError for an unknown kind.
    """
    declared = {_kind(name): reason for name, reason in (allowed or {}).items()}
    found = [breach for check in checks for breach in check(snapshot)]
    # With some checks left out, a declared breach may exist and not be found.
    needless = declared.keys() - {breach.kind for breach in found} if len(checks) == len(CHECKS) else set()
    surplus = [
        AuditBreach(
            BreachKind.NEEDLESS_DECLARATION,
            f'the scenario declares "{kind}" because {declared[kind]}, but the audit does not find it',
        )
        for kind in sorted(needless)
    ]
    return [*(breach for breach in found if breach.kind not in declared), *surplus]


def is_idle(
    snapshot: Snapshot, allowed: Mapping[str, str] | None = None, checks: Sequence[Check] = IDLE_CHECKS
) -> bool:
    """Whether no work is in flight, except that of the kinds in `allowed`."""
    return all(breach.kind in (allowed or {}) for check in checks for breach in check(snapshot))


def _kind(name: str) -> BreachKind:
    declarable = [kind for kind in BreachKind if kind is not BreachKind.NEEDLESS_DECLARATION]
    if name not in declarable:
        raise ValueError(f"the audit has no kind of breach {name!r}; known are: {', '.join(declarable)}")
    return BreachKind(name)
