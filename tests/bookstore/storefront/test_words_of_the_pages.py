"""The pages in the reader's language and currency; every text is translated; names are never markup."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bookstore.platform.money import Currency
from bookstore.storefront.catalogs import CATALOGS
from bookstore.storefront.cover import cover
from bookstore.storefront.reader import Reader
from bookstore.storefront.refusals import CODE_REASONS, NEXT_ACTS

from .scripted_services import ScriptedServices
from .shopper import Shopper
from .small_shop import DUNE, cart, fill_cart, open_for_business

STOREFRONT = Path("bookstore/storefront")
TEMPLATES = sorted((STOREFRONT / "templates").glob("*.html"))
_IN_TEMPLATES = re.compile(r"""\bt\((?:"([^"]+)"|'([^']+)')|\bt\([^()]*, "([^"]+)"\)\)""")
_LABELS = re.compile(r'"\w+": "([^"]+)"')
_IN_CODE = re.compile(r'translatable\(\s*"([^"]+)"\s*\)')


def _texts() -> set[str]:
    """Every text that a page may translate."""
    found = set(CODE_REASONS.values())
    for each in NEXT_ACTS.values():
        found |= {each.headline, each.act}
    for template in TEMPLATES:
        text = template.read_text("utf-8")
        found |= {one or two or three for one, two, three in _IN_TEMPLATES.findall(text)}
        labels = re.search(r"set labels = \{(.*?)\}", text)
        found |= set(_LABELS.findall(labels[1])) if labels else set()
    for module in STOREFRONT.rglob("*.py"):
        found |= set(_IN_CODE.findall(module.read_text("utf-8")))
    return found


@pytest.mark.parametrize("language", CATALOGS)
def test_every_text_has_a_translation_and_every_translation_a_text(language: str) -> None:
    assert sorted(_texts() - CATALOGS[language].keys()) == []
    assert sorted(CATALOGS[language].keys() - _texts()) == []


@pytest.mark.parametrize(
    ("accepted", "tag", "currency", "price"),
    [
        ("", "en-US", Currency.USD, "$9.50"),
        ("de-DE,de;q=0.9,en;q=0.5", "de-DE", Currency.EUR, "9,50\xa0€"),
        ("de", "de-DE", Currency.EUR, "9,50\xa0€"),
        ("xx,en-GB;q=0.5,de;q=0.1", "en-GB", Currency.GBP, "£9.50"),
        ("ja", "ja-JP", Currency.JPY, "￥950"),
        ("de-AT;q=0, en-US", "en-US", Currency.USD, "$9.50"),
        (";;;,,q=1" * 100, "en-US", Currency.USD, "$9.50"),
    ],
)
def test_a_browser_says_which_language_and_hence_which_currency(
    accepted: str, tag: str, currency: Currency, price: str
) -> None:
    reader = Reader.of(accepted, None, None)
    assert (reader.tag, reader.currency, reader.money(950)) == (tag, currency, price)


def test_what_the_buyer_has_chosen_comes_first() -> None:
    reader = Reader.of("en-US", "de-DE", Currency.KWD)
    assert reader.tag == "de-DE"
    assert reader.money(2500) == "2,500\xa0KWD"
    assert reader.moment(datetime(2026, 3, 4, 10, 20, tzinfo=UTC)) == "04.03.2026, 10:20:00 UTC"


def test_a_town_is_written_as_its_post_writes_it() -> None:
    reader = Reader.of("", None, None)
    portland = {"city": "Portland", "region": "OR", "postal_code": "97201", "country": "US"}
    assert [text for _, text in reader.town(portland)] == ["Portland", "OR", "97201"]
    berlin = {"city": "Berlin", "postal_code": "10115", "country": "DE"}
    assert reader.town(berlin) == [("postalCode", "10115"), ("addressLocality", "Berlin")]


def test_the_pages_are_in_the_language_that_was_chosen(services: ScriptedServices, shopper: Shopper) -> None:
    open_for_business(services)
    shopper.open("/")
    page = shopper.send("/preferences", language="de-DE", currency="EUR")
    assert '<html lang="de">' in page.text
    assert "Im Regal" in page.text
    assert "9,50\xa0€" in page.text
    assert services.received(r"GET /prices\?.*")[-1].line.startswith("GET /prices?currency=EUR")


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (("ebook",), "Tax follows from your address."),
        (("printed",), "Shipping and tax follow from your address."),
        (("ebook", "printed"), "Shipping and tax follow from your address."),
    ],
)
def test_shipping_follows_from_an_address_where_something_is_shipped(
    services: ScriptedServices, shopper: Shopper, kinds: tuple[str, ...], said: str
) -> None:
    open_for_business(services)
    fill_cart(shopper)
    lines = [{"sku": DUNE, "title": "Dune", "kind": kind, "quantity": 1} for kind in kinds]
    services.answer(r"GET /carts/[^/?]+", cart(lines=lines))
    assert f">{said}</p>" in shopper.open("/cart").text


def test_a_title_with_markup_in_its_name_is_text(services: ScriptedServices, shopper: Shopper) -> None:
    name = """<script>alert(1)</script> & "Sons" <b>'s"""
    open_for_business(services, title=name)
    for path in ("/", f"/titles/{DUNE}"):
        page = shopper.open(path).text
        assert "<script>" not in page
        assert "<b>" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;Sons&#34;" in page


def test_no_page_runs_or_styles_anything_that_is_not_in_a_file(
    services: ScriptedServices, shopper: Shopper
) -> None:
    for template in TEMPLATES:
        text = template.read_text("utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", text), template
    open_for_business(services)
    policy = shopper.open("/").headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "script-src 'self' https://gateway.test:9443;" in policy


def test_pages_are_not_stored_and_files_are(services: ScriptedServices, shopper: Shopper) -> None:
    open_for_business(services)
    page = shopper.open("/")
    assert page.headers["cache-control"] == "no-store"
    (style,) = re.findall(r'href="(/assets/storefront\.css[^"]*)"', page.text)
    kept = shopper.open(style).headers
    assert kept["cache-control"] == "public, max-age=31536000, immutable"
    assert kept["x-content-type-options"] == "nosniff"


def test_every_form_of_the_pages_has_the_key() -> None:
    for template in TEMPLATES:
        text = template.read_text("utf-8")
        forms = re.findall(r'<form[^>]*method="post".*?</form>', text, re.DOTALL)
        assert all('name="form_key"' in form for form in forms), template


def test_a_long_title_fits_on_its_cover() -> None:
    drawn = cover("The Strange Case of the Incomprehensibilities of Doctor Jekyll and of Mister Hyde")
    assert len(drawn.lines) == 5
    assert max(map(len, drawn.lines)) <= 12
    assert cover("Dune") == cover("Dune")
