"""The sign-in page sends customers back to its one shop, with a code that is good for one token, soon."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import jwt
import pytest

from environment.doubles.identity.codes import CodeRefused, SignInCodes
from environment.doubles.identity_provider import IdentityProvider
from steps.vocabulary.customer_ids import customer_of

BACK = "https://shop.example/sign-in/return"
VERIFIER = "a verifier of the tests"
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).decode().rstrip("=")


class MovedClock:
    ahead = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def codes(clock: MovedClock) -> SignInCodes:
    return SignInCodes(IdentityProvider(clock), clock)


def test_a_code_is_good_for_one_token_of_its_customer(codes: SignInCodes) -> None:
    code = codes.issue("ada@readers.example", CHALLENGE, BACK)
    claims = jwt.decode(codes.redeem(code, VERIFIER, BACK), options={"verify_signature": False})
    assert (claims["sub"], claims["email"]) == (customer_of("Ada@Readers.example"), "ada@readers.example")
    with pytest.raises(CodeRefused):
        codes.redeem(code, VERIFIER, BACK)


@pytest.mark.parametrize(
    ("verifier", "back"), [("another verifier", BACK), (VERIFIER, "https://evil.example/")]
)
def test_a_code_is_worth_nothing_to_another(codes: SignInCodes, verifier: str, back: str) -> None:
    code = codes.issue("ada@readers.example", CHALLENGE, BACK)
    with pytest.raises(CodeRefused):
        codes.redeem(code, verifier, back)


def test_a_code_ends_after_a_minute(codes: SignInCodes, clock: MovedClock) -> None:
    code = codes.issue("ada@readers.example", CHALLENGE, BACK)
    clock.ahead = timedelta(minutes=1)
    with pytest.raises(CodeRefused):
        codes.redeem(code, VERIFIER, BACK)
