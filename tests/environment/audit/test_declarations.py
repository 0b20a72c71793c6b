import pytest

from environment.audit.breach import AuditFailed, Breach, Kind, Table, demand_none
from environment.audit.checks import at_rest, audit

from .consistent_snapshot import GOOD_DAY, NUMBER, but, day, without

WAITING = day(posts=but(GOOD_DAY.posts, 0, state="queued"), mails=without(GOOD_DAY.mails, 0))
DOWN = {"mail waiting": "the mail server stays down"}


def test_a_waiting_mail_is_one_breach_and_not_also_a_missing_one() -> None:
    assert [breach.kind for breach in audit(WAITING)] == [Kind.MAIL_WAITING]


def test_what_a_scenario_declares_is_no_breach() -> None:
    assert audit(WAITING, DOWN) == []


def test_a_declaration_covers_nothing_of_another_kind() -> None:
    books = day(posts=but(GOOD_DAY.posts, 0, state="queued"), webhooks=1)
    assert [breach.kind for breach in audit(books, DOWN)] == [Kind.WEBHOOK_WAITING]


def test_a_declaration_that_is_not_needed_is_a_breach() -> None:
    (breach,) = audit(GOOD_DAY, DOWN)
    assert breach.kind is Kind.NEEDLESS_DECLARATION
    assert breach.sentence == (
        'the scenario says that it ends with "mail waiting" since the mail server stays down, but it does not'
    )


@pytest.mark.parametrize("name", ["mail is waiting", "needless declaration"])
def test_a_declaration_that_nobody_knows_is_refused_with_those_that_exist(name: str) -> None:
    with pytest.raises(ValueError, match=r"the audit knows no .*; there are: .*mail waiting"):
        audit(GOOD_DAY, {name: "because"})


def test_the_bookstore_is_at_rest_when_only_declared_work_is_left() -> None:
    assert at_rest(GOOD_DAY)
    assert not at_rest(WAITING)
    assert at_rest(WAITING, DOWN)


def test_what_belongs_to_a_running_checkout_is_judged_when_that_has_ended() -> None:
    books = day(
        checkouts=but(GOOD_DAY.checkouts, 0, state="running", step="mark-paid", finished=False),
        orders=but(GOOD_DAY.orders, 0, state="placed", paid=False),
        told=without(GOOD_DAY.told, 0),
        mails=without(GOOD_DAY.mails, 0),
        posts=without(GOOD_DAY.posts, 0),
    )
    assert [breach.kind for breach in audit(books)] == [Kind.CHECKOUT_UNFINISHED]


def test_what_the_staff_gave_back_of_a_paid_order_is_not_owed() -> None:
    books = day(
        orders=but(GOOD_DAY.orders, 0, given_back=500),
        charges=but(GOOD_DAY.charges, 0, refunded=500),
        payments=but(GOOD_DAY.payments, 0, state="partially_refunded", refunded=500),
    )
    assert audit(books) == []


def test_an_address_may_be_written_in_its_ascii_form() -> None:
    books = day(
        orders=but(GOOD_DAY.orders, 0, email="ada@bücher.example"),
        mails=but(GOOD_DAY.mails, 0, recipients=("ada@xn--bcher-kva.example",)),
    )
    assert audit(books) == []


def test_the_failure_says_every_sentence_and_brings_each_table_once() -> None:
    table = Table("orders", ("number",), ((NUMBER,),))
    breaches = [Breach(Kind.LOST_ORDER, "one", (table,)), Breach(Kind.MAIL_MISSING, "two", (table,))]
    with pytest.raises(AuditFailed, match="one\ntwo") as failed:
        demand_none(breaches)
    assert failed.value.breaches == tuple(breaches)
    assert failed.value.evidence == (table,)


def test_nothing_is_raised_where_nothing_was_found() -> None:
    demand_none([])
