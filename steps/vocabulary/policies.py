"""Policies: rules of our bookstore that another shop may settle otherwise, and be right.

A feature, a rule or a scenario that holds only under a policy has its tag, such as
`@policy_reserves_copies`. A target says in `[policy]` which of them do not hold there, each with the reason;
their scenarios are skipped with it. No policy is about oversell, double charge, a lost order, or a charge
without an order: scenarios with the tag `@core` have no policy.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

_TAG = "policy_"


class Policy(StrEnum):
    """By name; the comment says what holds where the policy does."""

    RESERVES_COPIES = "reserves_copies"  # copies are set aside while a checkout is under way
    TELLS_COPIES_LEFT = "tells_copies_left"  # a customer is told how many copies are left
    LIMITS_COPIES = "limits_copies"  # a cart holds at most ten copies of a title
    MERGES_CARTS = "merges_carts"  # what a guest's cart holds is added to the customer's when they sign in
    REPEATS_ADDITIONS = "repeats_additions"  # an addition that is sent again is made once
    REPEATS_SUBMISSIONS = "repeats_submissions"  # a submission that is sent again has the first one's outcome
    REPEATS_REFUNDS = "repeats_refunds"  # a refund that is sent again is made once
    MAILS_REFUNDS = "mails_refunds"  # the customer gets a mail for each refund
    MAILS_CANCELLATIONS = "mails_cancellations"  # the customer gets a mail for a cancellation
    CUSTOMERS_CANCEL = "customers_cancel"  # customers cancel their own paid orders
    HIDES_ORDERS = "hides_orders"  # an order is shown to its customer alone, although its number is known
    FOLLOWS_PRICES = "follows_prices"  # a cart costs what its titles cost now


def tag_of(policy: Policy) -> str:
    """The tag of scenarios that hold only under the policy."""
    return f"{_TAG}{policy}"


def policies_of(tags: Iterable[str]) -> tuple[Policy, ...]:
    """The policies among these tags of a scenario, in the order of Policy."""
    found = set(tags)
    return tuple(policy for policy in Policy if tag_of(policy) in found)
