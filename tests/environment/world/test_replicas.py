"""A second instance ends with its scenario."""

from __future__ import annotations

from typing import cast

from environment.stack.part_host import PartHost
from environment.stack.replicas import StackReplicas

from .one_service import EDGES, OneService


def test_a_second_instance_that_ended_by_itself_is_removed_and_gets_no_more_calls() -> None:
    stack = OneService()
    replicas = StackReplicas(cast("PartHost", stack))
    replicas.start("orders")
    replicas.share("orders")
    stack.second.alive = False
    replicas.remove_all()
    assert stack.second.kills == 1
    assert stack.faults.routes == dict.fromkeys(EDGES, (("127.0.0.1", 1),))


def test_a_second_instance_is_ended_once() -> None:
    stack = OneService()
    replicas = StackReplicas(cast("PartHost", stack))
    replicas.start("orders")
    replicas.remove_all()
    replicas.remove_all()
    assert stack.second.kills == 1
