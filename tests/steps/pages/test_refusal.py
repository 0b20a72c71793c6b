"""What a page tells of a refusal: the kind by its headline, and what its words name."""

from __future__ import annotations

import pytest

from bookstore.storefront.refusals import NEXT_ACTS
from steps.pages.refusal import refusal_told

_ID = "0192b1a2-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    ("place", "lines", "slug", "members"),
    [
        (
            "/cart",
            ["Not enough copies are left", "3 copies of Dune are available, not 4", "Choose fewer copies."],
            "not-enough-copies",
            {"sku": "Dune", "available": 3, "reason": "not-enough-copies"},
        ),
        (
            "/payment",
            ["Not enough copies are left", "not enough copies: Dune (0 left), Emma (not on sale any more)"],
            "out-of-stock",
            {
                "missing": [
                    {"title": "Dune", "sku": "Dune", "available": 0, "reason": "not-enough-copies"},
                    {"title": "Emma", "sku": "Emma", "available": 0, "reason": "withdrawn"},
                ]
            },
        ),
        (
            "/payment",
            ["The total has changed", "The total is 21.00 USD now, not 19.00 USD. Nothing was charged."],
            "total-changed",
            {"grand_total": {"amount": 2100, "currency": "USD"}},
        ),
        (
            "/titles/1",
            [
                "That is more than a cart may hold of one title",
                "a cart may hold 10 copies of a title, not 11",
            ],
            "limit-per-title",
            {"limit": 10},
        ),
        (
            "/payment",
            ["The payment was declined", "Ask your bank.", f"Reference for questions to us: {_ID}"],
            "payment-declined",
            {"checkout_id": _ID},
        ),
        (
            "/personal-data",
            [
                "An order still needs your address",
                "Order BK-NYQR-KPZZ has copies to be sent; order BK-00R1-5FJX has a refund on its way. "
                "Please ask again afterwards.",
            ],
            "orders-open",
            {"order_numbers": ["BK-NYQR-KPZZ", "BK-00R1-5FJX"]},
        ),
    ],
)
def test_a_refusal_is_read(place: str, lines: list[str], slug: str, members: dict[str, object]) -> None:
    found = refusal_told("\n\n".join(lines), place)
    assert (found.slug, found.detail, found.members) == (slug, lines[1], members)


def test_every_headline_of_the_storefront_is_known() -> None:
    slugs = {slug: refusal_told(act.headline, "/cart").slug for slug, act in NEXT_ACTS.items()}
    assert {slug for slug, found in slugs.items() if found == "refused"} == set()
