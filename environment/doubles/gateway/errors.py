"""The errors of Stripe's API (https://docs.stripe.com/api/errors)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

JsonObject = dict[str, Any]
"""A JSON object with Stripe's field names."""


class GatewayRefusal(Exception):
    """The gateway answers with an error.

    executed: the handler had begun its work. Only then is the response stored under the idempotency key
    (https://docs.stripe.com/api/idempotent_requests).
    kind: Stripe's `type`, for example card_error. details: further fields of the error object.
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
        """The error object: the value of `error` in the response."""
        error: JsonObject = {"message": self.message, "type": self.kind}
        if self.code is not None:
            error |= {"code": self.code, "doc_url": doc_url(self.code)}
        if self.param is not None:
            error["param"] = self.param
        return error | self.details


def doc_url(code: str) -> str:
    """The page of Stripe's documentation about an error code."""
    return f"https://stripe.com/docs/error-codes/{code.replace('_', '-')}"


def invalid(message: str, *, param: str | None = None, code: str | None = None) -> GatewayRefusal:
    """400 for a request that fails validation: it was not executed, and its idempotency key stays free."""
    return GatewayRefusal(message, param=param, code=code)


def no_such(kind: str, identity: str, *, param: str | None = None) -> GatewayRefusal:
    """resource_missing: 404 for the object that the path names, 400 for one that a parameter names."""
    return GatewayRefusal(
        f"No such {kind}: '{identity}'",
        status=404 if param is None else 400,
        code="resource_missing",
        param=param or "id",
    )


def conflicting_state(
    message: str, *, intent: JsonObject, code: str = "payment_intent_unexpected_state"
) -> GatewayRefusal:
    """400: the status of the payment intent does not allow the request."""
    return GatewayRefusal(message, code=code, executed=True, payment_intent=intent)
