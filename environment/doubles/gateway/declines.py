"""The reasons for which an issuer declines a card (https://docs.stripe.com/declines/codes)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CardDecline:
    """One reason: `code` and `decline_code` are for programs, `message` may be shown to the customer."""

    code: str
    decline_code: str
    message: str
    param: str | None = None
    advice: str | None = None
    blocked: bool = False
    """Radar has refused the payment before the issuer was asked."""


_DECLINED = "Your card was declined."


def _declined(decline_code: str, message: str = _DECLINED, advice: str = "try_again_later") -> CardDecline:
    return CardDecline("card_declined", decline_code, message, advice=advice)


# For expired_card, incorrect_cvc and processing_error the page about testing gives no decline code ("n/a"),
# but the API repeats the code as decline code: so says the page about decline codes.
GENERIC = _declined("generic_decline")
INSUFFICIENT_FUNDS = _declined("insufficient_funds", "Your card has insufficient funds.")
LOST_CARD = _declined("lost_card", advice="do_not_try_again")
STOLEN_CARD = _declined("stolen_card", advice="do_not_try_again")
FRAUDULENT = _declined("fraudulent", advice="do_not_try_again")
VELOCITY_EXCEEDED = _declined(
    "card_velocity_exceeded",
    "Your card was declined for making repeated attempts too frequently or exceeding its amount limit.",
)
EXPIRED_CARD = CardDecline(
    "expired_card", "expired_card", "Your card has expired.", "exp_month", advice="do_not_try_again"
)
INCORRECT_CVC = CardDecline(
    "incorrect_cvc",
    "incorrect_cvc",
    "Your card's security code is incorrect.",
    "cvc",
    advice="confirm_card_data",
)
PROCESSING_ERROR = CardDecline(
    "processing_error",
    "processing_error",
    "An error occurred while processing your card. Try again in a little bit.",
    advice="try_again_later",
)
BLOCKED_BY_RADAR = CardDecline("card_declined", "generic_decline", _DECLINED, blocked=True)
AUTHENTICATION_REQUIRED = CardDecline(
    "authentication_required",
    "authentication_required",
    "Your card was declined. This transaction requires authentication.",
)

BY_DECLINE_CODE = {
    decline.decline_code: decline
    for decline in (
        GENERIC,
        INSUFFICIENT_FUNDS,
        LOST_CARD,
        STOLEN_CARD,
        FRAUDULENT,
        VELOCITY_EXCEEDED,
        EXPIRED_CARD,
        INCORRECT_CVC,
        PROCESSING_ERROR,
        AUTHENTICATION_REQUIRED,
        *(
            _declined(code)
            for code in (
                *("approve_with_id", "call_issuer", "card_not_supported", "currency_not_supported"),
                *("do_not_honor", "do_not_try_again", "duplicate_transaction", "invalid_account"),
                *("invalid_amount", "issuer_not_available", "new_account_information_available"),
                *("no_action_taken", "not_permitted", "pickup_card", "reenter_transaction"),
                *(
                    "restricted_card",
                    "revocation_of_authorization",
                    "security_violation",
                    "service_not_allowed",
                ),
                *("transaction_not_allowed", "try_again_later", "withdrawal_count_limit_exceeded"),
            )
        ),
    )
}
"""Every reason by its decline code. `cards` has a test id for each, also where Stripe has no test card."""
