"""A call is told without the ids that differ from run to run."""

from __future__ import annotations

import pytest

from environment.evidence.recording.operation import operation_of
from tests.environment.evidence.recording.sample_exchanges import exchange


@pytest.mark.parametrize("typed", ["BK-7Q2M-40X1", "bk-7q2m-40x1", "BK7Q2M40X1", "BK-7Q2M-4OXI"])
def test_an_order_number_is_told_alike_however_a_person_has_typed_it(typed: str) -> None:
    assert operation_of(exchange(1, "customer -> orders", f"GET /orders/{typed}")) == "GET /orders/{order}"
