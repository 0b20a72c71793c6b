"""Access to the inbox: every route but /health needs the token of the run, where there is one."""

from __future__ import annotations

import base64
from hmac import compare_digest

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

TOKEN_SETTING = "MAIL_INBOX_TOKEN"


class InboxAccess:
    """ASGI middleware: 401 without the token, sent as a bearer token or (by browsers) as a password."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        """An empty token leaves the inbox open."""
        self._app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http" or scope["path"] == "/health" or self._admits(Headers(scope=scope)):
            await self._app(scope, receive, send)
            return
        challenge = {"WWW-Authenticate": 'Basic realm="inbox"'}
        await JSONResponse({"error": "the inbox needs its token"}, 401, challenge)(scope, receive, send)

    def _admits(self, headers: Headers) -> bool:
        if not self._token:
            return True
        given = _presented(headers.get("authorization", ""))
        return compare_digest(given.encode(), self._token.encode())


def _presented(authorization: str) -> str:
    scheme, _, credential = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return credential
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(credential, validate=True).decode().partition(":")[2]
    except ValueError:  # no base64, no ASCII or no UTF-8
        return ""
