"""Fingerprints: equal requests have equal ones, different requests different ones."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from bookstore.platform.fingerprint import fingerprint


class _Body(BaseModel):
    name: str
    copies: int | None = None
    tags: dict[str, int] = {}


BODIES = st.builds(
    _Body,
    name=st.text(max_size=5),
    copies=st.none() | st.integers(),
    tags=st.dictionaries(st.text(max_size=3), st.integers(), max_size=3),
)


@given(BODIES, BODIES)
def test_two_bodies_have_one_fingerprint_only_if_they_are_equal(one: _Body, other: _Body) -> None:
    assert (fingerprint(one) == fingerprint(other)) == (one == other)


def test_the_order_of_members_and_the_spelling_of_json_do_not_matter() -> None:
    one = _Body.model_validate_json('{"name": "Dune", "tags": {"a": 1, "b": 2}}')
    other = _Body.model_validate_json('{"tags":{"b":2,"a":1},"copies":null,"name":"\\u0044une"}')
    assert fingerprint(one) == fingerprint(other)


def test_a_fingerprint_stays_the_same_from_release_to_release() -> None:
    # Stored with the answer: an upgrade that changed it would refuse every repeated request.
    expected = "c3ffa16ea9d0224e223da3c6098e3bd6d5da09eebed2f4d3e643ca48fe5dfe7a"
    assert fingerprint(_Body(name="Dune", copies=2)) == expected
