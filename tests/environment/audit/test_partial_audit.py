"""The audit of a target where not everything can be read makes the possible checks and lists the others."""

from __future__ import annotations

from dataclasses import fields, replace

from environment.audit.checks import CHECKS, REQUIRED_PARTS, audit
from environment.audit.facts.public_snapshot import PUBLIC_PARTS
from environment.audit.facts.snapshot import Snapshot
from environment.audit.invariants import money, stock
from environment.audit.partial_audit import ALL_PARTS, possible_checks, rows_since, rules_left_out

from .consistent_snapshot import CONSISTENT


def test_with_all_parts_every_check_is_made() -> None:
    assert possible_checks(ALL_PARTS) == CHECKS
    assert rules_left_out(ALL_PARTS) == []


def test_the_required_parts_of_a_check_exist() -> None:
    known = {field.name for field in fields(Snapshot)}
    assert {part for parts in REQUIRED_PARTS.values() for part in parts} <= known


def test_public_apis_are_enough_to_check_the_customers_money() -> None:
    made = possible_checks(PUBLIC_PARTS)
    assert money.money_is_what_orders_cost in made
    assert money.charged_once in made
    assert stock.no_copy_is_sold_twice not in made


def test_a_charge_without_an_order_is_found_without_databases() -> None:
    (charge, *_) = CONSISTENT.charges
    snapshot = Snapshot(charges=(replace(charge, checkout_id="another"),))
    found = audit(snapshot, {}, possible_checks(PUBLIC_PARTS))
    assert [breach.kind for breach in found] == ["charged without an order"]


def test_earlier_rows_do_not_belong_to_the_scenario() -> None:
    assert rows_since(CONSISTENT, CONSISTENT) == Snapshot()
    assert rows_since(Snapshot(), CONSISTENT) == CONSISTENT


def test_new_rows_are_checked() -> None:
    (charge, *_) = CONSISTENT.charges
    new = replace(charge, payment_id="new", checkout_id="another")
    snapshot = rows_since(CONSISTENT, replace(CONSISTENT, charges=(*CONSISTENT.charges, new)))
    assert snapshot.charges == (new,)
    assert [breach.kind for breach in audit(snapshot)] == ["charged without an order"]
