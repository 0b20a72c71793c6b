"""Writes the target file of a line that is up, for runs of the suite against its shop."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from environment.attach.line import ShopLine
from environment.attach.line_file import ShopFile, values_of
from environment.attach.target_file import TargetFileError
from environment.attach.target_writer import CONTROL_SOCKET, SHOP_HEADER, Sections, written_target
from environment.attach.values import INTROSPECTION


def line_target(line: ShopLine, file: ShopFile, adapter: str, path: Path) -> AbstractContextManager[None]:
    """While this context lasts, the file exists; `adapter` is how the shop's file names its class."""
    return written_target(path, SHOP_HEADER, {"name": file.name}, _sections(line, file, adapter))


def _sections(line: ShopLine, file: ShopFile, adapter: str) -> Sections:
    keys, folder = line.secrets, line.folder.path
    doubles = ("gateway", "mail", *line.documents)
    return {
        "shop": {
            **({"python_path": str(file.shop.python_path)} if file.shop.python_path else {}),
            "adapter": adapter,
            "topology": str(file.shop.topology.resolve()),
            "start_seconds": file.run.start_seconds,
        },
        "shop.graphql": {
            path: str(schema.resolve()) if schema else INTROSPECTION
            for path, schema in file.shop.graphql.items()
        },
        "addresses": {role: line.url(role) for role in line.services if role not in doubles},
        "gateway": {
            "address": line.url("gateway"),
            "authority": str(line.gateway_authority),
            "secret_key": keys.gateway_secret_key,
            "publishable_key": keys.gateway_publishable_key,
            "webhook_secret": keys.webhook_secret,
            "control_token": keys.gateway_control_token,
        },
        **_books(line, file),
        **_reset(line, file),
        "mail": {"address": line.url("mail"), "token": keys.mail_inbox_token},
        "faults": {"control": str(line.faults.control)},
        "parts": {"control": str(folder / CONTROL_SOCKET)},
        "documents": {name: str(path) for name, path in line.documents.items()},
        "unsupported": values_of(file.unsupported),
        "policy": values_of(file.policy),
    }


def _books(line: ShopLine, file: ShopFile) -> Sections:
    """The shop's own database: its books are read beside the proxy."""
    if file.books is None:
        return {}
    if line.database_url is None:
        raise TargetFileError("[books] needs a database of the line: give [run] database a name")
    return {"books": {"url": line.database_url, "sql": str(file.books.sql.resolve())}}


def _reset(line: ShopLine, file: ShopFile) -> Sections:
    """The command with the addresses of the line in the places of its braces."""
    if file.reset is None:
        return {}
    command = [line.filled("[reset] command", word) for word in file.reset.command]
    folder = str(file.reset.folder.resolve())
    return {"reset": {"command": command, "folder": folder, "seconds": file.reset.seconds}}
