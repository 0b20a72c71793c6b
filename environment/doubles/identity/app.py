"""The program of the identity provider: a page on which a customer signs in, and the exchange of its code.

Authorization code with PKCE (RFC 6749, section 4.1, and RFC 7636). This is a sandbox: the mail address says
who the customer is, and there is no password.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Mapping
from html import escape
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from environment.doubles import log
from environment.doubles.clock import time_source
from environment.doubles.identity.codes import CodeRefused, SignInCodes
from environment.doubles.identity_provider import IdentityProvider
from environment.doubles.serving import serve, serving

_GRACE = 1  # seconds for requests in flight when the program is stopped
_FOLDER = Path(__file__).parent
_POLICY = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'"
_HEADERS = {
    "content-security-policy": _POLICY,
    "cache-control": "no-store",
}
_ASKED = ("redirect_uri", "state", "code_challenge")
_log = logging.getLogger(__name__)


class IdentityPages:
    """The routes of the identity provider. It sends customers back to one address alone."""

    def __init__(self, codes: SignInCodes, redirect_uri: str) -> None:
        self._codes = codes
        self._redirect_uri = redirect_uri

    def routes(self) -> list[Route]:
        """The route table."""
        return [
            Route("/health", self.health),
            Route("/identity.css", self.style),
            Route("/authorize", self.ask),
            Route("/authorize", self.sign_in, methods=["POST"]),
            Route("/token", self.exchange, methods=["POST"]),
        ]

    async def health(self, _: Request) -> Response:
        """GET /health"""
        return JSONResponse({"status": "ok", "service": "identity"})

    async def style(self, _: Request) -> Response:
        """GET /identity.css"""
        return Response((_FOLDER / "identity.css").read_text("utf-8"), media_type="text/css")

    async def ask(self, request: Request) -> Response:
        """GET /authorize: the page that asks for the mail address."""
        return self._page(dict(request.query_params))

    async def sign_in(self, request: Request) -> Response:
        """POST /authorize: back to the storefront, with a code that is used once."""
        asked = dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
        email = asked.get("email", "").strip()
        if asked.get("redirect_uri") != self._redirect_uri or not asked.get("code_challenge"):
            return self._page(asked)
        if not (3 <= len(email) <= 254 and "@" in email[1:-1] and email.isprintable()):
            return self._page(asked, "Type a mail address, such as ada@readers.example.")
        code = self._codes.issue(email, asked["code_challenge"], self._redirect_uri)
        query = urlencode({"code": code, "state": asked.get("state", "")})
        return RedirectResponse(f"{self._redirect_uri}?{query}", 303)

    async def exchange(self, request: Request) -> Response:
        """POST /token: {"code", "code_verifier", "redirect_uri"} gives {"access_token"}."""
        try:
            asked = await request.json()
            token = self._codes.redeem(
                str(asked["code"]), str(asked["code_verifier"]), str(asked["redirect_uri"])
            )
        except (ValueError, KeyError, TypeError, CodeRefused) as error:
            _log.info("no token is given", extra={"why": type(error).__name__})
            return JSONResponse({"error": "invalid_grant"}, 400)
        return JSONResponse({"access_token": token, "token_type": "Bearer"})

    def _page(self, asked: Mapping[str, str], wrong: str = "") -> Response:
        if asked.get("redirect_uri") != self._redirect_uri:
            return HTMLResponse("This address is not that of a shop that we know.", 400, dict(_HEADERS))
        kept = "".join(
            f'<input type="hidden" name="{name}" value="{escape(asked.get(name, ""))}">' for name in _ASKED
        )
        invalid = ' aria-invalid="true" aria-describedby="email-error"' if wrong else ""
        said = f'<p class="error" id="email-error">{escape(wrong)}</p>' if wrong else ""
        typed = escape(asked.get("email", ""))
        text = (_FOLDER / "sign_in.html").read_text("utf-8")
        page = text.format(kept=kept, invalid=invalid, said=said, typed=typed)
        return HTMLResponse(page, 422 if wrong else 200, dict(_HEADERS))


def run(environ: Mapping[str, str], listeners: Mapping[str, socket.socket]) -> None:
    """Serve until SIGTERM or SIGINT.

    IDENTITY_PRIVATE_KEY: the key (PEM) that signs tokens. IDENTITY_REDIRECT_URI: where customers are sent
    back to.
    """
    log.configure("identity", environ.get("LOG_LEVEL", "INFO").upper())
    now = time_source(environ)
    provider = IdentityProvider(now, environ["IDENTITY_PRIVATE_KEY"].encode())
    pages = IdentityPages(SignInCodes(provider, now), environ["IDENTITY_REDIRECT_URI"])
    serve(serving(Starlette(routes=pages.routes()), environ, grace=_GRACE), [listeners["http"]])
