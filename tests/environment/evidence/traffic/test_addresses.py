"""An order and the events about it have the address that the customer has written."""

from __future__ import annotations

from environment.evidence.recording.exchange import Exchange
from environment.evidence.traffic.addresses import addresses_arrive_unchanged
from environment.evidence.traffic.breach import ScenarioTraffic
from tests.environment.evidence.recording.sample_exchanges import exchange

CHECKOUT = "11111111-1111-1111-1111-111111111111"
WRITTEN = {
    "name": "Ada",
    "line1": " 1 Way",
    "line2": "Flat 2",
    "country": "US",
    "city": "Portland",
    "region": " ",
}
PASSED_ON = {
    "name": "Ada",
    "line1": "1 Way",
    "line2": "Flat 2",
    "country": "US",
    "city": "Portland",
    "region": None,
}
WITHOUT_FLAT = PASSED_ON | {"line2": None}


def submitted(address: dict[str, str], status: int | None = 201) -> Exchange:
    body, answer = {"ship_to": address}, {"checkout_id": CHECKOUT} if status else None
    call = "POST /checkouts"
    return exchange(1, "customer -> checkout", call, status, request_body=body, answer_body=answer)


def ordered(address: dict[str, str | None]) -> Exchange:
    call = f"PUT /checkouts/{CHECKOUT}/order"
    return exchange(2, "checkout -> orders", call, request_body={"ship_to": address})


def told(address: dict[str, str | None]) -> Exchange:
    body = {"data": {"checkout_id": CHECKOUT, "ship_to": address}}
    return exchange(3, "orders -> notifications", "POST /events", request_body=body)


def found(*exchanges: Exchange) -> list[str]:
    return [str(breach) for breach in addresses_arrive_unchanged(ScenarioTraffic(exchanges))]


def test_blanks_and_empty_fields_make_no_difference() -> None:
    assert found(submitted(WRITTEN), ordered(PASSED_ON), told(PASSED_ON)) == []


def test_a_line_that_was_lost_names_the_arrow() -> None:
    sentence = "the address has another second line than the customer wrote"
    assert found(submitted(WRITTEN), ordered(WITHOUT_FLAT)) == [f"checkout -> orders: {sentence}"]
    assert found(submitted(WRITTEN), ordered(PASSED_ON), told(WITHOUT_FLAT)) == [
        f"orders -> notifications: {sentence}"
    ]


def test_the_address_of_a_submission_without_an_answer_may_be_the_one() -> None:
    other = {key: text or "" for key, text in WITHOUT_FLAT.items()}
    assert found(submitted(other, None), submitted(WRITTEN), ordered(WITHOUT_FLAT)) == []
