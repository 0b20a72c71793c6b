"""The codes with which a browser comes back from the sign-in page: each is good for one token, soon."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from secrets import token_urlsafe

from environment.doubles.identity_provider import IdentityProvider
from steps.vocabulary.customer_ids import customer_of

_LIFE = timedelta(minutes=1)
_MOST = 1000  # codes that nothing has redeemed yet; the oldest is dropped


class CodeRefused(Exception):
    """The code is unknown, used, too old, or not redeemed by the one for whom it was issued."""


@dataclass(frozen=True)
class _Issued:
    email: str
    challenge: str
    redirect_uri: str
    ends: datetime


class SignInCodes:
    """The codes of one identity provider, in memory."""

    def __init__(self, provider: IdentityProvider, now: Callable[[], datetime]) -> None:
        self._provider = provider
        self._now = now
        self._issued: dict[str, _Issued] = {}

    def issue(self, email: str, challenge: str, redirect_uri: str) -> str:
        """A code for this customer; `challenge` is the SHA-256 of a verifier, in base64url (RFC 7636)."""
        code = token_urlsafe(32)
        self._issued[code] = _Issued(email, challenge, redirect_uri, self._now() + _LIFE)
        while len(self._issued) > _MOST:
            del self._issued[next(iter(self._issued))]
        return code

    def redeem(self, code: str, verifier: str, redirect_uri: str) -> str:
        """The customer's token. Raises CodeRefused; a code that was tried once is used up."""
        issued = self._issued.pop(code, None)
        if issued is None or issued.ends <= self._now() or issued.redirect_uri != redirect_uri:
            raise CodeRefused
        shown = urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
        if not compare_digest(shown.encode(), issued.challenge.encode()):
            raise CodeRefused
        return self._provider.token(customer_of(issued.email), issued.email)
