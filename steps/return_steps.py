"""Sentences about sold copies that come back to the warehouse."""

from uuid import uuid4

from behave import given, then, when

from steps.world.attempt import Attempt
from steps.world.world import Context


def _report(
    context: Context, copies: dict[str, int], *, counted: bool = False, times: int = 1
) -> Attempt[None]:
    """The warehouse reports that copies of the customer's order came back; kept with the warehouse."""
    world, return_id = context.world, str(uuid4())
    staff, checkout_id = world.actors.staff(), world.actors.customer("customer").last_order.checkout_id
    lines = {world.catalog.sku(title): count for title, count in copies.items()}
    inventory, warehouse = world.shop.inventory, world.actors.customer("warehouse")
    for _ in range(times):
        warehouse.last_reply = Attempt.at(
            "the report of returned copies",
            lambda: inventory.take_back(staff, checkout_id, lines, return_id, counted=counted),
        )
    assert warehouse.last_reply is not None
    return warehouse.last_reply


@given("the warehouse has reported that {copies:Copies} of the order came back")
def has_reported_returned_copies(context: Context, copies: dict[str, int]) -> None:
    _report(context, copies).succeeded()


@given("the warehouse has reported the same return of {copies:Copies} twice")
def has_reported_twice(context: Context, copies: dict[str, int]) -> None:
    _report(context, copies, times=2).succeeded()


@given("the warehouse has reported that {copies:Copies} of the order, counted before, came back")
def has_reported_counted_copies(context: Context, copies: dict[str, int]) -> None:
    _report(context, copies, counted=True).succeeded()


@when("the warehouse reports that {copies:Copies} of the order came back")
def reports_returned_copies(context: Context, copies: dict[str, int]) -> None:
    _report(context, copies)


@then("the warehouse is told that {count:Count} copy can come back at most")
def is_told_how_many_can_come_back(context: Context, count: int) -> None:
    refusal = context.world.actors.customer("warehouse").refusal("more-than-sold")
    found = refusal.members.get("returnable")
    assert found == count, f"{count} copies can come back, but the warehouse was told {refusal}"


@then("the warehouse is told that these copies are not sold")
def is_told_not_sold(context: Context) -> None:
    context.world.actors.customer("warehouse").refusal("not-sold")
