"""Steps that pass, fail, break or wait, as their sentence states."""

# behave gives its decorators no types.
# mypy: disable-error-code="untyped-decorator"

import sys
import threading
from typing import Any

import allure
from behave import given, then, when
from behave.api.pending_step import StepNotImplementedError


@given('the warehouse has {copies:d} copies of "{title}"')
def stock(context: Any, copies: int, title: str) -> None:
    print(f"received {copies} of {title}")


@given("the warehouse has")
def stock_table(context: Any) -> None:
    assert context.table.headings == ["title", "copies"]


@given("a note")
def note(context: Any) -> None:
    assert context.text


@given("a step whose hook stumbles")
def never_reached(context: Any) -> None:
    raise AssertionError("unreachable")


@when("the customer adds {copies:d} copies to the cart")
def add(context: Any, copies: int) -> None:
    with allure.step("ask inventory"):
        allure.attach("availability: 4", name="answer", attachment_type=allure.attachment_type.TEXT)


@when("the customer checks out")
def check_out(context: Any) -> None:
    allure.dynamic.severity("critical")  # type: ignore[no-untyped-call]
    allure.dynamic.label("owner", "payments_team")  # type: ignore[no-untyped-call]


@when("inventory is unreachable")
def unreachable(context: Any) -> None:
    try:
        raise TimeoutError("no answer within 2 s")
    except TimeoutError as cause:
        raise ConnectionError("cart -> inventory: connection refused") from cause


@when("the customer waits for ever")
def wait(context: Any) -> None:
    print("waiting", file=sys.__stderr__, flush=True)
    threading.Event().wait(60)


@then("the cart holds {copies:d} copies")
def holds(context: Any, copies: int) -> None:
    assert copies == 2, f"expected {copies} copies in the cart, saw 2; look at cart -> inventory"


@then("nothing is said")
def silent(context: Any) -> None:
    total = 2
    assert total == 3


@then("the mail is sent")
def mail(context: Any) -> None:
    raise StepNotImplementedError("STEP: the mail is sent")
