"""Sentences about checking out: once, twice, at the same moment."""

from behave import given, when

from steps.tasks.shopping import (
    at_the_same_moment,
    bought,
    check_out,
    new_submission,
    pays_with,
    put_on_sale,
    submit,
    submit_again,
    until_decided,
)
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.money import Money
from steps.world.actors import Person
from steps.world.attempt import Attempt
from steps.world.world import Context


@given("{who:Who} has bought {copies:Copies}")
def has_bought(context: Context, who: str, copies: dict[str, int]) -> None:
    bought(context.world, context.world.people.named(who), copies)


@given("{who:Who} has bought {copies:Copies} at {price:Money}")
def has_bought_at_price(context: Context, who: str, copies: dict[str, int], price: Money) -> None:
    for title in copies:
        put_on_sale(context.world, title, price)
    bought(context.world, context.world.people.named(who), copies)


@given("{who:Who} has bought the cart")
def has_bought_the_cart(context: Context, who: str) -> None:
    check_out(context.world, context.world.people.named(who)).succeeded()


@given("a checkout has failed because the order service was down")
@needs(Capability.PARTS)
def checkout_has_failed(context: Context) -> None:
    orders, customer = context.world.services["orders"], context.world.people.customer("customer")
    orders.kill()
    check_out(context.world, customer).refused()
    orders.start()


@given("{who:Who}'s first card has been declined")
def first_card_declined(context: Context, who: str) -> None:
    person = context.world.people.named(who)
    person.pays = pays_with("card", "generic decline")
    check_out(context.world, person).refused()


@given("{who:Who} has been told at the checkout that {title:Title} is sold out")
def has_been_told_sold_out(context: Context, who: str, title: str) -> None:
    refusal = check_out(context.world, context.world.people.named(who)).refused()
    assert refusal.slug == "out-of-stock", (
        f'{who} should have been told that "{title}" is sold out: {refusal}'
    )


@when("{who:Who} checks out without {title:Title}")
def checks_out_without(context: Context, who: str, title: str) -> None:
    world, person = context.world, context.world.people.named(who)
    world.shop.cart.remove(person.credentials, person.cart, world.catalog.sku(title))
    check_out(world, person)


@when("{who:Who} checks out")
def checks_out(context: Context, who: str) -> None:
    check_out(context.world, context.world.people.named(who))


@when("{who:Who} checks out with another card")
def checks_out_with_another_card(context: Context, who: str) -> None:
    person = context.world.people.named(who)
    person.pays = pays_with("card", "mastercard")
    check_out(context.world, person)


@when("{who:Who} checks out with a wallet instead")
def checks_out_with_a_wallet(context: Context, who: str) -> None:
    person = context.world.people.named(who)
    person.pays = pays_with("wallet")
    check_out(context.world, person)


@when("{who:Who} checks out again from a second tab")
def checks_out_from_a_second_tab(context: Context, who: str) -> None:
    person = context.world.people.named(who)
    submit(context.world, person, *new_submission(context.world, person))


@when("the browser submits the same checkout twice")
def submits_twice(context: Context) -> None:
    customer = context.world.people.customer("customer")
    check_out(context.world, customer)
    submit_again(context.world, customer)


@when("a double click submits the same checkout")
def double_click(context: Context) -> None:
    customer = context.world.people.customer("customer")
    same = (customer, *new_submission(context.world, customer))
    at_the_same_moment(context.world, [same, same])


@when("the same checkout is submitted {count:Count} times at the same moment")
def submit_many_times(context: Context, count: int) -> None:
    customer = context.world.people.customer("customer")
    same = (customer, *new_submission(context.world, customer))
    at_the_same_moment(context.world, [same] * count)


@when("the customer checks out from two tabs at the same moment")
def two_tabs(context: Context) -> None:
    customer = context.world.people.customer("customer")
    tabs = [(customer, *new_submission(context.world, customer)) for _ in range(2)]
    at_the_same_moment(context.world, tabs)


@when("the customer pays from two tabs at the same moment, by card and by wallet")
def two_tabs_two_ways(context: Context) -> None:
    customer, tabs = context.world.people.customer("customer"), []
    for method in ("card", "wallet"):
        customer.pays = pays_with(method)
        tabs.append((customer, *new_submission(context.world, customer)))
    at_the_same_moment(context.world, tabs)


@when("the browser submits the checkout again with another address")
def submits_with_another_address(context: Context) -> None:
    customer = context.world.people.customer("customer")
    key, first = customer.submissions[-1]
    submit(context.world, customer, key, {**first, "ship_to": {**customer.address, "city": "Salem"}})


@when("all of them check out at the same moment")
@when("both check out at the same moment")
def all_check_out(context: Context) -> None:
    world = context.world
    everybody: list[Person] = [person for person in world.people.known.values() if person.cart_id]
    at_the_same_moment(world, [(person, *new_submission(world, person)) for person in everybody])


@when("all of them check out at the same moment, and again whoever is asked to")
def all_check_out_until_decided(context: Context) -> None:
    all_check_out(context)
    until_decided(context.world, list(context.world.people.known.values()))


@when("a stranger checks out the customer's cart")
def stranger_checks_out(context: Context) -> None:
    world, stranger = context.world, context.world.people.customer("stranger")
    key, body = new_submission(world, world.people.customer("customer"))
    stranger.told = Attempt.at(
        "the stranger's checkout", lambda: world.shop.checkout.submit(stranger.credentials, key, body)
    )
