"""Sentences about the pages of the storefront, as only a browser shows them."""

from behave import given, then, when

from steps.parameter_types.storefront import PLACES
from steps.tasks.at_the_page import (
    buy_with_keyboard,
    click_while_waiting,
    erase_with_keyboard,
    focused_text,
    forget_session,
    load_result_again,
    open_invoice,
    open_place,
    overflow_now,
    overflow_of,
    pay_again_after_going_back,
    pay_and_load_again,
    pay_while_storefront_is_killed,
    pay_with_clicks,
    pay_with_gift_card_taken_out,
    pay_without_gift_card,
    pay_without_outcome,
    send_foreign_cancellation,
    sign_in_again,
    source_of_page,
    submissions_sent,
    text_of_page,
    visitor_of,
)
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.world.world import Context

_HELD = "the submission from storefront to checkout"


@given("{who:Who}'s browser runs no script")
@needs(Capability.BROWSER)
def browser_runs_no_script(context: Context, who: str) -> None:
    visitor = visitor_of(context.world, context.world.actors.named(who))
    visitor.how["java_script_enabled"] = False


@given("{who:Who}'s window is {width:Count} pixels wide")
@needs(Capability.BROWSER)
def window_is_wide(context: Context, who: str, width: int) -> None:
    visitor = visitor_of(context.world, context.world.actors.named(who))
    visitor.how["viewport"] = {"width": width, "height": 800}


@given("{who:Who}'s session has ended")
@needs(Capability.BROWSER)
def session_has_ended(context: Context, who: str) -> None:
    forget_session(context.world, context.world.actors.named(who))


@when("{who:Who} pays with a double click")
@needs(Capability.BROWSER)
def pays_with_double_click(context: Context, who: str) -> None:
    pay_with_clicks(context.world, context.world.actors.named(who), 2)


@when("{who:Who} pays after taking the gift card out of the payment page")
@needs(Capability.BROWSER)
def pays_without_gift_card(context: Context, who: str) -> None:
    pay_without_gift_card(context.world, context.world.actors.named(who))


@when("{who:Who} pays with the gift card that a second tab has taken out")
@needs(Capability.BROWSER)
def pays_with_gift_card_taken_out(context: Context, who: str) -> None:
    pay_with_gift_card_taken_out(context.world, context.world.actors.named(who))


@when("{who:Who} goes back from the result and pays again")
@needs(Capability.BROWSER)
def goes_back_and_pays_again(context: Context, who: str) -> None:
    pay_again_after_going_back(context.world, context.world.actors.named(who))


@when("{who:Who} loads the page of the result again")
@needs(Capability.BROWSER)
def loads_result_again(context: Context, who: str) -> None:
    load_result_again(context.world, context.world.actors.named(who))


@when("{who:Who} pays, and loads the page again until one comes")
@needs(Capability.BROWSER)
def pays_and_loads_again(context: Context, who: str) -> None:
    pay_and_load_again(context.world, context.world.actors.named(who))


@when("{who:Who} pays, and no page tells what became of it")
@needs(Capability.BROWSER)
def pays_without_outcome(context: Context, who: str) -> None:
    pay_without_outcome(context.world, context.world.actors.named(who))


@when("the storefront is killed while {who:Who} pays, who then loads the page again")
@needs(Capability.BROWSER, Capability.FAULTS, Capability.PARTS)
def storefront_is_killed(context: Context, who: str) -> None:
    pay_while_storefront_is_killed(context.world, context.world.actors.named(who))


@when("{who:Who} pays, and clicks twice more while the shop is working")
@needs(Capability.BROWSER, Capability.FAULTS)
def clicks_while_shop_is_working(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    context.world.journey.said_by_button = click_while_waiting(context.world, actor, _HELD)


@when("another site sends the form that cancels {who:Who}'s order")
@needs(Capability.BROWSER)
def another_site_cancels(context: Context, who: str) -> None:
    send_foreign_cancellation(context.world, context.world.actors.named(who))


@when("{who:Who} opens {place:ShopPage}")
@needs(Capability.BROWSER)
def opens_page(context: Context, who: str, place: str) -> None:
    open_place(context.world, context.world.actors.named(who), place)


@when("{who:Who} opens the page of {title:Title}")
@needs(Capability.BROWSER)
def opens_page_of_title(context: Context, who: str, title: str) -> None:
    sku = context.world.catalog.sku(title)
    open_place(context.world, context.world.actors.named(who), f"/titles/{sku}")


@when("{who:Who} opens the invoice")
@needs(Capability.BROWSER)
def opens_invoice(context: Context, who: str) -> None:
    open_invoice(context.world, context.world.actors.named(who))


@when("{who:Who} buys {title:Title} with the keyboard alone")
@needs(Capability.BROWSER)
def buys_with_keyboard(context: Context, who: str, title: str) -> None:
    buy_with_keyboard(context.world, context.world.actors.named(who), title)


@when("{who:Who} erases all personal data with the keyboard alone")
@needs(Capability.BROWSER)
def erases_with_keyboard(context: Context, who: str) -> None:
    erase_with_keyboard(context.world, context.world.actors.named(who))


@then('{who:Who}\'s page says "{text}"')
@needs(Capability.BROWSER)
def page_says(context: Context, who: str, text: str) -> None:
    found = text_of_page(context.world, context.world.actors.named(who))
    assert text in found, f"“{text}” was expected on the page of {who}, which says:\n{found}"


@then('{who:Who}\'s page does not say "{text}"')
@needs(Capability.BROWSER)
def page_does_not_say(context: Context, who: str, text: str) -> None:
    found = text_of_page(context.world, context.world.actors.named(who))
    assert text not in found, f"“{text}” was not expected on the page of {who}, which says:\n{found}"


@then("{who:Who}'s page does not have the code of the gift card")
@needs(Capability.BROWSER)
def page_does_not_have_code(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    code = actor.prepaid.code(0).replace("-", "")
    found = source_of_page(context.world, actor).replace("-", "").upper()
    assert code not in found, f"the page of {who} has a code that is worth its balance"


@then('{who:Who} begins to read at "{text}"')
@needs(Capability.BROWSER)
def begins_to_read_at(context: Context, who: str, text: str) -> None:
    found = focused_text(context.world, context.world.actors.named(who))
    assert found.startswith(text), f"the focus was expected at “{text}”, but it is at {in_words(found)}"


@then('the button has said "{text}" and has sent one submission')
@needs(Capability.FAULTS)
def button_has_said(context: Context, text: str) -> None:
    said = context.world.journey.said_by_button
    assert said == [text], f"the button should have said “{text}”, but said {in_words(said)}"
    sent = submissions_sent(context.world)
    assert sent == 1, f"one submission was expected, but the page has sent {sent}"


@then("{who:Who} has one order of {total:Money} after signing in again")
@needs(Capability.BROWSER)
def has_one_order_after_signing_in(context: Context, who: str, total: Money) -> None:
    world, actor = context.world, context.world.actors.named(who)
    sign_in_again(world, actor)
    found = [(order.state, order.grand_total) for order in world.shop.orders.of(actor.credentials)]
    assert found == [("paid", total)], (
        f"one paid order of {total} was expected for {who}, but there are {in_words(found)}"
    )


@then("no page of the shop is wider than {who:Who}'s window")
@needs(Capability.BROWSER)
def no_page_is_wider(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    found = {
        name: wider for name, place in PLACES.items() if (wider := overflow_of(context.world, actor, place))
    }
    assert not found, f"no page was expected to be wider than the window, but by pixels: {in_words(found)}"


@then("{who:Who}'s page is no wider than the window")
@needs(Capability.BROWSER)
def page_is_no_wider(context: Context, who: str) -> None:
    wider = overflow_now(context.world, context.world.actors.named(who))
    assert not wider, f"the page of {who} is {wider} pixels wider than the window"
