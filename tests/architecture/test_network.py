"""Is the network out of reach of tests?"""

import socket

import pytest
from pytest_socket import SocketConnectBlockedError


def test_other_machines_are_refused():
    # An address reserved for documentation, so that nobody is reached if the guard is gone.
    with pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_this_machine_is_allowed():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=1).close()
