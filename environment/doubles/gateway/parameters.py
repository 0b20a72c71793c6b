"""Checks the parameters of every request against the SDK's own TypedDicts (`stripe.params`).

These types are generated from Stripe's OpenAPI document: a parameter that they do not have does not exist
in this API version, and is refused with `parameter_unknown`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints

import stripe
from stripe._request_options import RequestOptions
from typing_extensions import is_typeddict

from environment.doubles.gateway.errors import GatewayRefusal, invalid
from environment.doubles.gateway.form import Form

Params = dict[str, Any]
Check = Callable[[str, Any], Any]
"""Takes a parameter's full name and its encoded value; returns the typed value or raises GatewayRefusal."""

_OPTIONS = frozenset(RequestOptions.__annotations__)
"""The SDK's options of a call (key, timeout, ...): they stand in the TypedDicts but are never sent."""

_FOR_OPTIONS = {"Mapping": Mapping, "StripeContext": object}
"""Names in the annotations of the options that the modules of the TypedDicts do not import."""
_INTEGER = re.compile(r"-?[0-9]{1,18}\Z")
_INDEX = re.compile(r"[0-9]{1,9}\Z")
_NAMES_A_URL = re.compile(r"(?:\A|_)url\Z")
_URL = re.compile(r"https?://[^\s/?#]+(?:[/?#]\S*)?\Z", re.IGNORECASE)
_BEYOND_THE_TYPES: dict[str, Any] = {
    # Stripe accepts a card's token there, although the TypedDicts leave cards out.
    f"PaymentIntent{act}ParamsPaymentMethodData": {
        "card": stripe.params.PaymentMethodCreateParamsCard,
        "type": str,
    }
    for act in ("Create", "Confirm", "Update")
}


def check(declared: type, form: Form) -> Params:
    """The typed parameters of a request; `declared` is the TypedDict of its route.

    Raises:
        GatewayRefusal: parameter_unknown, parameter_missing, parameter_invalid_integer,
            parameter_invalid_empty, url_invalid or payment_method_types_no_longer_supported.
    """
    if "payment_method_types" in form and "payment_method_types" not in _fields(declared):
        raise _no_payment_method_types()
    return _checked_object(declared, "", form)


def _no_payment_method_types() -> GatewayRefusal:
    return invalid(
        "`payment_method_types` is no longer supported. Use `allowed_payment_method_types` or dynamic payment"
        " methods.",
        code="payment_method_types_no_longer_supported",
        param="payment_method_types",
    )


@cache
def _fields(declared: type) -> dict[str, Any]:
    """Name and type of every parameter."""
    namespace = vars(sys.modules[declared.__module__])
    hints = get_type_hints(declared, namespace, _FOR_OPTIONS, include_extras=True)
    hints |= _BEYOND_THE_TYPES.get(declared.__name__, {})
    return {name: hint for name, hint in hints.items() if name not in _OPTIONS}


@cache
def _required(declared: type) -> tuple[str, ...]:
    required: frozenset[str] = declared.__required_keys__  # type: ignore[attr-defined]
    return tuple(name for name in _fields(declared) if name in required and name not in _OPTIONS)


@cache
def _check_of(declared: type, name: str) -> Check:
    return _compile(_fields(declared)[name])


def _checked_object(declared: type, prefix: str, form: Any) -> Params:
    if not isinstance(form, dict):
        raise invalid("Invalid object", param=prefix)
    known = _fields(declared)
    checked: Params = {}
    for name, sent in form.items():
        full = f"{prefix}[{name}]" if prefix else name
        if name not in known:
            raise invalid(f"Received unknown parameter: {full}", code="parameter_unknown", param=full)
        checked[name] = _check_of(declared, name)(full, sent)
        if _NAMES_A_URL.search(name):
            _check_url(full, checked[name])
    for name in _required(declared):
        if name not in checked:
            full = f"{prefix}[{name}]" if prefix else name
            raise invalid(f"Missing required param: {full}.", code="parameter_missing", param=full)
    return checked


def _compile(hint: Any) -> Check:
    origin, arguments = get_origin(hint), get_args(hint)
    if is_typeddict(hint):
        return lambda name, sent: _checked_object(hint, name, sent)
    if origin in (Union, UnionType):
        return _compile_union(arguments)
    if origin is list:
        return _list_of(_compile(arguments[0]))
    if origin is Literal:
        return _one_of(arguments)
    return _compile(arguments[0]) if origin is NotRequired else _SCALARS[origin or hint]


def _compile_union(members: tuple[Any, ...]) -> Check:
    """A union of the SDK: a value that "" clears (`Literal['']`), an open enum (`Literal[...]|str`), both."""
    words = [word for member in members if get_origin(member) is Literal for word in get_args(member)]
    choices = tuple(word for word in words if word != "")
    others = [m for m in members if get_origin(m) is not Literal and m not in (str, NoneType)]
    structured = [m for m in others if not _is_untyped(m)]
    checks = [_compile(member) for member in structured]
    if choices:
        checks.append(_one_of(choices))
    elif str in members:
        checks.append(_text)
    check = _any_of(checks)
    return _clearable(check) if "" in words else check


def _is_untyped(member: Any) -> bool:
    """UntypedStripeObject[str] accompanies Dict[str, str] and has the same encoding."""
    origin = get_origin(member)
    return isinstance(origin, type) and issubclass(origin, stripe.StripeObject)


def _any_of(checks: list[Check]) -> Check:
    if len(checks) == 1:
        return checks[0]

    def check_any(name: str, sent: Any) -> Any:
        for check in checks[:-1]:
            try:
                return check(name, sent)
            except GatewayRefusal:
                continue
        return checks[-1](name, sent)

    return check_any


def _clearable(check: Check) -> Check:
    return lambda name, sent: "" if sent == "" else check(name, sent)


def _one_of(choices: tuple[Any, ...]) -> Check:
    known = frozenset(str(choice) for choice in choices)
    listed = ", ".join(str(choice) for choice in choices[:-1]) + f", or {choices[-1]}"

    def check_choice(name: str, sent: Any) -> str:
        if sent == "":
            raise _empty(name)
        if not isinstance(sent, str) or sent not in known:
            raise invalid(f"Invalid {name}: must be one of {listed}", param=name)
        return sent

    return check_choice


def _list_of(check: Check) -> Check:
    def check_list(name: str, sent: Any) -> list[Any]:
        if isinstance(sent, dict) and all(_INDEX.match(key) for key in sent):
            sent = [sent[key] for key in sorted(sent, key=int)]
        if not isinstance(sent, list):
            raise invalid("Invalid array", param=name)
        return [check(f"{name}[{i}]", element) for i, element in enumerate(sent)]

    return check_list


def _text_map(name: str, sent: Any) -> dict[str, str]:
    if not isinstance(sent, dict):
        raise invalid("Invalid object", param=name)
    for key, value in sent.items():
        if not isinstance(value, str):
            raise invalid(f"Invalid string: {name}[{key}]", param=f"{name}[{key}]")
    return sent


def _integer(name: str, sent: Any) -> int:
    if not isinstance(sent, str) or not _INTEGER.match(sent):
        raise invalid(f"Invalid integer: {sent}", code="parameter_invalid_integer", param=name)
    return int(sent)


def _boolean(name: str, sent: Any) -> bool:
    if sent not in ("true", "false"):
        raise invalid(f"Invalid boolean: {sent}", param=name)
    return bool(sent == "true")


def _text(name: str, sent: Any) -> str:
    if not isinstance(sent, str):
        raise invalid(f"Invalid string: {name}", param=name)
    if sent == "":
        raise _empty(name)
    return sent


def _check_url(name: str, sent: str) -> None:
    if sent and not _URL.match(sent):
        raise invalid("Not a valid URL", code="url_invalid", param=name)


_SCALARS: dict[Any, Check] = {int: _integer, bool: _boolean, str: _text, dict: _text_map}


def _empty(name: str) -> GatewayRefusal:
    return invalid(
        f"You passed an empty string for '{name}'. We assume empty values are an attempt to unset a"
        f" parameter; however '{name}' cannot be unset. You should remove '{name}' from your request or"
        " supply a non-empty value.",
        code="parameter_invalid_empty",
        param=name,
    )
