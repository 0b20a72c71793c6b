"""The program of the mail server: SMTP and the inbox's HTTP in one event loop."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from environment.doubles import log
from environment.doubles.clock import time_source
from environment.doubles.mail.access import TOKEN_SETTING, InboxAccess
from environment.doubles.mail.mailbox import MailStore, ReceivedMail
from environment.doubles.mail.pages import list_page, mail_page
from environment.doubles.mail.smtp_server import MailHandler, SmtpLimits, receiving
from environment.doubles.serving import serve, serving

_GRACE = 2  # seconds for requests in flight when the server is stopped


class InboxRoutes:
    """The HTTP routes of the inbox. Mails are parsed in threads: a slow one delays no other request."""

    def __init__(self, mailbox: MailStore) -> None:
        self._mailbox = mailbox

    def routes(self) -> list[Route]:
        """The route table."""
        return [
            Route("/health", self.health),
            Route("/", self.overview),
            Route("/inbox", self.mails),
            Route("/inbox", self.clear, methods=["DELETE"]),
            Route("/inbox/{number:int}/raw", self.raw),
            Route("/inbox/{number:int}/page", self.page),
        ]

    async def health(self, _: Request) -> Response:
        """GET /health: answers 200 once mail is received."""
        return JSONResponse({"status": "ok", "service": "mail"})

    async def overview(self, _: Request) -> Response:
        """GET /: the list of mails as a page."""
        return HTMLResponse(await asyncio.to_thread(list_page, self._mailbox.mails()))

    async def mails(self, request: Request) -> Response:
        """GET /inbox: every mail, or those for `?recipient=`, oldest first."""
        found = self._mailbox.mails(request.query_params.get("recipient"))
        shown = await asyncio.to_thread(lambda: [mail.to_json() for mail in found])
        return JSONResponse({"mails": shown})

    async def clear(self, _: Request) -> Response:
        """DELETE /inbox: remove every mail."""
        self._mailbox.clear()
        return Response(status_code=204)

    async def raw(self, request: Request) -> Response:
        """GET /inbox/{number}/raw: one mail as it was received, as text."""
        return Response(self._mail_of(request).raw, media_type="text/plain; charset=utf-8")

    async def page(self, request: Request) -> Response:
        """GET /inbox/{number}/page: one mail as a page."""
        return HTMLResponse(await asyncio.to_thread(mail_page, self._mail_of(request)))

    def _mail_of(self, request: Request) -> ReceivedMail:
        mail = self._mailbox.get(request.path_params["number"])
        if mail is None:
            raise HTTPException(404, "there is no mail with this number")
        return mail


def run(environ: Mapping[str, str], listeners: Mapping[str, socket.socket]) -> None:
    """Receive mail on `listeners["smtp"]` and show it on `listeners["http"]`, until SIGTERM or SIGINT.

    MAIL_INBOX_TOKEN: the token that clients of the inbox must send; without it the inbox is open.
    """
    log.configure("mail", environ.get("LOG_LEVEL", "INFO").upper())
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # aiosmtpd logs six lines a mail
    mailbox = MailStore()
    mail_handler = MailHandler(mailbox, time_source(environ))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with receiving(listeners["smtp"], mail_handler, SmtpLimits.read(environ)):
            yield

    routes = Starlette(routes=InboxRoutes(mailbox).routes(), lifespan=lifespan)
    app = InboxAccess(routes, environ.get(TOKEN_SETTING, ""))
    serve(serving(app, environ, grace=_GRACE), [listeners["http"]])
