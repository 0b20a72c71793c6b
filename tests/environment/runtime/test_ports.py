"""Ports that stay reserved while no program listens on them."""

from __future__ import annotations

import socket
import sys

import pytest

from environment.runtime.processes import HOST, ReservedPort, refuses

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux holds a port without listening on it"
)


def test_a_reserved_port_refuses_before_and_after_a_program_listens() -> None:
    reserved = ReservedPort()
    for _ in range(3):
        assert refuses(reserved.port)
        with reserved.listener() as listener:
            listener.listen()
            assert not refuses(reserved.port)
    assert refuses(reserved.port)
    reserved.close()


def test_no_other_program_gets_a_reserved_port() -> None:
    reserved = ReservedPort()
    with socket.socket() as stranger, pytest.raises(OSError, match="Address already in use"):
        stranger.bind((HOST, reserved.port))
    reserved.close()


def test_polling_a_reserved_port_does_not_connect_to_itself() -> None:
    reserved = ReservedPort()
    assert all(refuses(reserved.port) for _ in range(5000))
    reserved.close()


def test_a_port_has_one_listener() -> None:
    reserved = ReservedPort()
    with reserved.listener() as listener:
        listener.listen()
        with pytest.raises(OSError, match="Address already in use"):
            reserved.listener()
    reserved.close()
