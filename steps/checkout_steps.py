"""Sentences about checkouts: one, a repeated one, several at the same moment."""

from behave import given, when

from steps.drivers.adapter import OTHERS_CARTS
from steps.drivers.checkout import PaymentChoice
from steps.tasks.choices import choose_payment
from steps.tasks.concurrent_events import check_out_with_events
from steps.tasks.shopping import (
    buy,
    check_out,
    new_submission,
    next_cart,
    open_checkout_page,
    pays_with,
    put_on_sale,
    retry_until_decided,
    submissions_of,
    submit,
    submit_again,
    submit_concurrently,
    submit_same_card,
    submit_unknown_card,
)
from steps.vocabulary.business_phrases import edge_to
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.fault_spec import CallPattern, FaultSpec
from steps.vocabulary.money import Money
from steps.world.attempt import Attempt
from steps.world.world import Context


@given("{who:Who} has bought {copies:Copies}")
def has_bought(context: Context, who: str, copies: dict[str, int]) -> None:
    buy(context.world, context.world.actors.named(who), copies)


@given("{who:Who} has bought {copies:Copies} at {price:Money}")
def has_bought_at_price(context: Context, who: str, copies: dict[str, int], price: Money) -> None:
    for title in copies:
        put_on_sale(context.world, title, price)
    buy(context.world, context.world.actors.named(who), copies)


@given("{who:Who} has bought {count:Count} of the shop's {copies:Copies} at {price:Money}")
def has_bought_some_of(context: Context, who: str, count: int, copies: dict[str, int], price: Money) -> None:
    for title, on_hand in copies.items():
        put_on_sale(context.world, title, price, on_hand)
    buy(context.world, context.world.actors.named(who), dict.fromkeys(copies, count))


@given("{who:Who} has bought the cart")
def has_bought_the_cart(context: Context, who: str) -> None:
    check_out(context.world, context.world.actors.named(who)).succeeded()


@given("the first checkout has failed because the order service was down")
@needs(Capability.PARTS, alone=("orders",))
def checkout_has_failed_without_orders(context: Context) -> None:
    orders, customer = context.world.services["orders"], context.world.actors.customer("customer")
    orders.kill()
    with context.world.clock.quickly():
        check_out(context.world, customer).refused()
    orders.start()


@given("the first checkout has failed because pricing could not be reached")
@needs(Capability.FAULTS, arrows=(edge_to("pricing"),))
def checkout_has_failed_without_pricing(context: Context) -> None:
    world, name = context.world, "pricing cannot be reached"
    world.faults.inject(FaultSpec(name, CallPattern(edge_to("pricing")), "refused"))
    with world.clock.quickly():
        check_out(world, world.actors.customer("customer")).refused()
    world.faults.heal(name)


@given("{who:Who}'s first card has been declined")
def first_card_has_been_declined(context: Context, who: str) -> None:
    actor = choose_payment(context.world, who, pays_with("card", "generic decline"))
    check_out(context.world, actor).refused()


@given("{who:Who} has been told at the checkout that {title:Title} is sold out")
def has_been_told_sold_out(context: Context, who: str, title: str) -> None:
    refusal = check_out(context.world, context.world.actors.named(who)).refused()
    assert refusal.slug == "out-of-stock", (
        f'out-of-stock of "{title}" was expected, but the reply is {refusal}'
    )


@when("{who:Who} checks out")
def checks_out(context: Context, who: str) -> None:
    check_out_with_events(context.world, context.world.actors.named(who))


@when("{who:Who} checks out with {payment:PaymentChoice}")
def checks_out_with_payment(context: Context, who: str, payment: PaymentChoice) -> None:
    actor = context.world.actors.named(who)
    actor.pays = payment
    check_out(context.world, actor)


@given("{who:Who} has checked out with {payment:PaymentChoice}")
def has_checked_out_with_payment(context: Context, who: str, payment: PaymentChoice) -> None:
    checks_out_with_payment(context, who, payment)
    context.world.actors.named(who).last_attempt.succeeded()


@when("{who:Who} checks out without {title:Title}")
def checks_out_without_title(context: Context, who: str, title: str) -> None:
    world, actor = context.world, context.world.actors.named(who)
    world.shop.cart.remove(actor.credentials, actor.cart, world.catalog.sku(title))
    check_out(world, actor)


@when("{who:Who} checks out the next cart")
def checks_out_the_next_cart(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    following = next_cart(context.world, actor)
    actor.begin_another_visit()
    actor.cart_id = following
    check_out(context.world, actor)


@when("{who:Who} checks out the next cart with {payment:PaymentChoice}")
def checks_out_the_next_cart_with_payment(context: Context, who: str, payment: PaymentChoice) -> None:
    context.world.actors.named(who).pays = payment
    checks_out_the_next_cart(context, who)


@given("the browser has submitted the same card details in a new checkout")
@when("the browser submits the same card details in a new checkout")
def submits_the_same_card_details(context: Context) -> None:
    submit_same_card(context.world, context.world.actors.customer("customer"))


@when("the browser submits card details that the gateway does not know")
def submits_unknown_card_details(context: Context) -> None:
    submit_unknown_card(context.world, context.world.actors.customer("customer"))


@when("{who:Who} enters the card details again and checks out")
def enters_the_card_details_again(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    open_checkout_page(actor)
    check_out(context.world, actor)


@when("the browser submits the same checkout twice")
def browser_submits_twice(context: Context) -> None:
    customer = context.world.actors.customer("customer")
    check_out(context.world, customer)
    submit_again(context.world, customer)


@when("the same checkout is submitted {times:Times} at the same moment")
def same_checkout_is_submitted(context: Context, times: int) -> None:
    customer = context.world.actors.customer("customer")
    submit_concurrently(context.world, submissions_of(context.world, [customer]) * times)


@when("the customer checks out from two tabs at the same moment")
def checks_out_from_two_tabs(context: Context) -> None:
    customer = context.world.actors.customer("customer")
    tabs = []
    for _ in range(2):
        open_checkout_page(customer)
        tabs += submissions_of(context.world, [customer])
    submit_concurrently(context.world, tabs)


@when("the customer pays from two tabs at the same moment, by card and by wallet")
def pays_from_two_tabs(context: Context) -> None:
    customer, tabs = context.world.actors.customer("customer"), []
    for method in ("card", "wallet"):
        customer.pays = pays_with(method)
        tabs += submissions_of(context.world, [customer])
    submit_concurrently(context.world, tabs)


@when("the browser submits the checkout again with another address")
def browser_submits_another_address(context: Context) -> None:
    customer = context.world.actors.customer("customer")
    key, first = customer.submissions[-1]
    submit(context.world, customer, key, {**first, "ship_to": {**customer.address, "city": "Salem"}})


@when("{who:Who} checks out with the idempotency key of {other:Who}'s checkout")
def checks_out_with_the_key_of_another(context: Context, who: str, other: str) -> None:
    actors = context.world.actors
    key, _ = actors.named(other).submissions[-1]
    for _, _, body in submissions_of(context.world, [actors.named(who)]):
        submit(context.world, actors.named(who), key, body)


@given("all of them have checked out, one after the other")
def all_have_checked_out(context: Context) -> None:
    world = context.world
    for actor in [each for each in world.actors.known.values() if each.cart_id]:
        check_out(world, actor).succeeded()


@when("all of them check out at the same moment")
def all_check_out(context: Context) -> None:
    world = context.world
    buyers = [actor for actor in world.actors.known.values() if actor.cart_id]
    submit_concurrently(world, submissions_of(world, buyers))


@when("all of them check out at the same moment, and retry when they are asked to")
def all_check_out_and_retry(context: Context) -> None:
    all_check_out(context)
    retry_until_decided(context.world, list(context.world.actors.known.values()))


@when("a stranger checks out the customer's cart")
@needs(methods=(OTHERS_CARTS,))
def stranger_checks_out(context: Context) -> None:
    world, stranger = context.world, context.world.actors.customer("stranger")
    key, body = new_submission(world, world.actors.customer("customer"))
    stranger.last_reply = Attempt.at(
        "the stranger's checkout", lambda: world.shop.checkout.submit(stranger.credentials, key, body)
    )
