"""Work that waits for a service that is down."""

from environment.audit.breach import BreachKind
from environment.audit.invariants.in_flight import work_of


def test_a_service_that_is_down_leaves_its_own_work() -> None:
    assert work_of({"checkout"}) == {BreachKind.CHECKOUT_UNFINISHED: "checkout is down"}


def test_a_service_without_work_of_its_own_leaves_none() -> None:
    assert work_of({"pricing", "checkout -> pricing"}) == {}
