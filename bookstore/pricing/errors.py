"""The refusals of the pricing service, and the problem that reports each."""

from __future__ import annotations

from bookstore.platform.problem import Problem, ProblemTable, ServiceRefusal


class PricingRefusal(ServiceRefusal):
    """Base of every refusal of this service."""


class TitleNotPriced(PricingRefusal):
    """Some titles have no list price in the currency; member `skus` names them."""


class NoShippingRate(PricingRefusal):
    """Nothing is shipped to the `country` in this `currency`: no rate is set."""


class MethodNotOffered(PricingRefusal):
    """Nothing is shipped by the `shipping_method`; member `shipping_methods` lists those that are offered."""


class RegionNeeded(PricingRefusal):
    """The tax in the `country` depends on the region, and none of its `regions` was named.

    Member `address` says where: "ship_to" or "bill_to".
    """


class UnknownRegion(PricingRefusal):
    """The country has no such region; member `regions` lists those it has."""


class NoSuchQuote(PricingRefusal):
    """No quote has this id."""


class ConflictingRequest(PricingRefusal):
    """The id was used for another request."""


class AlreadyReleased(PricingRefusal):
    """The quote was released, perhaps before it was requested."""


class PriceTooSmall(PricingRefusal):
    """A price below the smallest amount that can be charged; member `smallest`, in minor units."""


class LimitBelowRedeemed(PricingRefusal):
    """The code was redeemed more often than the new limit; member `redeemed` is the count."""


PROBLEMS: ProblemTable = {
    TitleNotPriced: Problem(422, "title-not-priced", "A title has no price in this currency"),
    NoShippingRate: Problem(422, "no-shipping-rate", "Nothing is shipped there"),
    MethodNotOffered: Problem(422, "shipping-method-not-offered", "This way of shipping is not offered"),
    RegionNeeded: Problem(422, "region-needed", "The tax depends on the region"),
    UnknownRegion: Problem(422, "unknown-region", "The country has no such region"),
    NoSuchQuote: Problem(404, "not-found", "There is no such quote"),
    ConflictingRequest: Problem(409, "conflicting-request", "This id was used for another request"),
    AlreadyReleased: Problem(409, "already-released", "This quote was released already"),
    PriceTooSmall: Problem(422, "price-too-small", "Such a price cannot be charged"),
    LimitBelowRedeemed: Problem(409, "limit-below-redeemed", "The code was redeemed more often already"),
}
