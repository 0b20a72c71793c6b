"""Sentences about what a browser keeps for the shop: the session, and the address as it was typed."""

from behave import given, then

from steps.tasks.at_the_page import readable_cookies, sign_out, typed_address
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.world.addresses import letters_beyond_ascii
from steps.world.world import Context


@given("{who:Who} has signed out")
@needs(Capability.BROWSER)
def has_signed_out(context: Context, who: str) -> None:
    sign_out(context.world, context.world.actors.named(who))


@given("each field of {who:Who}'s address has {count:Count} letters beyond ASCII")
def address_has_letters(context: Context, who: str, count: int) -> None:
    context.world.actors.named(who).address |= letters_beyond_ascii(count)


@then("nothing is filled in of the address of {who:Who}")
@needs(Capability.BROWSER)
def nothing_is_filled_in(context: Context, who: str) -> None:
    found = typed_address(context.world, context.world.actors.named(who))
    found.pop("country")  # it follows from the language of the browser
    assert not found, f"nothing was expected to be filled in, but the page has {in_words(found)}"


@then("{who:Who}'s page still has the address as it was typed")
@needs(Capability.BROWSER)
def page_still_has_address(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    found = typed_address(context.world, actor)
    assert found == actor.address, (
        f"the page should still have {in_words(actor.address)}, but it has {in_words(found)}"
    )


@then("no script on {who:Who}'s page can read a cookie of the shop")
@needs(Capability.BROWSER)
def no_script_reads_cookie(context: Context, who: str) -> None:
    found = readable_cookies(context.world, context.world.actors.named(who))
    assert not found, f"scripts should read no cookie of the shop, but can read {in_words(found[:40])}"
