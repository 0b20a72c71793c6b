"""Sentences about the stock: copies on hand, reserved and available."""

from behave import given, then, when

from steps.drivers.eventually import eventually
from steps.drivers.inventory import Availability
from steps.tasks.shopping import put_on_sale
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.world.attempt import Attempt
from steps.world.world import Context, World

_SETTLES_WITHIN = 10.0  # seconds


@given("the shop has {copies:Copies} at {price:Money}")
def shop_has(context: Context, copies: dict[str, int], price: Money) -> None:
    for title, count in copies.items():
        put_on_sale(context.world, title, price, count)


@given("{title:Title} has been withdrawn")
def has_been_withdrawn(context: Context, title: str) -> None:
    world = context.world
    world.shop.inventory.withdraw(world.actors.staff(), world.catalog.sku(title))


@given("{title:Title} has been put back on sale")
def has_been_put_back_on_sale(context: Context, title: str) -> None:
    world = context.world
    world.shop.inventory.put_back_on_sale(world.actors.staff(), world.catalog.sku(title))


@then("{copies:Copies} are left")
@then("{copies:Copies} is left")
def copies_are_left(context: Context, copies: dict[str, int]) -> None:
    for title, expected in copies.items():
        _wait_until_left(context.world, title, expected)


def _wait_until_left(world: World, title: str, expected: int) -> None:
    """A checkout may release its copies a little after its customer was answered."""
    staff, sku = world.actors.staff(), world.catalog.sku(title)
    eventually(
        lambda: world.shop.inventory.availability(staff, sku),
        until=lambda found: (found.available, found.reserved) == (expected, 0),
        within=_SETTLES_WITHIN,
        what=f'inventory has {expected} available copies of "{title}" and none reserved',
    )


def _act(title: str) -> str:
    """The name of a stock count, as the warehouse keeps it."""
    return f'the stock count of "{title}"'


def _count(context: Context, copies: dict[str, int]) -> Attempt[Availability]:
    """A stock count of one title; its outcome is kept with the warehouse."""
    world = context.world
    ((title, count),) = copies.items()
    staff, sku = world.actors.staff(), world.catalog.sku(title)
    counted = Attempt.at(_act(title), lambda: world.shop.inventory.count(staff, sku, count))
    world.actors.customer("warehouse").last_reply = counted
    return counted


@given("the warehouse has counted {copies:Copies}")
def warehouse_has_counted(context: Context, copies: dict[str, int]) -> None:
    _count(context, copies).succeeded()


@when("the warehouse counts {copies:Copies}")
def warehouse_counts(context: Context, copies: dict[str, int]) -> None:
    _count(context, copies)


@then("the warehouse is told that {copies:Copies} are reserved")
def warehouse_is_told_reserved(context: Context, copies: dict[str, int]) -> None:
    ((title, expected),) = copies.items()
    warehouse = context.world.actors.customer("warehouse")
    refusal, counted = warehouse.refusal("below-reserved"), warehouse.last_reply
    assert counted is not None, "nothing has been counted in this scenario"
    found = (counted.act, refusal.members.get("reserved"))
    assert found == (_act(title), expected), (
        f'{expected} reserved copies of "{title}" were expected, '
        f"but {in_words(found[0])} was refused with {in_words(found[1])}"
    )


@then("{reserved:Count} of {copies:Copies} are reserved")
def copies_are_reserved(context: Context, reserved: int, copies: dict[str, int]) -> None:
    world = context.world
    ((title, on_hand),) = copies.items()
    found = world.shop.inventory.availability(world.actors.staff(), world.catalog.sku(title))
    expected = Availability(on_hand, reserved, on_hand - reserved)
    assert found == expected, (
        f'{in_words(expected)} of "{title}" was expected in inventory, but found {in_words(found)}'
    )
