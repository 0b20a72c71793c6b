"""What a customer submitted is in the order, in its events and in its mails, field by field."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

import pytest

from environment.evidence.traffic.breach import ScenarioTraffic
from environment.evidence.traffic.nothing_lost import nothing_is_lost

from .purchase import ADDRESS, CHECKOUT, NUMBER, answer, call, delivery, mail, purchase

TO_CHECKOUT, TO_ORDERS = "it was right from the customer to checkout", "it was right from checkout to orders"

TO_NOTIFICATIONS = "it was right from orders to notifications"


def _found(traffic: ScenarioTraffic) -> Sequence[str]:
    return [*map(str, nothing_is_lost(traffic))]


def test_a_sound_purchase_loses_nothing() -> None:
    assert _found(purchase()) == []


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("line2", "the second line of the address"),
        ("region", "the region"),
        ("city", "the city"),
        ("postal_code", "the postal code"),
        ("line1", "the street"),
        ("name", "the name"),
    ],
)
def test_a_field_that_checkout_drops_is_missed_once(field: str, said: str) -> None:
    dropped = delivery(**{field: None})

    found = _found(purchase(order=dropped, event=dropped, mails=(mail(text="", html=""),)))

    assert found[0] == f"checkout -> orders: {said} is missing; {TO_CHECKOUT}"
    assert not any(said in sentence for sentence in found[1:])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"email": "another@readers.example"}, "the mail address is another than submitted"),
        ({"locale": "en-US"}, "the locale is another than submitted"),
        (
            {"name": unicodedata.normalize("NFC", ADDRESS["name"])},
            "the name is in another form of Unicode than submitted",
        ),
    ],
)
def test_a_field_that_orders_changes_names_the_event(changes: dict[str, str], said: str) -> None:
    assert _found(purchase(event=delivery(**changes))) == [f"orders -> notifications: {said}; {TO_ORDERS}"]


@pytest.mark.parametrize("kind", ["text", "html"])
@pytest.mark.parametrize(("written", "said"), [("OR", "the region"), ("97201", "the postal code")])
def test_a_field_that_only_one_form_of_the_mail_lacks_is_missed(kind: str, written: str, said: str) -> None:
    changed = mail(**{kind: getattr(mail(), kind).replace(written, "")})

    assert _found(purchase(mails=(changed,))) == [
        f"notifications -> mail: {said} is not in the {kind} of a mail as submitted; {TO_NOTIFICATIONS}"
    ]


def test_a_region_inside_another_word_does_not_count() -> None:
    changed = mail(text=mail().text.replace("OR", "ORDER"))

    assert len(_found(purchase(mails=(changed,)))) == 1


def test_an_order_that_is_shown_to_its_customer_is_compared() -> None:
    shown = {"order_number": NUMBER, **delivery(line2=None)}
    traffic = purchase()
    look = call("customer -> orders", f"GET /orders/{NUMBER}", answer("200 OK", shown), number=4)

    assert _found(ScenarioTraffic([*traffic.exchanges, look], mails=traffic.mails)) == [
        f"customer -> orders: the second line of the address is missing; {TO_NOTIFICATIONS}"
    ]


@pytest.mark.parametrize("blank", ["", "   ", "\u200b"])
def test_a_blank_optional_field_is_one_that_was_left_out(blank: str) -> None:
    without = delivery(line2=None)

    assert _found(purchase(submission=delivery(line2=blank), order=without, event=without)) == []


def test_what_was_never_submitted_is_a_breach_as_well() -> None:
    assert _found(purchase(submission=delivery(line2=None), event=delivery(line2=None))) == [
        f"checkout -> orders: the second line of the address was left out, and is there; {TO_CHECKOUT}"
    ]


def test_a_locale_that_is_no_language_tag_may_fall_back() -> None:
    assert _found(purchase(submission=delivery(locale="!"))) == []


def test_a_repeated_submission_answered_after_the_order_still_counts() -> None:
    traffic = purchase(order=delivery(line2=None), event=delivery(line2=None))
    first, *later = traffic.exchanges

    assert _found(ScenarioTraffic([*later, first])) == _found(ScenarioTraffic([first, *later])) != []


def test_of_an_order_of_which_nothing_is_shipped_the_way_that_was_chosen_is_dropped() -> None:
    chosen, none = {**delivery(), "shipping_method": "express"}, {**delivery(), "shipping_method": None}

    assert _found(purchase(submission=chosen, order=none, event=none)) == []


def _sent_elsewhere(status: str, typed: str = NUMBER, **told: str) -> ScenarioTraffic:
    """A purchase whose customer names another street afterwards, with the event about it."""
    before, elsewhere = purchase(), {**ADDRESS, "line1": "3 Garden Row"}
    change = call(
        "customer -> orders", f"PUT /orders/{typed}/address", answer(status, {}), elsewhere, number=4
    )
    data = {"order_number": NUMBER, "checkout_id": CHECKOUT, **delivery(**told)}
    event = call(
        "orders -> notifications", "POST /events", answer("202 Accepted", {"id": "2"}), {"data": data}, 5
    )
    return replace(before, exchanges=[*before.exchanges, change, event])


def test_an_order_may_go_to_the_address_that_was_named_afterwards() -> None:
    assert _found(_sent_elsewhere("200 OK", line1="3 Garden Row")) == []


def test_the_number_of_the_order_may_be_typed_in_small_letters() -> None:
    assert _found(_sent_elsewhere("200 OK", NUMBER.lower(), line1="3 Garden Row")) == []


def test_a_street_that_nobody_has_named_is_missed() -> None:
    assert _found(_sent_elsewhere("200 OK", line1="5 Nowhere")) == [
        f"orders -> notifications: the street is another than submitted; {TO_NOTIFICATIONS}"
    ]


def test_a_change_that_was_refused_is_none() -> None:
    assert len(_found(_sent_elsewhere("409 Conflict", line1="3 Garden Row"))) == 1
