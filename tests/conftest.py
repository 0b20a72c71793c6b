"""What all tests rely on: a program that is started here can be interrupted; properties get no deadline."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings

from environment.topology import bookstore_topology, topology, use_topology

# A shell starts background jobs with SIGINT ignored, nohup does so with SIGHUP, and children inherit that.
for _number, _usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
    if signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, _usual)

# Enough examples to find a hole, and no deadline on a busy machine.
settings.register_profile("bookstore", max_examples=50, deadline=None)
settings.load_profile("bookstore")


@pytest.fixture(autouse=True)
def _no_other_topology_is_left() -> Iterator[None]:
    """A test that uses the topology of another shop puts ours back, or the next ones would be held to it."""
    yield
    left = topology().name
    use_topology(None)
    assert left == bookstore_topology().name, f"it has left the topology of {left}: put it in using_topology"
