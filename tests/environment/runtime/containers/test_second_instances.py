"""Names and addresses of second instances in containers: this needs no engine."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from environment.runtime.containers.launcher import ContainerLauncher
from environment.runtime.containers.network import RunNetwork, hostname
from environment.runtime.engine import Engine
from environment.runtime.processes.program import Program
from environment.runtime.run_folder import RunFolder

CART = Program("cart", "bookstore.cart.app:run")


@pytest.fixture
def parts(tmp_path: Path) -> ContainerLauncher:
    folder = cast("RunFolder", SimpleNamespace(path=tmp_path, logs=tmp_path, fileno=int))
    network = RunNetwork(cast("Engine", None), folder)  # it is never entered
    network._subnet = ipaddress.ip_network("10.1.2.0/24")
    return ContainerLauncher([CART], {"cart": "bookstore:1"}, network, folder)


def test_a_second_instance_is_another_container_of_the_same_image(parts: ContainerLauncher) -> None:
    first, second = parts["cart"], parts.add_second("cart")
    assert (first.host, second.host) == ("10.1.2.10", "10.1.2.11")
    assert first.log_path == second.log_path
    assert "in bookstore:1" in str(second.start_up_failure("ended"))
    assert parts.processes == (first, second)


def test_there_are_no_three_instances(parts: ContainerLauncher) -> None:
    parts.add_second("cart")
    with pytest.raises(ValueError, match="there is already a program called cart, second"):
        parts.add_second("cart")


def test_names_are_such_as_a_network_and_an_engine_take() -> None:
    assert hostname("cart") == "cart"
    assert hostname(CART.second().name) == "cart-second"
