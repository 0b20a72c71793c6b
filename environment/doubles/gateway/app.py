"""The gateway behind a TLS socket: an ASGI application around `GatewaySandbox`."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from contextlib import suppress
from datetime import datetime
from typing import Any

import uvicorn

from environment.doubles import log
from environment.doubles.clock import time_source
from environment.doubles.gateway import customer_pages, garbage, response_schema
from environment.doubles.gateway.behaviors import Behaviors
from environment.doubles.gateway.control import PREFIX, GatewayControl
from environment.doubles.gateway.customer_pages import CustomerPages
from environment.doubles.gateway.handlers import webhook_endpoints
from environment.doubles.gateway.keys import ApiKeys
from environment.doubles.gateway.ledger import Ledger
from environment.doubles.gateway.messages import LARGEST_BODY, GatewayRequest, GatewayResponse
from environment.doubles.gateway.request_log import LoggedRequest
from environment.doubles.gateway.sandbox import AcceptedRequest, GatewaySandbox, too_large
from environment.doubles.gateway.settings import SandboxSettings, sandbox_settings
from environment.doubles.gateway.webhook_deliveries import WebhookDeliveries
from environment.doubles.gateway.webhook_worker import WebhookWorker
from environment.doubles.serving import serving

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_log = logging.getLogger(__name__)
_TICK_SECONDS = 0.05
_TOO_LARGE = GatewayResponse(
    413,
    json.dumps({"error": too_large().error()}).encode(),
    (("Content-Type", "application/json"), ("Connection", "close")),
)
_HEALTHY = GatewayResponse(200, b'{"status":"ok"}', (("Content-Type", "application/json"),))


class ClientLeft(Exception):
    """The client hung up before its request had come whole: a part of a request is not performed."""


class GatewayApp:
    """The ASGI application: Stripe's API, the pages for customers, the control surface and /health."""

    def __init__(
        self,
        gateway: GatewaySandbox,
        control: GatewayControl,
        behaviors: Behaviors,
        webhook_worker: WebhookWorker,
        *,
        check_responses: bool,
    ) -> None:
        """`check_responses`: a response that breaks Stripe's schema becomes a 500 that names each breach."""
        self._check_responses = check_responses
        self._gateway = gateway
        self._control = control
        self._behaviors = behaviors
        self._webhook_worker = webhook_worker
        self._pages = CustomerPages(gateway.ledger)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection event of ASGI: the lifespan of the server, or one HTTP request."""
        if scope["type"] == "lifespan":
            await self._run_background_tasks(receive, send)
        else:
            with suppress(ClientLeft):
                body = await _body(scope, receive)
                response = _TOO_LARGE if body is None else await self._respond(_request(scope, body))
                await _send(send, response)

    async def _run_background_tasks(self, receive: Receive, send: Send) -> None:
        """Deliver webhooks and run what becomes due, from start-up to shutdown."""
        await receive()
        tasks = [asyncio.create_task(self._webhook_worker.run()), asyncio.create_task(self._tick())]
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await send({"type": "lifespan.shutdown.complete"})

    async def _tick(self) -> None:
        """Expiries and retries become due without a request: the clock may have been moved."""
        while True:
            await asyncio.sleep(_TICK_SECONDS)
            self._gateway.ledger.tick()

    async def _respond(self, request: GatewayRequest) -> GatewayResponse:
        if request.path == "/health":
            return _HEALTHY
        if request.path.startswith(PREFIX):
            return self._control.handle(request)
        if request.path.startswith(customer_pages.PREFIX):
            return self._pages.handle(request)
        received_at = self._gateway.ledger.time()
        response = await self._respond_as_stripe(request)
        self._gateway.request_log.add(
            LoggedRequest(request.method, request.path, response.status, received_at)
        )
        return response

    async def _respond_as_stripe(self, request: GatewayRequest) -> GatewayResponse:
        accepted = self._gateway.accept(request)
        if isinstance(accepted, GatewayResponse):
            return accepted
        await self._behaviors.wait_for_holds(request.method, request.path)
        response = self._perform(accepted)
        return _checked(response) if self._check_responses and not accepted.has_overrides else response

    def _perform(self, accepted: AcceptedRequest) -> GatewayResponse:
        try:
            return self._gateway.perform(accepted)
        except Exception:  # noqa: BLE001 - the process boundary: a defect is answered as a 500
            _log.exception(
                "request failed", extra={"path": accepted.request.path, "request_id": accepted.request_id}
            )
            return self._gateway.internal_error(accepted)


def _checked(response: GatewayResponse) -> GatewayResponse:
    """The response if it keeps Stripe's schema, else a 500 that names each breach."""
    problems = response_schema.problems(json.loads(response.body))
    if not problems:
        return response
    _log.error("response breaks Stripe's schema", extra={"problems": problems})
    message = f"This response breaks Stripe's schema: {'; '.join(problems)}"
    body = json.dumps({"error": {"type": "api_error", "message": message}}).encode()
    return GatewayResponse(500, body, (*response.headers, ("Stripe-Should-Retry", "false")))


async def _body(scope: Scope, receive: Receive) -> bytes | None:
    """The body, or None as soon as it is known to be longer than LARGEST_BODY. Raises ClientLeft."""
    length = dict(scope["headers"]).get(b"content-length", b"0")
    if not length.isdigit() or len(length) > 9 or int(length) > LARGEST_BODY:
        return None
    body = bytearray()
    more = True
    while more and len(body) <= LARGEST_BODY:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientLeft
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return bytes(body) if len(body) <= LARGEST_BODY else None


def _request(scope: Scope, body: bytes) -> GatewayRequest:
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    query = scope["query_string"].decode("latin-1")
    return GatewayRequest(scope["method"], scope["path"], query, headers, body)


async def _send(send: Send, response: GatewayResponse) -> None:
    headers = [(name.lower().encode(), value.encode()) for name, value in response.headers]
    headers.append((b"content-length", str(len(response.body)).encode()))
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    await send({"type": "http.response.body", "body": response.body})


def build(settings: SandboxSettings, now: Callable[[], datetime]) -> GatewayApp:
    """The application with an empty account; `now` gives the time in UTC."""
    ledger, behaviors = Ledger(now), Behaviors()
    if settings.pages_url is not None:
        ledger.bank_page = f"{settings.pages_url}{customer_pages.PREFIX}bank/"
    gateway = GatewaySandbox(ledger, ApiKeys(settings.secret_key, settings.publishable_key), behaviors)
    deliveries = WebhookDeliveries(ledger, settings.webhook_backoff)
    if settings.webhook_url and settings.webhook_secret:
        endpoint = webhook_endpoints.register(ledger, settings.webhook_url, settings.webhook_secret, ["*"])
        endpoint.permanent = True
    control = GatewayControl(gateway, deliveries, behaviors, settings.control_token)
    worker = WebhookWorker(deliveries)
    return GatewayApp(gateway, control, behaviors, worker, check_responses=settings.check_responses)


class _GatewayServer(uvicorn.Server):
    """Ends at once: uvicorn waits until the client of a kept TLS connection has closed it."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await super().shutdown(sockets)


def run(
    environ: Mapping[str, str],
    listeners: Mapping[str, socket.socket],
    on_loaded: Callable[[], None] = lambda: None,
) -> None:
    """Serve on the bound socket listeners["http"] until SIGTERM or SIGINT.

    on_loaded: called when the certificate and its private key have been read.

    Raises:
        KeyError: a setting is missing; its name is the message.
    """
    settings = sandbox_settings(environ)
    log.configure("gateway", settings.log_level)
    config = serving(
        build(settings, time_source(environ)),
        environ,
        grace=1,
        ssl_certfile=settings.cert_file,
        ssl_keyfile=settings.key_file,
        lifespan="on",
        server_header=False,
    )
    config.load()
    on_loaded()
    garbage.walk_each_object_once()
    _GatewayServer(config).run(sockets=[listeners["http"]])
