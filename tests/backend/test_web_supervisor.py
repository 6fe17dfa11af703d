"""The port that the web server is to have."""

import socket

import pytest

from backend.web_supervisor import HOST, WebError, require_free_port


@pytest.mark.parametrize("port", [-1, 0, 65_536])
def test_what_is_no_port_is_refused(port: int) -> None:
    with pytest.raises(WebError, match="from 1 to 65535"):
        require_free_port(port)


def test_a_port_that_is_taken_is_refused_until_it_is_free() -> None:
    with socket.create_server((HOST, 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(WebError, match="Choose another"):
            require_free_port(port)
    require_free_port(port)
