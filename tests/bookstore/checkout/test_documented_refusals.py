"""The OpenAPI document names the problem types with which a checkout can be refused."""

from __future__ import annotations

import pytest

from bookstore.checkout.errors import OUTCOMES, refusals
from bookstore.platform.problem import Problem


@pytest.mark.parametrize("problem", OUTCOMES.values(), ids=OUTCOMES.keys())
def test_every_refusal_that_ends_a_checkout_is_documented(problem: Problem) -> None:
    description = refusals(problem.status)[problem.status]["description"]
    assert problem.slug in description.partition(": ")[2].split(", ")
