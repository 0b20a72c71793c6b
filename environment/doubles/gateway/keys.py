"""API keys and their permissions (https://docs.stripe.com/keys). No message repeats a key in full."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from enum import Enum
from hmac import compare_digest

from environment.doubles.gateway.errors import GatewayRefusal
from environment.doubles.gateway.routing import TOKENIZE, GatewayRoute


class Access(Enum):
    """What a restricted key may do with a resource."""

    NONE = "none"
    READ = "read"
    WRITE = "write"


class ApiKeys:
    """One secret and one publishable key, and restricted keys with their permissions by resource."""

    def __init__(self, secret: str, publishable: str) -> None:
        """Raises ValueError for a key that is not of the test mode."""
        if not secret.startswith("sk_test_") or not publishable.startswith("pk_test_"):
            raise ValueError("the gateway sandbox takes test keys only: sk_test_... and pk_test_...")
        self._secret = secret
        self._publishable = publishable
        self._restricted: dict[str, Mapping[str, Access]] = {}
        self.secret_expired = False

    def restrict(self, key: str, permissions: Mapping[str, Access]) -> None:
        """Add a restricted key. Raises ValueError when it is not an rk_test_ key."""
        if not key.startswith("rk_test_"):
            raise ValueError("a restricted test key begins with rk_test_")
        self._restricted[key] = dict(permissions)

    def reset(self) -> None:
        """Drop the restricted keys; the secret key is valid again."""
        self._restricted.clear()
        self.secret_expired = False

    def admit(self, authorization: str, method: str, route: GatewayRoute) -> None:
        """Check that the key of this Authorization header may use the route.

        Raises:
            GatewayRefusal: 401 without a valid key, 401 where the publishable and 403 where a restricted key
                has no permission.
        """
        key = _presented(authorization)
        if compare_digest(key.encode(), self._secret.encode()):
            if self.secret_expired:
                raise _unauthorized(f"Expired API Key provided: {_masked(key)}", "api_key_expired")
            return
        if compare_digest(key.encode(), self._publishable.encode()):
            _admit_publishable(route)
            return
        if (permissions := self._restricted.get(key)) is not None:
            _admit_restricted(key, permissions.get(route.resource, Access.NONE), method, route)
            return
        raise _unauthorized(f"Invalid API Key provided: {_masked(key)}")


def _presented(authorization: str) -> str:
    scheme, _, credential = authorization.partition(" ")
    if scheme.lower() == "bearer" and credential.strip():
        return credential.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(credential, validate=True).decode().partition(":")[0]
        except ValueError:  # no base64, no ASCII or no UTF-8
            raise _unauthorized("Invalid authorization header") from None
    raise _unauthorized(
        "You did not provide an API key. You need to provide your API key in the Authorization header, using"
        " Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See"
        " https://stripe.com/docs/api#authentication for details, or we can help at"
        " https://support.stripe.com/."
    )


def _admit_publishable(route: GatewayRoute) -> None:
    if route is not TOKENIZE:
        raise GatewayRefusal(
            "This API call cannot be made with a publishable API key. Please use a secret API key. You can"
            " find a list of your API keys at https://dashboard.stripe.com/account/apikeys.",
            status=401,
            code="secret_key_required",
        )


def _admit_restricted(key: str, access: Access, method: str, route: GatewayRoute) -> None:
    wanted = Access.READ if method == "GET" else Access.WRITE
    if access is Access.WRITE or access is wanted:
        return
    raise GatewayRefusal(
        f"The provided key '{_masked(key)}' does not have the required permissions for this endpoint. Having"
        f" the '{route.resource}_{wanted.value}' permission would allow this request to continue.",
        status=403,
    )


def _unauthorized(message: str, code: str | None = None) -> GatewayRefusal:
    return GatewayRefusal(
        message, status=401, code=code, headers={"WWW-Authenticate": 'Basic realm="Stripe"'}
    )


def _masked(key: str) -> str:
    """The key as Stripe masks it: kind and last four characters; of a live key the kind alone."""
    kind = "_".join(key.split("_")[:2]) + "_" if key.count("_") >= 2 else ""
    if "_live_" in key:
        return f"{kind}{'*' * 8} (this sandbox refuses live keys)"
    return f"{kind}{'*' * max(len(key) - len(kind) - 4, 4)}{key[-4:] if len(key) >= 16 else ''}"
