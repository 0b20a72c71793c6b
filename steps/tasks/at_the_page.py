"""Acts of people that only a page knows: clicks, tabs, going back, loading again, sending nothing."""

from __future__ import annotations

from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from steps.drivers.checkout import OrderConfirmation
from steps.drivers.eventually import eventually
from steps.tasks.retrying import expect_no_answer, retry_until_answered
from steps.tasks.shopping import new_submission, submit, submit_again
from steps.vocabulary.fault_spec import FaultSpec
from steps.vocabulary.faults import parse_calls
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.world import World

if TYPE_CHECKING:
    from steps.pages.payment_visit import PaymentVisit
    from steps.pages.tab import Tab
    from steps.pages.visitor import Visitor

T = TypeVar("T")
_ARRIVES_WITHIN = 15.0  # seconds; the gateway makes the token first
_ON_ITS_WAY = "the submission on its way from the storefront"


def at_page(world: World, act: Coroutine[Any, Any, T]) -> T:
    """The result of an act in a page."""
    return world.pages.browsing.run(act)


def visitor_of(world: World, actor: Actor) -> Visitor:
    """The person in front of their browser."""
    return world.pages.visitors.of(actor.credentials)


def tab_of(world: World, actor: Actor) -> Tab:
    """The tab that the person looks at: that of the last payment page, else the first one."""
    visitor = visitor_of(world, actor)
    visits = [each for each in world.pages.payments.open_pages.values() if each.visitor is visitor]
    return visits[-1].tab if visits else at_page(world, visitor.tab())


def open_payment_page(world: World, actor: Actor) -> tuple[PaymentVisit, str, dict[str, Any]]:
    """The payment page of the actor's cart, with what is submitted from it."""
    key, body = new_submission(world, actor)
    return world.pages.payments.of(body), key, body


def pay_with_clicks(world: World, actor: Actor, clicks: int) -> Attempt[OrderConfirmation]:
    """Click the button so many times in a row."""
    visit, key, body = open_payment_page(world, actor)
    visit.first_clicks = clicks
    return submit(world, actor, key, body)


def pay_without_gift_card(world: World, actor: Actor) -> None:
    """Name the gift cards on the payment page, take them out again, and pay there."""
    visit, key, body = open_payment_page(world, actor)
    at_page(world, visit.shares(body))
    submit(world, actor, key, {**body, "gift_cards": []})


def pay_with_gift_card_taken_out(world: World, actor: Actor) -> None:
    """Pay on a page with gift cards that a second tab has taken out since."""
    visit, key, body = open_payment_page(world, actor)
    at_page(world, visit.shares(body))
    at_page(world, visit.pay_without_in_another_tab())
    submit(world, actor, key, body)


def source_of_page(world: World, actor: Actor) -> str:
    """The page that the person looks at, as the storefront has sent it."""
    return str(at_page(world, tab_of(world, actor).page.content()))


def pay_again_after_going_back(world: World, actor: Actor) -> None:
    """Go back from the result to the payment page, and pay there where the page lets one."""
    tab = tab_of(world, actor)
    at_page(world, tab.back())
    submit_again(world, actor)


def load_result_again(world: World, actor: Actor) -> None:
    """Load the page of the result again."""
    tab = tab_of(world, actor)
    at_page(world, tab.reload())


def pay_and_load_again(world: World, actor: Actor) -> None:
    """Pay; where no page comes, load it again until one does."""
    _, key, body = open_payment_page(world, actor)
    retry_until_answered(lambda: submit(world, actor, key, body), world.shop.answers_within)


def pay_without_outcome(world: World, actor: Actor) -> None:
    """Pay once. Raises AssertionError where a page tells that there is an order, or that there is none."""
    _, key, body = open_payment_page(world, actor)
    expect_no_answer(lambda: submit(world, actor, key, body).outcome)


def pay_while_storefront_is_killed(world: World, actor: Actor) -> None:
    """The storefront is killed between the click and its answer; the customer then loads the page again."""
    _, key, body = open_payment_page(world, actor)
    calls = parse_calls("the submission from storefront to checkout")
    world.faults.inject(FaultSpec(_ON_ITS_WAY, calls, "barrier"))
    with ThreadPoolExecutor(1) as person:
        paying = person.submit(expect_no_answer, lambda: submit(world, actor, key, body))
        _wait_until_held(world)
        world.services["storefront"].kill()
        world.faults.release(_ON_ITS_WAY)
        paying.result()
    world.services["storefront"].start()
    retry_until_answered(lambda: submit(world, actor, key, body), world.shop.answers_within)


def click_while_waiting(world: World, actor: Actor, calls: str) -> list[str]:
    """Pay while `calls` are held, and click again meanwhile; what the button has said while it waited."""
    visit, key, body = open_payment_page(world, actor)
    place = at_page(world, visit.page.watch_button())
    world.faults.inject(FaultSpec(_ON_ITS_WAY, parse_calls(calls), "barrier"))
    with ThreadPoolExecutor(1) as person:
        paying = person.submit(submit, world, actor, key, body)
        _wait_until_held(world)
        at_page(world, visit.tab.click_at(place, times=2))
        world.faults.release(_ON_ITS_WAY)
        paying.result()
    return at_page(world, visit.page.said_by_button())


def _wait_until_held(world: World) -> None:
    eventually(
        lambda: world.faults.holds(_ON_ITS_WAY, 1),
        until=bool,
        within=_ARRIVES_WITHIN,
        what="the storefront has sent the submission to checkout",
    )


def submissions_sent(world: World) -> int:
    """How many submissions the storefront has taken from browsers."""
    return world.faults.calls("customer -> storefront", "submission")


def forget_session(world: World, actor: Actor) -> None:
    """The cookies of the storefront are gone: they were too old, or the browser was closed."""
    at_page(world, visitor_of(world, actor).forget_session())


def sign_in_again(world: World, actor: Actor) -> None:
    """Sign in as the same customer."""
    at_page(world, visitor_of(world, actor).sign_in(actor.email))


def sign_out(world: World, actor: Actor) -> None:
    """Sign out, and stay at the browser."""
    at_page(world, visitor_of(world, actor).sign_out())


def typed_address(world: World, actor: Actor) -> dict[str, str]:
    """What the fields of the address page hold that the person looks at; empty ones are left out."""
    from steps.pages.address_page import AddressPageObject  # noqa: PLC0415 - only these runs have Playwright

    typed = at_page(world, AddressPageObject(tab_of(world, actor)).typed())
    return {name: text for name, text in typed.items() if text}


def readable_cookies(world: World, actor: Actor) -> str:
    """The cookies that scripts of the page can read that the person looks at."""
    return at_page(world, tab_of(world, actor).readable_cookies())


def send_foreign_cancellation(world: World, actor: Actor) -> None:
    """Send the form with the cookies of the browser, and without the key that only a page of the shop has."""
    visitor = visitor_of(world, actor)
    at_page(world, visitor.send_foreign_form(f"/orders/{actor.order_number}/cancellation"))


def open_place(world: World, actor: Actor, place: str) -> None:
    """Open a page of the storefront in the tab that the person looks at."""
    at_page(world, tab_of(world, actor).open(place))


def open_invoice(world: World, actor: Actor) -> None:
    """From the list of orders to the latest one, and from there to its invoice."""
    tab = tab_of(world, actor)
    main = tab.page.get_by_role("main")
    at_page(world, tab.open("/orders"))
    at_page(world, tab.follow(main.get_by_role("listitem").first.get_by_role("link")))
    at_page(world, tab.follow(main.get_by_role("link", name="Invoice")))


def text_of_page(world: World, actor: Actor) -> str:
    """What the page says that the person looks at."""
    return at_page(world, tab_of(world, actor).look()).text


def focused_text(world: World, actor: Actor) -> str:
    """The text of what has the focus, where a screen reader begins."""
    return at_page(world, tab_of(world, actor).focused_text())


def overflow_of(world: World, actor: Actor, place: str) -> int:
    """By how many pixels a page is wider than the window."""
    open_place(world, actor, place)
    return overflow_now(world, actor)


def overflow_now(world: World, actor: Actor) -> int:
    """By how many pixels the page that the person looks at is wider than the window."""
    return at_page(world, tab_of(world, actor).overflow())


def buy_with_keyboard(world: World, actor: Actor, title: str) -> None:
    """From the page of the title to the result: Tab leads to each button, and Enter presses it."""
    tab = at_page(world, visitor_of(world, actor).tab())
    at_page(world, _added_by_keyboard(tab, world.catalog.sku(title)))
    actor.cart_id, _ = world.shop.cart.open(actor.credentials, world.catalog.price(title).currency)
    visit, key, body = open_payment_page(world, actor)
    visit.by_keyboard = True
    submit(world, actor, key, body)


def erase_with_keyboard(world: World, actor: Actor) -> None:
    """From the list of orders to the button that erases: Tab leads there, and Enter presses it."""
    from steps.pages.orders_page import OrdersPageObject  # noqa: PLC0415 - only these runs have Playwright

    visitor = visitor_of(world, actor)
    listed = OrdersPageObject(at_page(world, visitor.tab()))
    at_page(world, listed.open())
    at_page(world, listed.erase_by_keyboard())
    visitor.forget_address()


def send_elsewhere_with_keyboard(world: World, actor: Actor, street: str) -> None:
    """From the page of the order to the button of the form, where another street is typed."""
    from steps.pages.order_address_page import (  # noqa: PLC0415 - only these runs have Playwright
        OrderAddressPageObject,
    )

    tab = at_page(world, visitor_of(world, actor).tab())
    at_page(world, tab.open(f"/orders/{actor.order_number}"))
    at_page(world, OrderAddressPageObject(tab).send_to_by_keyboard(street))


async def _added_by_keyboard(tab: Tab, sku: str) -> None:
    await tab.open(f"/titles/{sku}")
    await tab.press_by_keyboard("Add to cart")
    await tab.demand_no_refusal()
