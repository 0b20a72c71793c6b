"""An audit that cannot read all parts makes the checks that it can, and lists those it left out."""

from __future__ import annotations

from dataclasses import fields, replace

from environment.audit import money, stock
from environment.audit.checks import CHECKS, audit
from environment.audit.partly import ALL_PARTS, NEEDS, left_out, possible, since
from environment.audit.public import READ
from environment.audit.snapshot import Books
from tests.environment.audit.good_day import GOOD_DAY


def test_with_all_parts_every_check_is_made() -> None:
    assert possible(ALL_PARTS) == CHECKS
    assert left_out(ALL_PARTS) == []


def test_each_part_that_a_check_needs_exists() -> None:
    known = {field.name for field in fields(Books)}
    assert {part for parts in NEEDS.values() for part in parts} <= known


def test_what_the_public_apis_show_is_enough_for_the_money_of_customers() -> None:
    made = possible(READ)
    assert money.money_is_what_orders_cost in made
    assert money.charged_once in made
    assert stock.no_copy_is_sold_twice not in made


def test_a_charge_without_an_order_is_found_without_databases() -> None:
    (charge, *_) = GOOD_DAY.charges
    books = Books(charges=(replace(charge, checkout_id="other"),))
    assert [breach.kind for breach in audit(books, {}, possible(READ))] == ["charged without an order"]


def test_what_was_stored_before_the_scenario_is_not_audited() -> None:
    assert since(GOOD_DAY, GOOD_DAY) == Books()
    assert since(Books(), GOOD_DAY) == GOOD_DAY


def test_what_was_stored_since_is_audited() -> None:
    (charge, *_) = GOOD_DAY.charges
    new = replace(charge, payment_id="new", checkout_id="other")
    books = since(GOOD_DAY, replace(GOOD_DAY, charges=(*GOOD_DAY.charges, new)))
    assert books.charges == (new,)
    assert [breach.kind for breach in audit(books)] == ["charged without an order"]
