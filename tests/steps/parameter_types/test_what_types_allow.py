"""Each parameter type says what it allows, and what it says is true."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from steps.parameter_types.phrases import ValueNotAllowed, alternatives_of, forms_of, phrase
from steps.parameter_types.registry import TYPES

_EITHER = re.compile(r"(\w+)/\w+")
_GAP = re.compile(r"\{\w+\}")
_IN_GAPS = {"{calls}": "2", "{status}": "503", "{field}": "id"}


def written() -> Iterator[tuple[str, str]]:
    """Every phrase and form; of a fault, with the first of two words, and with its gaps filled."""
    for name, converter in TYPES.items():
        for text in (*alternatives_of(converter), *forms_of(converter)):
            yield name, _filled(text) if name.endswith("Effect") else text


def _filled(text: str) -> str:
    return _GAP.sub(lambda gap: _IN_GAPS[gap.group()], _EITHER.sub(r"\1", text))


@pytest.mark.parametrize("name", TYPES)
def test_each_type_lists_its_phrases_or_shows_how_they_are_written(name: str) -> None:
    assert alternatives_of(TYPES[name]) or forms_of(TYPES[name])


@pytest.mark.parametrize(("name", "text"), [*written()])
def test_what_a_type_lists_is_allowed(name: str, text: str) -> None:
    assert re.fullmatch(TYPES[name].pattern, text)  # type: ignore[attr-defined]
    TYPES[name](text)


def test_an_error_of_a_converter_is_about_its_value() -> None:
    with pytest.raises(ValueNotAllowed, match="invalid literal") as caught:
        phrase(r".+", int)("many")
    assert caught.value.value == "many"
