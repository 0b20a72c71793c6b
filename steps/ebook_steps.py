"""Sentences about e-books: what is not shipped, and the links by which it is delivered."""

from behave import given, then, when

from steps.tasks.ebooks import link_to, links_in, made_up_link, open_link
from steps.tasks.mail_arrival import settled_mails, single_mail
from steps.tasks.refunds import customers_order, lines_of, request_refund
from steps.tasks.shopping import offer_ebook, run_concurrently
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.world.world import Context


@given("{title:Title} is an e-book")
def is_an_ebook(context: Context, title: str) -> None:
    sold = context.world.catalog.prices
    assert title not in sold, f'this scenario sells "{title}" already, as a printed title'
    offer_ebook(context.world, title)


@then("nothing of the order is shipped")
def nothing_is_shipped(context: Context) -> None:
    buyer = context.world.actors.buyer()
    order = context.world.shop.orders.numbered(buyer.credentials, buyer.order_number)
    found = (order.shipped_by, order.shipping.amount)
    assert found == ("", 0), (
        f"an order of which nothing is shipped was expected, but it goes by {in_words(order.shipped_by)} "
        f"for {in_words(order.shipping)}"
    )


@then("{who:Who} is told that a cart holds an e-book once")
def is_told_that_a_cart_holds_an_ebook_once(context: Context, who: str) -> None:
    found = context.world.actors.named(who).refusal("limit-per-title").members["limit"]
    assert found == 1, f"{who} should have been told that a cart holds 1 e-book, not {in_words(found)}"


@given("{who:Who} has opened the link to {title:Title}")
@needs(Capability.MAIL)
def has_opened_link(context: Context, who: str, title: str) -> None:
    actor = context.world.actors.named(who)
    open_link(context.world, actor, link_to(context.world, actor, title)).succeeded()


@when("{who:Who} opens the link to {title:Title}")
@needs(Capability.MAIL)
def opens_link(context: Context, who: str, title: str) -> None:
    actor = context.world.actors.named(who)
    open_link(context.world, actor, link_to(context.world, actor, title))


@when("a stranger opens the customer's link to {title:Title}")
@needs(Capability.MAIL)
def stranger_opens_link(context: Context, title: str) -> None:
    world, actors = context.world, context.world.actors
    open_link(world, actors.customer("stranger"), link_to(world, actors.customer("customer"), title))


@when("a stranger opens a link that was made up")
def stranger_opens_made_up_link(context: Context) -> None:
    open_link(context.world, context.world.actors.customer("stranger"), made_up_link())


@when("the staff refunds {copies:Copies} while the customer opens the link to {title:Title}")
@needs(Capability.MAIL)
def refunds_during_opening(context: Context, copies: dict[str, int], title: str) -> None:
    world, customer = context.world, context.world.actors.customer("customer")
    link, lines = link_to(world, customer, title), lines_of(world, copies)
    world.actors.customer("staff")  # before the threads share it
    run_concurrently([lambda: open_link(world, customer, link), lambda: request_refund(world, lines=lines)])


@then("{who:Who} can read {title:Title}")
def can_read(context: Context, who: str, title: str) -> None:
    actor = context.world.actors.named(who)
    found = (actor.last_reply or actor.last_attempt).succeeded()
    assert found == title, f'the link of {who} was expected to open "{title}", but opened {in_words(found)}'


@then("{who:Who} is told that {title:Title} was opened")
def is_told_that_ebook_was_opened(context: Context, who: str, title: str) -> None:
    refusal = context.world.actors.named(who).refusal("ebook-opened")
    found, sku = refusal.members.get("skus", [title]), context.world.catalog.sku(title)
    right = found in ([sku], [title])
    assert right, f'"{title}" was expected as opened, but {who} was told of {in_words(found)}'


@then("the customer has either the e-book or the money")
def has_either_ebook_or_money(context: Context) -> None:
    actors = context.world.actors
    customer = actors.customer("customer")
    opened = (customer.last_reply or customer.last_attempt).accepted
    refunded = bool(customers_order(context.world).refunds)
    assert opened != refunded, (
        f"one of opening and refund was expected to win, but the link was opened: {in_words(opened)}, "
        f"and the e-book refunded: {in_words(refunded)}"
    )


@then("the confirmation mail has a link to {titles:Titles} alone")
@needs(Capability.MAIL)
def mail_has_links(context: Context, titles: list[str]) -> None:
    mail, actor = single_mail(context.world), context.world.actors.customer("customer")
    expected = [link_to(context.world, actor, title) for title in titles]
    found = links_in(mail)
    assert found == expected, f"{in_words(expected)} were expected in the mail, but it has {in_words(found)}"


@then("no mail to {who:Who} has a link")
@needs(Capability.MAIL)
def no_mail_has_a_link(context: Context, who: str) -> None:
    actor = context.world.actors.named(who)
    found = [mail.subject for mail in settled_mails(context.world, actor) if links_in(mail)]
    assert not found, f"no link was expected in the mails to {who}, but there is one in {in_words(found)}"
