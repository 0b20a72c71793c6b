"""Stripe's form encoding: brackets stand for objects and lists (https://docs.stripe.com/api?lang=curl)."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl

Form = dict[str, Any]
"""Strings and nested forms by name. `key[]` makes a list, `key[0]` a form whose keys are digits."""

_SEGMENT = re.compile(r"\[([^\]]*)\]")
_DEEPEST = 8


def decode(encoded: str) -> Form:
    """`a[b]=1&c[0]=2&c[1]=3` becomes {"a": {"b": "1"}, "c": {"0": "2", "1": "3"}}."""
    form: Form = {}
    for name, value in parse_qsl(encoded, keep_blank_values=True):
        head, bracket, rest = name.partition("[")
        path = [head, *_SEGMENT.findall(bracket + rest)][:_DEEPEST]
        _put(form, path, value)
    return form


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
