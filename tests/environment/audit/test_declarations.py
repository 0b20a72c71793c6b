import pytest

from environment.audit.breach import AuditBreach, AuditFailed, BreachKind, EvidenceTable, demand_no_breach
from environment.audit.checks import audit, is_idle

from .consistent_order import NUMBER
from .consistent_snapshot import CONSISTENT, changed, snapshot_with, without

WAITING = snapshot_with(
    outgoing_mails=changed(CONSISTENT.outgoing_mails, 0, state="queued"), mails=without(CONSISTENT.mails, 0)
)
DOWN = {"mail waiting": "the mail server stays down"}


def test_a_waiting_mail_is_one_breach_and_not_also_a_missing_one() -> None:
    assert [breach.kind for breach in audit(WAITING)] == [BreachKind.MAIL_WAITING]


def test_a_declared_breach_is_not_reported() -> None:
    assert audit(WAITING, DOWN) == []


def test_a_declaration_covers_nothing_of_another_kind() -> None:
    snapshot = snapshot_with(outgoing_mails=changed(CONSISTENT.outgoing_mails, 0, state="queued"), webhooks=1)
    assert [breach.kind for breach in audit(snapshot, DOWN)] == [BreachKind.WEBHOOK_WAITING]


def test_a_declaration_that_is_not_needed_is_a_breach() -> None:
    (breach,) = audit(CONSISTENT, DOWN)
    assert breach.kind is BreachKind.NEEDLESS_DECLARATION
    assert breach.sentence == (
        'the scenario declares "mail waiting" because the mail server stays down, '
        "but the audit does not find it"
    )


@pytest.mark.parametrize("name", ["mail is waiting", "needless declaration"])
def test_an_unknown_kind_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(ValueError, match=r"the audit has no kind of breach .*; known are: .*mail waiting"):
        audit(CONSISTENT, {name: "because"})


def test_the_bookstore_is_idle_when_only_declared_work_is_left() -> None:
    assert is_idle(CONSISTENT)
    assert not is_idle(WAITING)
    assert is_idle(WAITING, DOWN)


def test_the_rows_of_a_running_checkout_are_not_compared_yet() -> None:
    snapshot = snapshot_with(
        checkouts=changed(CONSISTENT.checkouts, 0, state="running", step="mark-paid", finished=False),
        orders=changed(CONSISTENT.orders, 0, state="placed", paid=False),
        announced_orders=without(CONSISTENT.announced_orders, 0),
        mails=without(CONSISTENT.mails, 0),
        outgoing_mails=without(CONSISTENT.outgoing_mails, 0),
    )
    assert [breach.kind for breach in audit(snapshot)] == [BreachKind.CHECKOUT_UNFINISHED]


def test_a_refund_by_the_staff_is_subtracted_from_the_cost() -> None:
    snapshot = snapshot_with(
        orders=changed(CONSISTENT.orders, 0, refunded=500),
        charges=changed(CONSISTENT.charges, 0, refunded=500),
        payments=changed(CONSISTENT.payments, 0, state="partially_refunded", refunded=500),
    )
    assert audit(snapshot) == []


def test_an_address_may_be_written_in_its_ascii_form() -> None:
    snapshot = snapshot_with(
        orders=changed(CONSISTENT.orders, 0, email="ada@bücher.example"),
        mails=changed(CONSISTENT.mails, 0, recipients=("ada@xn--bcher-kva.example",)),
    )
    assert audit(snapshot) == []


def test_the_failure_has_every_sentence_and_each_table_once() -> None:
    table = EvidenceTable("orders", ("number",), ((NUMBER,),))
    breaches = [
        AuditBreach(BreachKind.LOST_ORDER, "one", (table,)),
        AuditBreach(BreachKind.MAIL_MISSING, "two", (table,)),
    ]
    with pytest.raises(AuditFailed, match="one\ntwo") as failed:
        demand_no_breach(breaches)
    assert failed.value.breaches == tuple(breaches)
    assert failed.value.evidence == (table,)


def test_no_breach_raises_nothing() -> None:
    demand_no_breach([])
