"""Errors of pages count, but those of a part that was faulted or stopped."""

from __future__ import annotations

from environment.browser.troubles import PageTrouble, PageTroubles

ORIGINS = {"storefront": "http://127.0.0.1:1001", "gateway": "https://127.0.0.1:1002"}
SHOP = PageTrouble("customer", "a script failed", "http://127.0.0.1:1001/payment", "x is not defined")
FIELDS = PageTrouble("customer", "a request failed", "https://127.0.0.1:1002/pages/fields.js", "GET: reset")


def test_every_error_counts_where_nothing_was_expected() -> None:
    assert [*PageTroubles([SHOP, FIELDS]).unexpected((), ORIGINS)] == [SHOP, FIELDS]


def test_errors_of_a_faulted_part_are_expected() -> None:
    assert [*PageTroubles([SHOP, FIELDS]).unexpected({"gateway"}, ORIGINS)] == [SHOP]


def test_a_part_without_an_address_expects_nothing() -> None:
    assert [*PageTroubles([SHOP]).unexpected({"cart"}, ORIGINS)] == [SHOP]
