"""A second instance ends with its scenario."""

from __future__ import annotations

from typing import cast

from environment.stack.replicas import Twins
from environment.stack.stack import Stack

from .one_service import EDGES, OneService


def test_a_second_instance_that_ended_by_itself_is_removed_and_gets_no_more_calls() -> None:
    stack = OneService()
    twins = Twins(cast("Stack", stack))
    twins.start("orders")
    twins.share("orders")
    stack.second.alive = False
    twins.over()
    assert stack.second.kills == 1
    assert stack.faults.routes == dict.fromkeys(EDGES, (("127.0.0.1", 1),))


def test_a_second_instance_is_ended_once() -> None:
    stack = OneService()
    twins = Twins(cast("Stack", stack))
    twins.start("orders")
    twins.over()
    twins.over()
    assert stack.second.kills == 1
