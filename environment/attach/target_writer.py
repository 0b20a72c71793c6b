"""Writes the target file of a stack that is up, for runs of the suite from another folder."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from environment.stack.service_settings import SERVICES
from environment.stack.stack import Stack

CONTROL_SOCKET = "parts.sock"
_IDENTITY = "identity.pem"
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_HEADER = """\
# A bookstore that `make up` has started, and everything that may be done with it. As long as it is up:
#   behave features/ -D stack=attach -D target={path}
# The keys in this file are accepted by this bookstore alone, and end with it.
"""
SHOP_HEADER = """\
# A shop that `make line` has started, and everything that may be done with it. As long as it is up:
#   behave features/ -D stack=attach -D target={path}
# The keys in this file are accepted by this line alone, and end with it.
"""
_MARKS = tuple(header.partition("\n")[0].encode() for header in (_HEADER, SHOP_HEADER))
"""The first lines of files that `make up` and `make line` may replace."""
Sections = Mapping[str, Mapping[str, str | bool | float | list[str]]]


class NotReplaceable(Exception):
    """The path of the target file is a folder, or a file that `make up` has not written."""


def require_replaceable(path: Path) -> None:
    """Raises NotReplaceable where writing the target file would destroy something of the user's."""
    if path.is_dir():
        raise NotReplaceable(f"TARGET={path} is a folder: name a file in it, such as {path / 'target.toml'}")
    if path.exists() and not path.read_bytes().startswith(_MARKS):
        raise NotReplaceable(
            f"{path}: neither `make up` nor `make line` wrote this file; it would be replaced now and "
            "removed at the end; name another"
        )


@contextmanager
def target_file(stack: Stack, path: Path) -> Iterator[None]:
    """While this context lasts, the file exists; only its owner can read it."""
    about: dict[str, str | bool] = {"name": "the bookstore of make up", "may_be_emptied": True}
    shown = f"# Its storefront, which no run needs: {stack.storefront.address}\n" if stack.storefront else ""
    with written_target(path, _HEADER + shown, about, _sections(stack)):
        yield


@contextmanager
def written_target(
    path: Path, header: str, about: Mapping[str, str | bool], sections: Sections
) -> Iterator[None]:
    """While this context lasts, the file exists; only its owner can read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text("\n".join(_lines(header.format(path=path), about, sections)) + "\n", encoding="utf-8")
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def _lines(header: str, about: Mapping[str, str | bool], sections: Sections) -> Iterator[str]:
    yield header
    yield from (f"{key} = {json.dumps(value)}" for key, value in about.items())
    for section, values in sections.items():
        yield f"\n[{section}]"
        yield from (f"{_key(key)} = {json.dumps(value)}" for key, value in values.items())


def _key(name: str) -> str:
    """As TOML writes it: a path such as "/graphql" in quotes."""
    return name if _BARE.fullmatch(name) else json.dumps(name)


def _sections(stack: Stack) -> Sections:
    folder = stack.folder.path
    keys = stack.service_keys.private
    return {
        "addresses": {service: stack.url(service) for service in SERVICES},
        "identity": {"private_key_file": _key_file(folder / _IDENTITY, stack.identity.private_key())},
        "service_keys": {name: _key_file(folder / f"{name}.pem", key) for name, key in keys.items()},
        "gateway": _gateway(stack),
        "mail": {"address": stack.url("mail"), "token": stack.secrets.mail_inbox_token},
        # With the administrator's account, which may empty them.
        "databases": {
            service: url.replace("postgresql:", "postgresql+psycopg:", 1)
            for service, url in stack.admin_addresses().items()
        },
        "faults": {"control": str(stack.faults.control)},
        "clock": {"file": str(stack.clock.path)},
        "parts": {"control": str(folder / CONTROL_SOCKET), "instances": True},
        "logs": {"folder": str(stack.folder.logs)},
    }


def _key_file(path: Path, key: bytes) -> str:
    """The path of a private key, which only its owner can read."""
    path.touch(mode=0o600)
    path.write_bytes(key)
    return str(path)


def _gateway(stack: Stack) -> dict[str, str]:
    keys = stack.secrets
    return {
        "address": stack.url("gateway"),
        "authority": str(stack.gateway_authority),
        "secret_key": keys.gateway_secret_key,
        "publishable_key": keys.gateway_publishable_key,
        "webhook_secret": keys.webhook_secret,
        "control_token": keys.gateway_control_token,
    }
