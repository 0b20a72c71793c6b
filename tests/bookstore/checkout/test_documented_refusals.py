"""The OpenAPI document names the problem types with which a checkout can be refused."""

from __future__ import annotations

import pytest

from bookstore.checkout.errors import OUTCOMES
from bookstore.checkout.routes import CONTINUED, SUBMITTED
from bookstore.platform.problem import Problem


@pytest.mark.parametrize("problem", OUTCOMES.values(), ids=OUTCOMES.keys())
def test_every_refusal_that_ends_a_checkout_is_documented(problem: Problem) -> None:
    for documented in (SUBMITTED, CONTINUED):
        assert f"`{problem.slug}`" in documented[problem.status]["description"]
