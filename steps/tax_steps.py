"""Sentences about taxes: rates by place, by class of titles and by date, and customers who are exempt."""

from datetime import timedelta
from decimal import Decimal

from behave import given

from steps.drivers.pricing import TaxTerms
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.in_words import in_words
from steps.world.world import Context

_UNITED_STATES = "US"


@given("tax of {percent:Percent}% is added in {region:Region}, where {who:Who} lives")
@needs(Capability.SETTINGS)
def tax_is_added(context: Context, percent: Decimal, region: str, who: str) -> None:
    _add_tax(context, percent, region, who, on_shipping=False)


@given("tax of {percent:Percent}% is added in {region:Region}, where {who:Who} lives, also on shipping")
@needs(Capability.SETTINGS)
def tax_is_added_also_on_shipping(context: Context, percent: Decimal, region: str, who: str) -> None:
    _add_tax(context, percent, region, who, on_shipping=True)


def _add_tax(context: Context, percent: Decimal, region: str, who: str, *, on_shipping: bool) -> None:
    _demand_region(context, region, who)
    context.world.set_once.claim(f"the tax in the region {region}")
    pricing, staff = context.world.shop.pricing, context.world.actors.staff()
    pricing.set_tax(staff, region, str(percent), on_shipping=on_shipping)


@given("the prices in {country:Country} include {percent:Percent}% tax")
@needs(Capability.SETTINGS)
def prices_include_tax(context: Context, country: str, percent: Decimal) -> None:
    context.world.set_once.claim(f"the tax in the country {country}")
    pricing, staff = context.world.shop.pricing, context.world.actors.staff()
    pricing.set_included_tax(staff, country, str(percent))


@given(
    "tax of {percent:Percent}% is added in {region:Region}, where {who:Who} lives, "
    "and {reduced:Percent}% for titles of the reduced rate"
)
@needs(Capability.SETTINGS)
def two_taxes_are_added(context: Context, percent: Decimal, region: str, who: str, reduced: Decimal) -> None:
    _add_tax_by(context, region, who, TaxTerms(str(percent), "added", str(reduced)))


@given(
    "tax of {percent:Percent}% is added in {region:Region}, where {who:Who} lives, also on shipping, "
    "and {reduced:Percent}% for titles of the reduced rate"
)
@needs(Capability.SETTINGS)
def two_taxes_are_added_also_on_shipping(
    context: Context, percent: Decimal, region: str, who: str, reduced: Decimal
) -> None:
    _add_tax_by(context, region, who, TaxTerms(str(percent), "added", str(reduced), on_shipping=True))


@given("tax of {percent:Percent}% in {region:Region}, where {who:Who} lives, begins in {duration:Duration}")
@needs(Capability.SETTINGS)
def tax_begins(context: Context, percent: Decimal, region: str, who: str, duration: timedelta) -> None:
    begins = context.world.clock.now() + duration
    _add_tax_by(context, region, who, TaxTerms(str(percent), "added", begins_at=begins.isoformat()))


def _add_tax_by(context: Context, region: str, who: str, terms: TaxTerms) -> None:
    _demand_region(context, region, who)
    begins = " that begins" if terms.begins_at else ""
    context.world.set_once.claim(f"the tax in the region {region}{begins}")
    pricing, staff = context.world.shop.pricing, context.world.actors.staff()
    pricing.set_tax_by(staff, _UNITED_STATES, region, terms)


def _demand_region(context: Context, region: str, who: str) -> None:
    address = context.world.actors.named(who).address
    assert address["region"] == region, (
        f"{who} was expected to live in {region}, but lives in {in_words(address)}"
    )


@given(
    "the prices in {country:Country} include {percent:Percent}% tax, "
    "and {reduced:Percent}% for titles of the reduced rate"
)
@needs(Capability.SETTINGS)
def prices_include_two_taxes(context: Context, country: str, percent: Decimal, reduced: Decimal) -> None:
    context.world.set_once.claim(f"the tax in the country {country}")
    pricing, staff = context.world.shop.pricing, context.world.actors.staff()
    pricing.set_tax_by(staff, country, None, TaxTerms(str(percent), "included", str(reduced)))


@given("tax of {percent:Percent}% is added in {region:Region}, and {ebooks:Percent}% on e-books")
@needs(Capability.SETTINGS)
def tax_is_added_with_another_on_ebooks(
    context: Context, percent: Decimal, region: str, ebooks: Decimal
) -> None:
    context.world.set_once.claim(f"the tax in the region {region}")
    pricing, staff = context.world.shop.pricing, context.world.actors.staff()
    terms = TaxTerms(str(percent), "added", ebook_rate=str(ebooks))
    pricing.set_tax_by(staff, _UNITED_STATES, region, terms)


@given("{title:Title} has the reduced tax rate")
@needs(Capability.SETTINGS)
def has_reduced_rate(context: Context, title: str) -> None:
    world = context.world
    world.set_once.claim(f'the tax class of "{title}"')
    world.shop.pricing.set_tax_class(world.actors.staff(), world.catalog.sku(title), "reduced")


@given("{who:Who} is exempt from tax")
@needs(Capability.SETTINGS)
def is_exempt(context: Context, who: str) -> None:
    staff, customer_id = context.world.actors.staff(), context.world.actors.named(who).account
    context.world.shop.pricing.exempt(staff, customer_id, "a certificate")


@given("{who:Who} is no longer exempt from tax")
@needs(Capability.SETTINGS)
def is_no_longer_exempt(context: Context, who: str) -> None:
    staff, customer_id = context.world.actors.staff(), context.world.actors.named(who).account
    context.world.shop.pricing.end_exemption(staff, customer_id)
