"""The gateway behind a TLS socket: a thin ASGI shell around `gateway.Gateway`."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from datetime import datetime
from typing import Any

import uvicorn

from environment.doubles import log
from environment.doubles.clock import time_source
from environment.doubles.gateway import response_schema
from environment.doubles.gateway.behaviors import Behaviors
from environment.doubles.gateway.control import PREFIX, GatewayControl
from environment.doubles.gateway.handlers import webhook_endpoints
from environment.doubles.gateway.idempotency import GatewayResponse
from environment.doubles.gateway.keys import ApiKeys
from environment.doubles.gateway.ledger import Ledger
from environment.doubles.gateway.request_log import LoggedRequest
from environment.doubles.gateway.sandbox import AcceptedRequest, GatewayRequest, GatewaySandbox
from environment.doubles.gateway.settings import SandboxSettings, sandbox_settings
from environment.doubles.gateway.webhook_deliveries import WebhookDeliveries
from environment.doubles.gateway.webhook_worker import WebhookWorker

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_log = logging.getLogger(__name__)
_TICK_SECONDS = 0.05
_KEEP_ALIVE = 75  # seconds, longer than any caller keeps an idle connection
_HEALTHY = GatewayResponse(200, b'{"status":"ok"}', (("Content-Type", "application/json"),))


class GatewayApp:
    """The ASGI application."""

    def __init__(
        self,
        gateway: GatewaySandbox,
        control: GatewayControl,
        behaviors: Behaviors,
        webhook_worker: WebhookWorker,
        *,
        checked: bool,
    ) -> None:
        self._checked = checked
        self._gateway = gateway
        self._control = control
        self._behaviors = behaviors
        self._courier = webhook_worker

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            await _send(send, await self._answer(await _request(scope, receive)))

    async def _live(self, receive: Receive, send: Send) -> None:
        """Between start-up and shutdown the courier works and time passes."""
        await receive()
        tasks = [asyncio.create_task(self._courier.run()), asyncio.create_task(self._let_time_pass())]
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await send({"type": "lifespan.shutdown.complete"})

    async def _let_time_pass(self) -> None:
        """What becomes due happens without being asked for; the clock may have been moved."""
        while True:
            await asyncio.sleep(_TICK_SECONDS)
            self._gateway.ledger.tick()

    async def _answer(self, request: GatewayRequest) -> GatewayResponse:
        if request.path == "/health":
            return _HEALTHY
        if request.path.startswith(PREFIX):
            return self._control.handle(request)
        came_at = self._gateway.ledger.time()
        answer = await self._answer_of_the_gateway(request)
        self._gateway.request_log.note(LoggedRequest(request.method, request.path, answer.status, came_at))
        return answer

    async def _answer_of_the_gateway(self, request: GatewayRequest) -> GatewayResponse:
        accepted = self._gateway.accept(request)
        if isinstance(accepted, GatewayResponse):
            return accepted
        await self._behaviors.wait_for_holds(request.method, request.path)
        answer = self._perform(accepted)
        return _checked(answer) if self._checked and not accepted.has_overrides else answer

    def _perform(self, accepted: AcceptedRequest) -> GatewayResponse:
        try:
            return self._gateway.perform(accepted)
        except Exception:  # noqa: BLE001 - the process boundary: a defect is answered as a 500
            _log.exception(
                "request failed", extra={"path": accepted.request.path, "request_id": accepted.request_id}
            )
            return self._gateway.internal_error(accepted)


def _checked(answer: GatewayResponse) -> GatewayResponse:
    """The answer if it has the shape of Stripe's, else a 500 that says what is wrong with it."""
    found = response_schema.problems(json.loads(answer.body))
    if not found:
        return answer
    _log.error("answer is not of Stripe's shape", extra={"problems": found})
    message = f"This sandbox made an answer that Stripe would not: {'; '.join(found)}"
    body = json.dumps({"error": {"type": "api_error", "message": message}}).encode()
    return GatewayResponse(500, body, (*answer.headers, ("Stripe-Should-Retry", "false")))


async def _request(scope: Scope, receive: Receive) -> GatewayRequest:
    body = b""
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    return GatewayRequest(
        scope["method"], scope["path"], scope["query_string"].decode("latin-1"), headers, body
    )


async def _send(send: Send, answer: GatewayResponse) -> None:
    headers = [(name.lower().encode(), value.encode()) for name, value in answer.headers]
    headers.append((b"content-length", str(len(answer.body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})


def build(settings: SandboxSettings, now: Callable[[], datetime]) -> GatewayApp:
    ledger, behaviors = Ledger(now), Behaviors()
    gateway = GatewaySandbox(ledger, ApiKeys(settings.secret_key, settings.publishable_key), behaviors)
    deliveries = WebhookDeliveries(ledger, settings.webhook_backoff)
    if settings.webhook_url and settings.webhook_secret:
        endpoint = webhook_endpoints.register(ledger, settings.webhook_url, settings.webhook_secret, ["*"])
        endpoint.permanent = True
    control = GatewayControl(gateway, deliveries, behaviors, settings.control_token)
    return GatewayApp(gateway, control, behaviors, WebhookWorker(deliveries), checked=settings.check_answers)


class _Server(uvicorn.Server):
    """Ends at once: a TLS connection kept alive would make the end wait for its client's goodbye."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await super().shutdown(sockets)


def run(environ: Mapping[str, str], listeners: Mapping[str, socket.socket]) -> None:
    """Serve on the bound socket listeners["http"] until SIGTERM or SIGINT. Raises KeyError for a missing"
    " setting."""
    settings = sandbox_settings(environ)
    log.configure("gateway", settings.log_level)
    config = uvicorn.Config(
        build(settings, time_source(environ)),
        ssl_certfile=settings.cert_file,
        ssl_keyfile=settings.key_file,
        log_config=None,
        access_log=False,
        lifespan="on",
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=1,
    )
    _Server(config).run(sockets=[listeners["http"]])
