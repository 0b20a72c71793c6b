import pytest

from environment.audit.breach import BreachKind
from environment.audit.checks import CHECKS, audit
from environment.audit.letters.checks import mails_say_what_was_ordered

from .consistent_snapshot import CONSISTENT
from .planted_bills import BILLS, LETTERS, REFUNDS, canceled_after_a_refund
from .planted_breach import PlantedBreach
from .planted_credit import CREDIT, REMINDED, WITH_DEBT
from .planted_erasures import ERASURES
from .planted_gift_cards import GIFT_CARDS, SOLD_GIFT_CARDS
from .planted_money import CODES, MONEY, ORDERS
from .planted_parcel_charges import PARCEL_CHARGES
from .planted_shipments import SHIPMENTS
from .planted_stock_and_mails import EBOOKS, MAILS, STOCK
from .planted_transfers import TRANSFERS, WITH_TRANSFER
from .planted_unfinished_work import EXCEPTIONS, IN_FLIGHT

PLANTS = [
    *BILLS,
    *REFUNDS,
    *LETTERS,
    *MONEY,
    *ORDERS,
    *CODES,
    *GIFT_CARDS,
    *SOLD_GIFT_CARDS,
    *STOCK,
    *SHIPMENTS,
    *PARCEL_CHARGES,
    *ERASURES,
    *EBOOKS,
    *MAILS,
    *IN_FLIGHT,
    *EXCEPTIONS,
    *TRANSFERS,
    *CREDIT,
]
PLANTED = pytest.mark.parametrize("plant", PLANTS, ids=[plant.sentence for plant in PLANTS])
COUNTED = {BreachKind.WEBHOOK_WAITING}  # a number, which its sentence gives in full


def test_a_consistent_snapshot_has_no_breach() -> None:
    assert audit(CONSISTENT) == []


def test_an_order_that_waits_for_its_transfer_is_no_breach() -> None:
    assert audit(WITH_TRANSFER) == []


def test_an_order_that_is_owed_on_invoice_is_no_breach() -> None:
    assert audit(WITH_DEBT) == []


def test_a_reminder_of_what_is_still_to_come_is_no_breach() -> None:
    assert audit(REMINDED) == []


def test_an_empty_snapshot_has_no_breach() -> None:
    assert audit(type(CONSISTENT)()) == []


def test_a_cancellation_returns_what_was_not_refunded_before() -> None:
    assert [*mails_say_what_was_ordered(canceled_after_a_refund("$14.00"))] == []


@PLANTED
def test_a_check_finds_its_planted_breach(plant: PlantedBreach) -> None:
    assert [(found.kind, found.sentence) for found in plant.check(plant.snapshot)] == [
        (plant.kind, plant.sentence)
    ]


@PLANTED
def test_the_audit_finds_every_planted_breach(plant: PlantedBreach) -> None:
    assert plant.sentence in [found.sentence for found in audit(plant.snapshot)]


@PLANTED
def test_every_planted_breach_brings_rows_as_evidence(plant: PlantedBreach) -> None:
    (found,) = plant.check(plant.snapshot)
    assert found.evidence or found.kind in COUNTED
    assert all(len(row) == len(table.headings) for table in found.evidence for row in table.rows)


def test_every_check_has_a_planted_breach() -> None:
    assert {plant.check for plant in PLANTS} == set(CHECKS)


def test_every_kind_of_breach_has_been_planted() -> None:
    assert {plant.kind for plant in PLANTS} == set(BreachKind) - {
        BreachKind.NEEDLESS_DECLARATION,
        BreachKind.UNEXPECTED_CALL,
    }
