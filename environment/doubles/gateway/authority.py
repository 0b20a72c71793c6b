"""A certificate authority for one run: only clients that are given its ca.pem trust it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme


@dataclass(frozen=True, slots=True)
class ServerCertificate:
    """`cert_file` holds the chain, `key_file` the private key, both PEM."""

    cert_file: Path
    key_file: Path


class TestAuthority:
    """Writes `ca.pem` into a folder and issues server certificates beside it."""

    __test__ = False  # its name begins with Test, but pytest has nothing to collect here

    def __init__(self, folder: Path) -> None:
        """`folder` must exist."""
        self._folder = folder
        self._authority = trustme.CA(organization_name="Bookstore acceptance test authority")
        self.ca_file = folder / "ca.pem"
        self._authority.cert_pem.write_to_path(str(self.ca_file))

    def issue(
        self, *hosts: str, name: str = "server", valid_until: datetime | None = None
    ) -> ServerCertificate:
        """A certificate for these host names and addresses, in <name>.pem and <name>.key (mode 0600)."""
        leaf = self._authority.issue_cert(*(hosts or ("127.0.0.1", "localhost")), not_after=valid_until)
        issued = ServerCertificate(self._folder / f"{name}.pem", self._folder / f"{name}.key")
        chain = b"".join(part.bytes() for part in leaf.cert_chain_pems)
        issued.cert_file.write_bytes(chain)
        _write_private(issued.key_file, leaf.private_key_pem.bytes())
        return issued

    def issue_for_another_host(self) -> ServerCertificate:
        """A certificate that no client of this machine accepts: its host name is gateway.invalid."""
        return self.issue("gateway.invalid", name="another-host")

    def issue_expired(self) -> ServerCertificate:
        """A certificate that has expired a day ago."""
        return self.issue(name="expired", valid_until=datetime.now(UTC) - timedelta(days=1))


def _write_private(path: Path, content: bytes) -> None:
    """Write a file that at no moment has a mode other than 0600; an existing file is replaced."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(file.fileno(), 0o600)  # the umask may have taken the owner's own rights
        file.write(content)
