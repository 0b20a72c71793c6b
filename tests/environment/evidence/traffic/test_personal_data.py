"""Personal data and secrets in log lines, in addresses of requests, and in the record."""

import json

import pytest

from environment.evidence.traffic.breach import ScenarioTraffic
from environment.evidence.traffic.personal_data import (
    addresses_hold_no_personal_data,
    answers_to_services_hold_no_personal_data,
    logs_hold_no_personal_data,
    the_record_masks_secrets,
)

from .purchase import ADDRESS, ORDER, answer, call, purchase

PEOPLE = {"the mail address of the guest": ORDER["email"], "the name of the guest": ADDRESS["name"]}
TOKEN = "qV3-cart_token_of_the_guest_0123456789abcdef"
SECRETS = {"the cart token of the guest": TOKEN}


def _logged(line: object, **logs: list[str]) -> list[str]:
    text = line if isinstance(line, str) else json.dumps(line)
    traffic = ScenarioTraffic([], {"notifications": [text], **logs}, personal=PEOPLE, secrets=SECRETS)
    return [*map(str, logs_hold_no_personal_data(traffic))]


def test_a_log_line_without_personal_data_is_clean() -> None:
    assert _logged({"event": "request", "path": "/events"}) == []


@pytest.mark.parametrize(
    "written", [ORDER["email"], ORDER["email"].upper(), "to guest-1a2b%40readers.example"]
)
def test_a_mail_address_in_a_log_line_is_found_in_every_spelling(written: str) -> None:
    assert _logged({"event": "a mail is sent", "why": written}) == [
        'inside notifications: a log line "a mail is sent" holds the mail address of the guest'
    ]


def test_a_name_that_json_has_escaped_is_found() -> None:
    assert _logged({"event": "request", "to": ADDRESS["name"]}) == [
        'inside notifications: a log line "request" holds the name of the guest'
    ]


def test_a_line_that_is_no_json_is_searched_as_well() -> None:
    assert _logged(f"sent to {ORDER['email']}") == [
        "inside notifications: a log line holds the mail address of the guest"
    ]


def test_the_sentence_does_not_repeat_the_event_where_it_holds_the_value() -> None:
    assert ORDER["email"] not in _logged({"event": f"mailed {ORDER['email']}"})[0]


def test_the_logs_of_the_doubles_are_theirs() -> None:
    assert _logged("", mail=[ORDER["email"]]) == []


def test_a_short_name_that_any_text_may_hold_is_not_looked_for() -> None:
    traffic = ScenarioTraffic([], {"orders": ["a b"]}, personal={"the name of the guest": "a"})

    assert [*logs_hold_no_personal_data(traffic)] == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"GET /carts/{TOKEN}", "the cart token of the guest"),
        ("GET /orders?email=guest-1a2b%40readers.example", "the mail address of the guest"),
        ("GET /carts?token=***", "a secret, which the record masks"),
    ],
)
def test_an_address_with_something_of_a_person_is_found(address: str, said: str) -> None:
    traffic = ScenarioTraffic(
        [call("customer -> cart", address, answer("200 OK"))], personal=PEOPLE, secrets=SECRETS
    )

    assert [*map(str, addresses_hold_no_personal_data(traffic))] == [
        f"customer -> cart: the address of a request (GET) holds {said}"
    ]


def _answered(edge: str, *summaries: str) -> list[str]:
    told = answer("200 OK", {"orders": [{"order_number": "BK-7Q2M-4HXW", "email": ORDER["email"].upper()}]})
    calls = [call(edge, each, told, number=number) for number, each in enumerate(summaries)]
    traffic = ScenarioTraffic(calls, personal=PEOPLE, secrets=SECRETS)
    return [*map(str, answers_to_services_hold_no_personal_data(traffic))]


def test_an_answer_that_tells_another_service_who_a_person_is_is_found_once() -> None:
    assert _answered("payments -> orders", "GET /paid-orders?since=1", "GET /paid-orders?since=2") == [
        "payments -> orders: the answer to GET /paid-orders tells payments the mail address of the guest, "
        "which it has no use for"
    ]


@pytest.mark.parametrize("edge", ["customer -> orders", "storefront -> orders", "payments -> gateway"])
def test_what_people_and_pages_are_answered_is_theirs(edge: str) -> None:
    assert _answered(edge, "GET /orders/BK-7Q2M-4HXW") == []


def test_a_secret_that_the_record_shows_is_found() -> None:
    shown = answer("201 Created", {"note": TOKEN})
    traffic = ScenarioTraffic([call("customer -> cart", "POST /carts", shown)], secrets=SECRETS)

    assert [*map(str, the_record_masks_secrets(traffic))] == [
        "customer -> cart: the record of POST /carts shows the cart token of the guest, which opens something"
    ]


def test_a_purchase_holds_nothing_where_it_does_not_belong() -> None:
    sound = purchase()
    traffic = ScenarioTraffic(sound.exchanges, {"orders": ["{}"]}, sound.mails, PEOPLE, SECRETS)

    for check in (
        logs_hold_no_personal_data,
        addresses_hold_no_personal_data,
        answers_to_services_hold_no_personal_data,
        the_record_masks_secrets,
    ):
        assert [*check(traffic)] == []
