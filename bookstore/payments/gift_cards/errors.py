"""The refusals about gift cards and store credit, and the problem that reports each."""

from __future__ import annotations

from bookstore.platform.problem import Problem, ProblemTable, ServiceRefusal


class GiftCardRefusal(ServiceRefusal):
    """Base of every refusal about gift cards. The member `gift_card` counts the codes of a request from 1."""


class GiftCardNotFound(GiftCardRefusal):
    """No gift card has this code."""


class OtherCurrency(GiftCardRefusal):
    """The gift card holds money of another currency; nothing is converted."""


class GiftCardEmpty(GiftCardRefusal):
    """Nothing is left of the gift card."""


class NoStoreCredit(GiftCardRefusal):
    """The customer has no store credit in this currency; a guest has none at all."""


class OtherGiftCard(GiftCardRefusal):
    """The id belongs to a gift card of other content."""


class AmountTooFine(GiftCardRefusal):
    """The amount could not be paid out in its currency; member `smallest`, in minor units."""


class OtherRedemption(GiftCardRefusal):
    """The checkout has redeemed something else; that stays valid."""


class AlreadyReleased(GiftCardRefusal):
    """The redemption was released: nothing may be redeemed for this checkout any more."""


class NoSuchRedemption(GiftCardRefusal):
    """No gift card was redeemed for this checkout."""


class GiftCardRefundTooLarge(GiftCardRefusal):
    """More would be refunded than gift cards have given; member `refundable`, in minor units."""


class GiftCardSpent(GiftCardRefusal):
    """Too few gift cards of an order are unspent; members `sku` and `unspent`."""


class NoSuchSale(GiftCardRefusal):
    """The order has bought no gift cards."""


PROBLEMS: ProblemTable = {
    GiftCardSpent: Problem(409, "gift-card-spent", "Something of the gift card was spent"),
    NoSuchSale: Problem(404, "no-such-sale", "The order has bought no gift cards"),
    GiftCardNotFound: Problem(404, "gift-card-not-found", "There is no such gift card"),
    OtherCurrency: Problem(409, "gift-card-currency", "The gift card is in another currency"),
    GiftCardEmpty: Problem(409, "gift-card-empty", "Nothing is left of the gift card"),
    NoStoreCredit: Problem(409, "no-store-credit", "There is no store credit in this currency"),
    OtherGiftCard: Problem(409, "conflicting-request", "Another gift card has this id"),
    AmountTooFine: Problem(422, "amount-too-fine", "The currency has no such amount"),
    OtherRedemption: Problem(409, "conflicting-request", "The checkout has redeemed something else"),
    AlreadyReleased: Problem(409, "already-returned", "The redemption was released"),
    NoSuchRedemption: Problem(404, "no-such-redemption", "Nothing was redeemed for this checkout"),
    GiftCardRefundTooLarge: Problem(409, "refund-too-large", "More than was redeemed cannot be refunded"),
}
