"""What page objects read of a page at once is what a person and a screen reader find there."""

from __future__ import annotations

from typing import Any

from steps.pages.reading_script import READ
from steps.pages.shown_page import ShownPage
from tests.pages.conftest import Open

_PAGE = """<!doctype html><html lang="en"><body>
<h1 hidden>Not yet</h1>
<header><a href="/">The Bookstore</a></header>
<main>
<h1>Your cart</h1>
<section role="alert" aria-labelledby="told"><h2 id="told">Not enough copies are left</h2>
<p>2 are left.</p></section>
<p role="alert" hidden>The payment service does not answer</p>
<p role="alert"> </p>
<ul><li aria-label="Dune"><svg aria-hidden="true"><text>Cover</text></svg><a href="/titles/1">Dune</a>
<form><label for="copies">Copies<span> Dune</span></label><input id="copies" value="3">
<input type="hidden" name="key" value="secret"><button>Change</button></form></li></ul>
<section aria-labelledby="pay"><h2 id="pay">How do you pay?</h2>
<label><input type="radio" name="way" checked> Card</label>
<label><input type="radio" name="way"> Wallet</label><button>Pay $9.50</button></section>
<section aria-label="Gone" style="visibility: hidden"><ul><li>A parcel</li></ul></section>
<section><p>A section without a name is no region.</p></section>
<fieldset><legend>Delivery address</legend><label for="city">City</label>
<input id="city" value="" aria-invalid="true" aria-describedby="city-error">
<p id="city-error">Say where</p></fieldset>
<fieldset style="display: none"><legend>Billing address</legend><label for="town">City</label>
<input id="town" value="Bern"></fieldset>
</main></body></html>"""


def _shown(page: Any) -> ShownPage:
    return ShownPage.of(page.evaluate(READ)["shown"])


def test_the_parts_of_a_page_are_found_by_role_and_name(open_page: Open) -> None:
    shown = _shown(open_page(_PAGE).page)
    assert shown.headline == "Your cart"
    assert shown.alerts == ["Not enough copies are left\n\n2 are left."]
    assert [each.name for each in shown.regions] == ["How do you pay?"]
    pay = shown.region("How do you pay?")
    assert pay is not None
    assert (pay.buttons, [each.checked for each in pay.fields]) == (["Pay $9.50"], [True, False])


def test_an_item_has_its_own_link_field_and_button(open_page: Open) -> None:
    [item] = _shown(open_page(_PAGE).page).main.items
    assert (item.name, item.links, item.buttons) == ("Dune", [("Dune", "/titles/1")], ["Change"])
    assert [(each.label, each.value) for each in item.fields] == [("Copies Dune", "3")]


def test_a_field_is_told_by_its_group_and_what_is_hidden_is_not(open_page: Open) -> None:
    main = _shown(open_page(_PAGE).page).main
    city = main.field("City", "Delivery address")
    assert city is not None
    assert (city.value, city.invalid, city.said) == ("", True, "Say where")
    assert main.field("City", "Billing address") is None
    assert "Bern" not in main.text
    assert "A parcel" not in main.text


def test_it_reads_what_playwright_finds_by_role(open_page: Open) -> None:
    page = open_page(_PAGE).page
    shown, main = _shown(page), page.get_by_role("main")
    assert shown.headline == page.get_by_role("heading", level=1).first.inner_text()
    assert shown.text == main.inner_text()
    assert [each for each in main.get_by_role("alert").all_inner_texts() if each.strip()] == shown.alerts
    assert shown.main.texts == main.get_by_role("listitem").all_inner_texts()
    assert len(shown.regions) == main.get_by_role("region").count()
    assert shown.main.buttons == main.get_by_role("button").all_inner_texts()


def test_a_page_without_a_headline_is_none_yet(open_page: Open) -> None:
    found = open_page("<!doctype html><html lang='en'><body><p>Moment</p></body></html>").page.evaluate(READ)
    assert found["shown"] is None


def test_a_refusal_is_another_state_and_another_number_is_not(open_page: Open) -> None:
    page = open_page("<main><h1>Order BK-1234-5678</h1><p id='told' hidden></p></main>").page
    before = page.evaluate(READ)["state"]
    page.evaluate("document.querySelector('h1').textContent = 'Order BK-8765-4321'")
    assert page.evaluate(READ)["state"] == before
    page.evaluate("document.querySelector('#told').role = 'status'")
    assert page.evaluate(READ)["state"] != before
