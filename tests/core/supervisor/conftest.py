"""Ports for servers of these tests."""

import socket

import pytest


@pytest.fixture
def unused_port() -> int:
    """Return a port whose neighbour is free too."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
