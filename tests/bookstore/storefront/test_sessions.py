"""The signed cookies: what they hold comes back, and nothing that was changed, exchanged or kept too long."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bookstore.platform.clock import Alarm
from bookstore.platform.money import Currency
from bookstore.storefront.session import SESSION_LIFE, CartKey, Session, SignedCookie

SESSION = Session(customer_token="a.b.c", carts={Currency.EUR: CartKey(cart_id="1", token="t")})


@dataclass
class StoppedClock:
    at: datetime = field(default_factory=lambda: datetime(2026, 3, 4, tzinfo=UTC))

    def now(self) -> datetime:
        return self.at

    def wait(self, alarm: Alarm, seconds: float) -> bool:
        raise AssertionError("a cookie waits for nothing")


CLOCK = StoppedClock()
COOKIE = SignedCookie("session", Session, "key of the tests", CLOCK)


def test_what_is_written_is_read() -> None:
    assert COOKIE.read(COOKIE.write(SESSION)) == SESSION


@pytest.mark.parametrize("value", [None, "", "..", "1.2.3", "9999999999.eJw=.AAAA", "\ud800.a.b", "٣.a.b"])
def test_what_the_storefront_has_not_written_is_not_read(value: str | None) -> None:
    assert COOKIE.read(value) is None


def test_a_changed_character_makes_it_worthless() -> None:
    written = COOKIE.write(SESSION)
    for place in range(len(written)):
        other = "A" if written[place] != "A" else "B"
        assert COOKIE.read(written[:place] + other + written[place + 1 :]) is None, place


def test_a_cookie_of_another_name_or_key_is_not_taken() -> None:
    written = SignedCookie("delivery", Session, "key of the tests", CLOCK).write(SESSION)
    assert COOKIE.read(written) is None
    assert COOKIE.read(SignedCookie("session", Session, "another key", CLOCK).write(SESSION)) is None


def test_it_ends_on_the_clock_of_the_shop() -> None:
    clock = StoppedClock()
    cookie = SignedCookie("session", Session, "key of the tests", clock)
    written = cookie.write(SESSION)
    clock.at += SESSION_LIFE - timedelta(seconds=1)
    assert cookie.read(written) == SESSION
    clock.at += timedelta(seconds=1)
    assert cookie.read(written) is None


def test_only_the_latest_checkouts_are_kept() -> None:
    session = Session()
    for number in range(5):
        session = session.with_checkout(str(number), f"token-{number}")
    assert [each.checkout_id for each in session.checkouts] == ["4", "3", "2"]
    assert (session.token_of("3"), session.token_of("0")) == ("token-3", None)
