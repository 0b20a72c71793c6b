"""`python -m environment.doubles.identity`: the identity provider, on LISTEN_HOST and LISTEN_PORT."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping

from environment.doubles.identity.app import run


def main(environ: Mapping[str, str] = os.environ) -> None:
    """Serve on a free port of the loopback where the variables name none."""
    place = environ.get("LISTEN_HOST", "127.0.0.1"), int(environ.get("LISTEN_PORT", "0"))
    with socket.create_server(place) as listener:
        run(environ, {"http": listener})


if __name__ == "__main__":
    main()
