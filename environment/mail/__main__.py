"""The mail server by itself: `python -m environment.mail --smtp-port 2525 --http-port 8025`."""

from __future__ import annotations

import argparse
import os
import socket

from environment.mail.app import run


def main() -> None:
    """Bind both ports on the loopback and run until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m environment.mail", description=__doc__)
    parser.add_argument("--smtp-port", type=int, required=True, help="where mail is taken")
    parser.add_argument("--http-port", type=int, required=True, help="where the inbox is shown")
    ports = parser.parse_args()
    with (
        socket.create_server(("127.0.0.1", ports.smtp_port)) as smtp,
        socket.create_server(("127.0.0.1", ports.http_port)) as http,
    ):
        run(os.environ, {"smtp": smtp, "http": http})


if __name__ == "__main__":
    main()
