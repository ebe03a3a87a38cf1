from __future__ import annotations

import asyncio
import socket

import pytest


def test_the_guard_refuses_every_way_out() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as way:
        with pytest.raises(AssertionError, match="network"):
            way.connect(("127.0.0.1", 9))
        with pytest.raises(AssertionError, match="network"):
            way.bind(("127.0.0.1", 0))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way, pytest.raises(AssertionError, match="network"):
        way.sendto(b"x", ("127.0.0.1", 9))
    with pytest.raises(AssertionError, match="network"):
        socket.create_connection(("localhost", 9))
    with pytest.raises(AssertionError, match="network"):
        socket.getaddrinfo("localhost", 9)


def test_the_guard_lets_one_machine_talk_to_itself() -> None:
    one, other = socket.socketpair()
    with one, other:
        one.sendall(b"x")
        assert other.recv(1) == b"x"
    assert asyncio.run(asyncio.sleep(0, "done")) == "done"
