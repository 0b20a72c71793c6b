"""An act of a service that it has not stored before is found; one that it has, or tries again, is right."""

from __future__ import annotations

from itertools import count

import pytest

from environment.evidence.recording.exchange import Exchange, RecordedMessage
from environment.evidence.recording.statements import Statement
from environment.evidence.traffic.breach import ScenarioTraffic
from environment.evidence.traffic.stored_before import acts_are_stored_before

ID = "00000000-0000-4000-8000-000000000001"
TRACE = RecordedMessage("", (("traceparent", f"00-{'a' * 32}-{'b' * 16}-01"),), "", 0)
SUBMISSION = "customer -> checkout", "POST /checkouts"
RESERVATION = "checkout -> inventory", f"PUT /reservations/{ID}"
RELEASE = "checkout -> inventory", f"POST /reservations/{ID}/release"
QUOTE = "checkout -> pricing", f"PUT /quotes/{ID}"
LOOK = "checkout -> cart", f"GET /carts/{ID}"
SHOWN = "cart -> pricing", f"PUT /quotes/{ID}"
MAIL = "notifications -> mail"
numbers = count(1)


def at(
    started: float, call: tuple[str, str], seconds: float = 0.5, protocol: str = "http", status: int = 200
) -> Exchange:
    edge, summary = call
    ended, given = started + seconds, RecordedMessage(f"HTTP/1.1 {status}", (), "", 0) if status else None
    return Exchange(
        next(numbers), edge, protocol, 1, started, ended, None, summary, (), "", 1, TRACE, given, given
    )


def stored(service: str, started: float) -> Statement:
    edge, text = f"{service} -> postgres", "UPDATE its_work SET state = $1"
    return Statement(0, edge, 1, started, started + 0.1, text, "UPDATE 1", has_faults=False)


def breaches(*seen: Exchange | Statement) -> list[str]:
    exchanges = [each for each in seen if isinstance(each, Exchange)]
    statements = [each for each in seen if isinstance(each, Statement)]
    return [*map(str, acts_are_stored_before(ScenarioTraffic(exchanges, statements=statements)))]


QUOTE_NOT_STORED = (
    "checkout -> pricing: checkout had not stored that it would make the binding quote to pricing: "
    "after a crash it does not know of it"
)


def test_a_step_that_is_stored_after_the_one_before_is_right() -> None:
    purchase = at(1, SUBMISSION, 9), stored("checkout", 1.5), at(2, RESERVATION)
    assert breaches(*purchase, stored("checkout", 3), at(4, QUOTE)) == []


def test_a_step_before_which_nothing_was_stored_is_named() -> None:
    purchase = at(1, SUBMISSION, 9), stored("checkout", 1.5), at(2, RESERVATION)
    assert breaches(*purchase, at(4, QUOTE), stored("checkout", 5)) == [QUOTE_NOT_STORED]


def test_the_first_step_is_stored_after_the_request_has_come() -> None:
    assert breaches(stored("checkout", 0.5), at(1, SUBMISSION, 9), at(4, QUOTE)) == [QUOTE_NOT_STORED]


def test_what_another_service_stores_does_not_count() -> None:
    early, other = stored("checkout", 0.5), stored("notifications", 2)
    assert breaches(early, at(1, SUBMISSION, 9), other, at(4, QUOTE)) == [QUOTE_NOT_STORED]


def test_what_stands_in_the_place_of_a_service_has_nothing_stored() -> None:
    assert breaches(at(1, SUBMISSION, 9), at(4, QUOTE)) == []


def test_a_message_was_stored_with_the_change_that_it_reports() -> None:
    paid = at(1, ("checkout -> orders", f"POST /checkouts/{ID}/order/payment"), 9)
    event = at(2, ("orders -> notifications", "POST /events"))
    assert breaches(stored("orders", 0.5), paid, event) == []


def test_a_step_that_is_tried_again_was_stored_before_the_first_try() -> None:
    assert breaches(at(1, SUBMISSION, 9), stored("checkout", 1.5), at(2, QUOTE), at(4, QUOTE)) == []


def test_who_makes_the_same_step_at_once_goes_on_from_the_first_answer() -> None:
    both = at(2, RESERVATION, 1.0), at(2.5, RESERVATION, 1.0)
    assert (
        breaches(at(1, SUBMISSION, 9), stored("checkout", 1.5), *both, stored("checkout", 3.2), at(4, QUOTE))
        == []
    )
    assert breaches(at(1, SUBMISSION, 9), stored("checkout", 1.5), *both, at(4, QUOTE)) == [QUOTE_NOT_STORED]


@pytest.mark.parametrize("status", [500, 0], ids=["it has failed", "nothing is known of it"])
def test_after_an_act_that_has_failed_another_worker_may_go_on_as_a_request_comes(status: int) -> None:
    began = at(1, SUBMISSION, 9), stored("checkout", 1.5)
    assert breaches(*began, at(2, RESERVATION, status=status), at(4, QUOTE)) == []
    assert breaches(*began, at(2, RESERVATION), at(4, QUOTE)) == [QUOTE_NOT_STORED]


def test_a_worker_goes_on_with_what_it_began_as_a_request_comes() -> None:
    began = stored("checkout", 1.5), at(2, RESERVATION)
    assert breaches(*began, stored("checkout", 3), at(3.5, SUBMISSION, 9), at(4, QUOTE)) == []
    assert breaches(*began, at(3.5, SUBMISSION, 9), at(4, QUOTE)) == [QUOTE_NOT_STORED]


def test_a_request_whose_predecessor_is_still_served_may_not_be_the_one_that_acts() -> None:
    first, second = at(1, SUBMISSION, 9), at(3.5, SUBMISSION, 9)
    began = first, stored("checkout", 1.5), at(2, RESERVATION)
    assert breaches(*began, stored("checkout", 3), second, at(4, QUOTE)) == []
    assert breaches(*began, second, at(4, QUOTE)) == [QUOTE_NOT_STORED]


def test_a_request_that_its_caller_gave_up_is_still_worked_on() -> None:
    given_up, second = at(1, SUBMISSION, 2, status=0), at(3.5, SUBMISSION, 9)
    began = given_up, stored("checkout", 1.5), at(2, RESERVATION)
    assert breaches(*began, stored("checkout", 3.2), second, at(4, QUOTE)) == []
    assert breaches(*began, second, at(4, QUOTE)) == [QUOTE_NOT_STORED]


def test_the_first_act_of_a_later_request_is_not_stored_by_that_of_an_earlier() -> None:
    began = at(1, SUBMISSION, 2), stored("checkout", 1.5), at(2, RESERVATION), stored("checkout", 2.7)
    assert breaches(*began, at(3.5, SUBMISSION, 9), at(4, QUOTE)) == [QUOTE_NOT_STORED]
    assert breaches(*began, at(3.5, SUBMISSION, 9), stored("checkout", 3.7), at(4, QUOTE)) == []


def test_a_step_is_no_cause_to_store_before_a_look_or_a_release() -> None:
    purchase = at(1, SUBMISSION, 9), stored("checkout", 1.5), at(2, RESERVATION)
    assert breaches(*purchase, at(3, LOOK), at(4, RELEASE)) == []


def test_a_call_by_a_timer_goes_back_to_what_was_stored_long_before() -> None:
    assert breaches(at(4, RESERVATION)) == []


def test_a_quote_that_is_only_shown_leaves_nothing_to_know_of() -> None:
    assert breaches(at(1, ("customer -> cart", f"GET /carts/{ID}/quote"), 9), at(2, SHOWN)) == []


def test_a_mail_is_stored_as_handed_over_while_the_server_waits_for_its_end() -> None:
    content, handover = (
        at(started, (MAIL, said), protocol="smtp") for started, said in ((1, "DATA"), (3, "END OF DATA"))
    )
    assert breaches(content, stored("notifications", 2), handover) == []
    assert breaches(stored("notifications", 0.5), content, handover, stored("notifications", 4)) == [
        "notifications -> mail: notifications had not stored that it would make the handover to mail: "
        "after a crash it does not know of it"
    ]
