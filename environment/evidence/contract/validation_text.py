"""Validation errors in words. Values come from a masked record, and are masked once more before display."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from environment.evidence.recording import masking

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError

_TYPES = {
    "string": "a string",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}
# Keywords that depend on the value. Masking changes the value of a secret and never its type.
_VALUE_KEYWORDS = frozenset(
    {
        "const",
        "enum",
        "exclusiveMaximum",
        "exclusiveMinimum",
        "format",
        "maxLength",
        "maximum",
        "minLength",
        "minimum",
        "multipleOf",
        "pattern",
        "uniqueItems",
    }
)
_FORMATS = {"uuid": "a UUID", "date-time": "a date with a time (RFC 3339)", "date": "a date (RFC 3339)"}
_BRANCHES = ("anyOf", "oneOf")
_LONGEST = 60


def field_of(path: Sequence[str | int]) -> str:
    """A place in a JSON value, written as `titles[0].sku`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")


def is_caused_by_masking(error: ValidationError) -> bool:
    """Whether masking alone may have caused the error: the real value may be valid."""
    if error.kind.name in _BRANCHES:
        return any(all(is_caused_by_masking(each) for each in branch) for branch in _branches(error))
    return error.kind.name in _VALUE_KEYWORDS and _is_masked(error)


def _is_masked(error: ValidationError) -> bool:
    return _is_secret(error) or masking.MASK in json.dumps(error.instance)


def _is_secret(error: ValidationError) -> bool:
    return any(masking.is_secret_name(str(step)) for step in error.instance_path)


def _branches(error: ValidationError) -> list[list[ValidationError]]:
    context: list[list[ValidationError]] = getattr(error.kind, "context", [])
    return context


def describe(error: ValidationError) -> tuple[str, str]:
    """The field, and the problem as the end of a sentence: `should be a string, but is 7`."""
    if error.kind.name in _BRANCHES and _branches(error):
        return _of_branches(error)
    field = field_of(error.instance_path)
    details = error.kind.as_dict()
    if error.kind.name == "required":
        return field_of([*error.instance_path, details["property"]]), "is missing"
    if error.kind.name == "additionalProperties":
        return field_of([*error.instance_path, details["unexpected"][0]]), "is not documented"
    return field, f"{_expected(error, details)}, but is {_shown(error)}"


def _of_branches(error: ValidationError) -> tuple[str, str]:
    """The error of the branch that failed deepest inside the value: most likely the caller meant that one."""
    branches = [[each for each in branch if not is_caused_by_masking(each)] for branch in _branches(error)]
    here = len(error.instance_path)
    types = [each.kind.as_dict()["types"] for branch in branches for each in branch if _is_type(each, here)]
    if len(types) == len(branches):
        listed = " or ".join(_TYPES.get(each, each) for found in types for each in found)
        return field_of(error.instance_path), f"should be {listed}, but is {_shown(error)}"
    meant = [branch for branch in branches if not any(_is_type(each, here) for each in branch)]
    return describe((meant or branches)[0][0])


def _is_type(error: ValidationError, depth: int) -> bool:
    return error.kind.name == "type" and len(error.instance_path) == depth


def _expected(error: ValidationError, details: dict[str, Any]) -> str:
    keyword = error.kind.name
    if keyword == "type":
        return "should be " + " or ".join(_TYPES.get(each, each) for each in details["types"])
    if keyword == "enum":
        return "should be one of " + ", ".join(json.dumps(each) for each in details["options"])
    limits = {
        "const": "should be {}",
        "format": "should be {}",
        "pattern": "should fit the pattern {}",
        "minimum": "should be at least {}",
        "maximum": "should be at most {}",
        "exclusiveMinimum": "should be above {}",
        "exclusiveMaximum": "should be below {}",
        "minLength": "should have at least {} characters",
        "maxLength": "should have at most {} characters",
        "minItems": "should have at least {} entries",
        "maxItems": "should have at most {} entries",
    }
    if keyword in limits and len(details) == 1:
        limit = next(iter(details.values()))
        whole = isinstance(limit, float) and limit.is_integer()
        return limits[keyword].format(int(limit) if whole else _FORMATS.get(limit, limit))
    return f"should satisfy {keyword!r} of the document"


def _shown(error: ValidationError) -> str:
    value = error.instance
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, dict):
        return "an object"
    if _is_secret(error):
        return "a secret that is not shown"
    text = masking.mask_text(json.dumps(value, ensure_ascii=False))
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
