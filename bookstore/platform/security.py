"""What the OpenAPI documents say of credentials, derived from the dependencies that admit callers.

A dependency that admits callers declares with `admits` whom: a requirement holds the credentials that a
caller has to show together (OpenAPI 3.1, Security Requirement Object), and one requirement is enough. The
texts beside a scheme are roles: `staff` of a customer token, the name of the service for a service token.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts

from bookstore.platform.problem import NOT_ALLOWED, NOT_AUTHENTICATED, add_refusals

Function = TypeVar("Function", bound=Callable[..., Any])
Requirement = Mapping[str, Sequence[str]]

_BEARER = {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
SCHEMES: Mapping[str, Mapping[str, str]] = {
    "CustomerToken": {
        **_BEARER,
        "description": "Signed by the identity provider (EdDSA) for audience `bookstore`. Its claim `roles` "
        "has `staff` for the staff.",
    },
    "ServiceToken": {
        **_BEARER,
        "description": "Signed by the calling service with its own key (EdDSA). `iss` is its name, `aud` the "
        "service that it calls. It lives for 5 minutes at most.",
    },
    "CartToken": {
        "type": "apiKey",
        "in": "header",
        "name": "Cart-Token",
        "description": "What a guest gets when a cart is opened. A service sends it on beside its token.",
    },
    "OnBehalfOf": {
        "type": "apiKey",
        "in": "header",
        "name": "On-Behalf-Of",
        "description": "`customer:` and the id of the customer for whom a service calls. It counts only "
        "beside a service token.",
    },
    "GatewaySignature": {
        "type": "apiKey",
        "in": "header",
        "name": "Stripe-Signature",
        "description": "The gateway's signature of the time and the body, at most 5 minutes old.",
    },
}
ANONYMOUS: Requirement = {}
CUSTOMER: Requirement = {"CustomerToken": ()}
STAFF: Requirement = {"CustomerToken": ("staff",)}
GUEST: Requirement = {"CartToken": ()}
ANY_SERVICE: Requirement = {"ServiceToken": ()}
GATEWAY: Requirement = {"GatewaySignature": ()}
BUYER = ("OnBehalfOf", "CartToken")
"""The schemes with one of which a service says on whose behalf it calls: a customer or a guest."""

_CALLERS = frozenset({"CustomerToken", "ServiceToken", "CartToken"})
"""Schemes that say who calls: a caller who is known may still be refused, with 403."""


def service(name: str, *beside: str) -> Requirement:
    """The token of this service alone, with the credentials that have to come beside it."""
    return {"ServiceToken": (name,), **dict.fromkeys(beside, ())}


def admits(*requirements: Requirement) -> Callable[[Function], Function]:
    """Declare whom a dependency admits; what it depends on itself says nothing then."""

    def declare(function: Function) -> Function:
        function.admitted = requirements  # type: ignore[attr-defined]
        return function

    return declare


def with_security(app: FastAPI, document: dict[str, Any]) -> dict[str, Any]:
    """The document with the security of each operation, its refusals, and the schemes that are named."""
    schemes: set[str] = set()
    for route in iter_route_contexts(app.routes):
        operations = document["paths"].get(route.path_format, {})
        for method in route.methods or ():
            if operation := operations.get(method.lower()):
                security = _security_of(route.dependant)
                operation["security"] = security
                if any(scheme in _CALLERS for each in security for scheme in each):
                    add_refusals(operation["responses"], [NOT_AUTHENTICATED, NOT_ALLOWED])
                schemes.update(*security)
    found = {name: dict(scheme) for name, scheme in SCHEMES.items() if name in schemes}
    if found:
        document["components"]["securitySchemes"] = found
    return document


def _security_of(dependant: Dependant) -> list[dict[str, list[str]]]:
    """The requirements of the operation; of several dependencies that admit, what all of them admit."""
    declared = list(_declared(dependant))
    if not declared:
        return []
    common = [each for each in declared[0] if all(each in others for others in declared[1:])]
    if not common:
        raise TypeError(f"{dependant.path}: its dependencies admit no caller in common")
    return [{scheme: list(roles) for scheme, roles in each.items()} for each in common]


def _declared(dependant: Dependant) -> Iterator[Sequence[Requirement]]:
    for needed in dependant.dependencies:
        admitted: Sequence[Requirement] | None = getattr(needed.call, "admitted", None)
        if admitted is None:
            yield from _declared(needed)
        else:
            yield admitted
