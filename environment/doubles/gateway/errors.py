"""A refusal, in the form Stripe answers it (https://docs.stripe.com/api/errors)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

JsonObject = dict[str, Any]
"""An object as it travels: JSON, with Stripe's field names."""


class GatewayRefusal(Exception):
    """An answer that is not 2xx.

    `executed` says whether the endpoint had begun its work: only then is the answer kept under the
    idempotency key (https://docs.stripe.com/api/idempotent_requests).
    """

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        executed: bool = False,
        headers: Mapping[str, str] | None = None,
        **details: Any,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.kind = kind
        self.code = code
        self.param = param
        self.executed = executed
        self.headers = dict(headers or {})
        self.details = details

    def error(self) -> JsonObject:
        """The object that travels as `error`."""
        error: JsonObject = {"message": self.message, "type": self.kind}
        if self.code is not None:
            error |= {"code": self.code, "doc_url": doc_url(self.code)}
        if self.param is not None:
            error["param"] = self.param
        return error | self.details


def doc_url(code: str) -> str:
    return f"https://stripe.com/docs/error-codes/{code.replace('_', '-')}"


def invalid(message: str, *, param: str | None = None, code: str | None = None) -> GatewayRefusal:
    """A request that fails validation: nothing was executed, nothing is kept."""
    return GatewayRefusal(message, param=param, code=code)


def no_such(kind: str, identity: str, *, param: str | None = None) -> GatewayRefusal:
    """404 for the object a path names, 400 for one that a parameter names."""
    return GatewayRefusal(
        f"No such {kind}: '{identity}'",
        status=404 if param is None else 400,
        code="resource_missing",
        param=param or "id",
    )


def conflicting_state(
    message: str, *, intent: JsonObject, code: str = "payment_intent_unexpected_state"
) -> GatewayRefusal:
    """The payment intent is in a state that does not allow the act."""
    return GatewayRefusal(message, code=code, executed=True, payment_intent=intent)
