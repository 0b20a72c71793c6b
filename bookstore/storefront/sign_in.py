"""Signing in at the identity provider: authorization code with PKCE (RFC 6749, RFC 7636).

The browser brings a code that is worth nothing without the verifier, which stays in the session; the
customer's token goes from the provider to the storefront and never stands in an address.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_urlsafe
from urllib.parse import urlencode

from pydantic import BaseModel

from bookstore.platform.auth import CustomerTokens, NotAuthenticated
from bookstore.platform.schemas import ReplyBody
from bookstore.storefront.calls import BuyerClient
from bookstore.storefront.session import SignInAttempt

RETURN_PATH = "/sign-in/return"


class _CodeExchange(BaseModel):
    code: str
    code_verifier: str
    redirect_uri: str


class _IssuedToken(ReplyBody):
    access_token: str


@dataclass(frozen=True)
class SignedIn:
    """A customer's token, and the mail address that it names."""

    token: str
    email: str | None


class SignIn:
    """The identity provider, at the address where browsers find it and at the one for the storefront."""

    def __init__(
        self, provider: BuyerClient, provider_pages: str, storefront: str, tokens: CustomerTokens
    ) -> None:
        self._provider = provider
        self._pages = provider_pages
        self._back = storefront + RETURN_PATH
        self._tokens = tokens

    def begin(self, go_on_at: str) -> tuple[SignInAttempt, str]:
        """A new attempt, and the address of the provider's page for it."""
        attempt = SignInAttempt(state=token_urlsafe(18), verifier=token_urlsafe(32), go_on_at=go_on_at)
        query = {
            "response_type": "code",
            "client_id": "storefront",
            "redirect_uri": self._back,
            "state": attempt.state,
            "code_challenge": _challenge(attempt.verifier),
            "code_challenge_method": "S256",
        }
        return attempt, f"{self._pages}/authorize?{urlencode(query)}"

    def complete(self, attempt: SignInAttempt, code: str) -> SignedIn:
        """The customer who has signed in; raises ServiceRefused, CallFailed and NotAuthenticated."""
        body = _CodeExchange(code=code, code_verifier=attempt.verifier, redirect_uri=self._back)
        token = self._provider.ask("POST", "/token", {}, body).read(_IssuedToken).access_token
        return SignedIn(token, self._tokens.read(token).email)

    def is_valid(self, token: str) -> bool:
        """Whether the token is still taken: its time ends on the clock of the shop."""
        try:
            self._tokens.read(token)
        except NotAuthenticated:
            return False
        return True


def _challenge(verifier: str) -> str:
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
