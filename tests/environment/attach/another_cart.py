"""Runs features against a bookstore whose cart has another API, with a driver for that API.

    python -m tests.environment.attach.another_cart [features/journeys ...]

The requests of customers to the cart go to the other cart; everything else is as `make up` starts it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from environment.attach.control import control_server
from environment.attach.target_writer import CONTROL_SOCKET, target_file
from environment.runtime.signals import interruptible
from environment.stack.stack import Stack
from tests.environment.attach.renamed_cart import renamed_cart

_FEATURES = ("features/journeys", "features/cart_and_inventory/titles_that_sell_out.feature")
_DRIVER = '\n[drivers]\ncart = "tests.environment.attach.basket_driver:BasketDriver"\n'


def main() -> int:
    """The exit code of behave."""
    features = sys.argv[1:] or list(_FEATURES)
    with interruptible(), Stack() as stack, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "target.toml"
        with (
            control_server(stack, stack.folder.path / CONTROL_SOCKET),
            target_file(stack, path),
            renamed_cart(stack.url("cart")) as address,
        ):
            path.write_text(with_another_cart(path.read_text("utf-8"), address), "utf-8")
            behave = [sys.executable, "-m", "behave", "-D", "stack=attach", "-D", f"target={path}"]
            environ = {**os.environ, "PYTHONPATH": "."}
            return subprocess.run([*behave, *features], check=False, env=environ).returncode


def with_another_cart(target: str, address: str) -> str:
    """The target file with the other cart's address and driver, and without its database."""
    target = re.sub(r'^cart = "postgresql.*\n', "", target, flags=re.MULTILINE)
    return re.sub(r'^cart = "http.*$', f'cart = "{address}"', target, count=1, flags=re.MULTILINE) + _DRIVER


if __name__ == "__main__":
    sys.exit(main())
