"""Runs the mail server from a shell: `python -m environment.doubles.mail --smtp-port 2525 --http-port 8025`.

The environment variables LISTEN_HOST, SMTP_LISTEN_PORT and LISTEN_PORT (inbox) stand for options left out.
The inbox asks for the token in MAIL_INBOX_TOKEN: as a bearer token, or in a browser as the password. Where it
is not set, a token is made and printed in the address of the inbox; an empty one leaves the inbox open.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
from collections.abc import Mapping
from secrets import token_hex

from environment.doubles.mail.access import TOKEN_SETTING
from environment.doubles.mail.app import run


def main(environ: Mapping[str, str] = os.environ) -> None:
    """Bind both ports, by default on the loopback, and run until SIGTERM or SIGINT."""
    smtp_port, http_port = environ.get("SMTP_LISTEN_PORT"), environ.get("LISTEN_PORT")
    parser = argparse.ArgumentParser(prog="python -m environment.doubles.mail", description=__doc__)
    parser.add_argument("--host", default=environ.get("LISTEN_HOST", "127.0.0.1"), help="the address to bind")
    parser.add_argument(
        "--smtp-port", type=int, default=smtp_port, required=not smtp_port, help="where mail is received"
    )
    parser.add_argument(
        "--http-port", type=int, default=http_port, required=not http_port, help="where the inbox is shown"
    )
    options = parser.parse_args()
    with (
        socket.create_server((options.host, options.smtp_port)) as smtp,
        socket.create_server((options.host, options.http_port)) as http,
    ):
        if TOKEN_SETTING not in environ:
            environ = {**environ, TOKEN_SETTING: token_hex(16)}
            host, port = http.getsockname()[:2]
            sys.stderr.write(f"inbox: http://inbox:{environ[TOKEN_SETTING]}@{host}:{port}/\n")
        run(environ, {"smtp": smtp, "http": http})


if __name__ == "__main__":
    main()
