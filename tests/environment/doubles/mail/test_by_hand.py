"""`python -m environment.doubles.mail`, from a shell."""

from __future__ import annotations

import os
import subprocess
import sys
from urllib.parse import urlsplit

import requests


def test_an_inbox_without_a_token_in_its_settings_makes_one_and_prints_it() -> None:
    environ = {name: value for name, value in os.environ.items() if name != "MAIL_INBOX_TOKEN"}
    command = [sys.executable, "-m", "environment.doubles.mail", "--smtp-port", "0", "--http-port", "0"]
    with subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True) as mail:
        try:
            assert mail.stderr is not None
            address = urlsplit(mail.stderr.readline().removeprefix("inbox: ").strip())
            inbox = f"http://127.0.0.1:{address.port}/inbox"
            assert address.password
            assert requests.get(inbox, timeout=5).status_code == 401
            assert requests.get(inbox, auth=("inbox", address.password), timeout=5).status_code == 200
        finally:
            mail.kill()
