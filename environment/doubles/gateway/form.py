"""Stripe's form encoding: brackets stand for objects and lists (https://docs.stripe.com/api?lang=curl)."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from environment.doubles.gateway.errors import invalid

Form = dict[str, Any]
"""Strings and nested forms by name. `key[]` makes a list, `key[0]` a form whose keys are digits."""

_DEEPEST = 8
_MOST_FIELDS = 1000
"""More than the 50 pairs of metadata and all other parameters together can be."""


def fields(encoded: str) -> list[tuple[str, str]]:
    """Names and values as they were sent, in their order. Raises GatewayRefusal for more than 1000 fields."""
    try:
        return parse_qsl(encoded, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise invalid(f"Requests can have up to {_MOST_FIELDS} parameters.") from None


def decode(encoded: str) -> Form:
    """`a[b]=1&c[0]=2&c[1]=3` becomes {"a": {"b": "1"}, "c": {"0": "2", "1": "3"}}.

    Names are cut after eight levels. The time is linear in the length.

    Raises:
        GatewayRefusal: there are more than 1000 fields.
    """
    form: Form = {}
    for name, value in fields(encoded):
        _put(form, _path_of(name), value)
    return form


def _path_of(name: str) -> list[str]:
    head, bracket, rest = name.partition("[")
    path = [head]
    while bracket and len(path) < _DEEPEST:
        key, closing, rest = rest.partition("]")
        if not closing:
            break
        path.append(key)
        _, bracket, rest = rest.partition("[")
    return path


def _put(form: Form, path: list[str], value: str) -> None:
    for i, key in enumerate(path[:-1]):
        if path[i + 1] == "" and i + 2 == len(path):
            listed = form.setdefault(key, [])
            if isinstance(listed, list):
                listed.append(value)
            return
        deeper = form.setdefault(key, {})
        if not isinstance(deeper, dict):
            deeper = form[key] = {}
        form = deeper
    form[path[-1]] = value
