"""Sentences about the fields of the checkout that are filled to their limits."""

from behave import then, when

from steps.tasks.limits import fill_to_the_limit
from steps.vocabulary.capabilities import Capability, needs
from steps.world.world import Context


@when("{who:Who} buys {title:Title} with each field of the form at its limit, after a try beyond it")
@needs(Capability.MAIL, Capability.SETTINGS)
def fills_fields_to_their_limits(context: Context, who: str, title: str) -> None:
    world = context.world
    world.filled_fields = fill_to_the_limit(world, world.actors.named(who), title)


@then("each field was refused beyond its limit, and is in order and mail at its limit")
def fields_reach_order_and_mail(context: Context) -> None:
    filled = context.world.filled_fields
    assert filled, "no field of the form has been filled to its limit in this scenario"
    wrong = [str(each) for each in filled if each.wrong]
    assert not wrong, f"of {len(filled)} fields these are wrong:\n" + "\n".join(wrong)
