"""Checks every response against the class annotations of the official SDK.

The annotations are generated from Stripe's OpenAPI document. A problem is an unknown field, a missing
field that is never null, or a value of another type.
"""

from __future__ import annotations

import builtins
import sys
import typing
from collections.abc import Iterator
from functools import cache
from typing import Any, ClassVar, Literal, Union, get_args, get_origin, get_type_hints

import stripe

from environment.doubles.gateway.errors import JsonObject

_CLASSES: dict[str, type] = {
    "payment_intent": stripe.PaymentIntent,
    "charge": stripe.Charge,
    "dispute": stripe.Dispute,
    "refund": stripe.Refund,
    "payment_method": stripe.PaymentMethod,
    "customer": stripe.Customer,
    "event": stripe.Event,
    "webhook_endpoint": stripe.WebhookEndpoint,
}
_INHERITED = frozenset(stripe.StripeObject.__annotations__)
_SCALARS = (str, int, bool, float)


class _Names(dict[str, Any]):
    """The names in an annotation.

    A name that only type checkers import is looked up in the SDK's public names. The few that the SDK does
    not export belong to resources outside a checkout: they match any value.
    """

    def __missing__(self, name: str) -> Any:
        return getattr(stripe, name, Any)


def problems(response: JsonObject) -> list[str]:
    """A sentence for each problem of a response body; empty when it keeps the schema."""
    if "error" in response:
        return list(_object("error", response["error"], stripe.ErrorObject))
    if response.get("object") == "list":
        return list(_list("list", response, None))
    return list(_known(response))


def _known(response: JsonObject) -> Iterator[str]:
    name = str(response.get("object"))
    if name not in _CLASSES:
        yield f"{name}: no such object"
        return
    yield from _object(name, response, _CLASSES[name])
    if name == "event":
        yield from _known(response["data"]["object"])


@cache
def _fields(declared: type) -> dict[str, Any]:
    names = _Names(vars(builtins) | vars(typing) | vars(sys.modules[declared.__module__]))
    hints = get_type_hints(declared, localns=names)
    return {
        name: hint
        for name, hint in hints.items()
        if get_origin(hint) is not ClassVar and name not in _INHERITED and not name.startswith("_")
    }


def _object(path: str, value: Any, declared: type) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path}: {value!r} is no object"
        return
    known = _fields(declared)
    yield from (f"{path}.{name}: unknown field" for name in value if name not in known)
    if value.get("deleted") is not True:
        missing = (name for name, hint in known.items() if name not in value and not _nullable(hint))
        yield from (f"{path}.{name}: missing" for name in missing)
    for name, hint in known.items():
        if name in value:
            yield from _value(f"{path}.{name}", value[name], hint)


def _nullable(hint: Any) -> bool:
    return hint is Any or type(None) in get_args(hint)


def _value(path: str, value: Any, hint: Any) -> Iterator[str]:
    origin = get_origin(hint)
    if origin is Union:
        yield from _union(path, value, get_args(hint))
    elif origin is Literal:
        if value not in get_args(hint):
            yield f"{path}: {value!r} is none of the known values"
    elif origin is list:
        yield from _elements(path, value, get_args(hint)[0])
    elif hint in _SCALARS or hint is type(None):
        if type(value) is not hint:
            yield f"{path}: {value!r} is no {hint.__name__}"
    elif hint is not Any:
        yield from _structure(path, value, origin or hint, get_args(hint))


def _union(path: str, value: Any, members: tuple[Any, ...]) -> Iterator[str]:
    if value is None and type(None) in members:
        return
    literals = [member for member in members if get_origin(member) is Literal]
    if literals and isinstance(value, str):
        # An open enum is Literal[...] | str: the literals are checked, the str is for values to come.
        yield from _value(path, value, Literal[tuple(word for one in literals for word in get_args(one))])
        return
    found = [list(_value(path, value, member)) for member in members if member is not type(None)]
    if all(found):
        yield from min(found, key=len)


def _elements(path: str, value: Any, hint: Any) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{path}: {value!r} is no list"
        return
    for i, element in enumerate(value):
        yield from _value(f"{path}[{i}]", element, hint)


def _structure(path: str, value: Any, declared: Any, arguments: tuple[Any, ...]) -> Iterator[str]:
    if declared is stripe.ListObject:
        yield from _list(path, value, arguments[0])
    elif declared is dict or declared.__name__ == "UntypedStripeObject":
        if not isinstance(value, dict):
            yield f"{path}: {value!r} is no object"
    else:
        yield from _object(path, value, declared)


def _list(path: str, value: Any, element: Any) -> Iterator[str]:
    if not isinstance(value, dict) or set(value) != {"object", "data", "has_more", "url"}:
        yield f"{path}: no list object"
        return
    for i, one in enumerate(value["data"]):
        yield from _known(one) if element is None else _value(f"{path}.data[{i}]", one, element)
