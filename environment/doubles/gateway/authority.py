"""A certificate authority for one run: only clients that are given its ca.pem trust it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509 import CertificateBuilder, SubjectAlternativeName, load_pem_x509_certificate

_DAY = timedelta(days=1)
_ORGANIZATION = "Bookstore acceptance test authority"


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
        self._authority = trustme.CA(organization_name=_ORGANIZATION)
        self.ca_file = folder / "ca.pem"
        self._authority.cert_pem.write_to_path(str(self.ca_file))

    def issue(self, *hosts: str, name: str = "server") -> ServerCertificate:
        """A certificate for these host names and addresses, in <name>.pem and <name>.key (mode 0600)."""
        return self._written(self._authority.issue_cert(*(hosts or ("127.0.0.1", "localhost"))), name)

    def issue_untrustworthy(self, *hosts: str) -> Mapping[str, ServerCertificate]:
        """Certificates that a client of these hosts must refuse: each is right but for what its name says."""
        now, stranger = datetime.now(UTC), trustme.CA(organization_name=_ORGANIZATION)
        leaves = {
            "another-authority": stranger.issue_cert(*hosts),
            "another-host": self._authority.issue_cert("gateway.invalid"),
            "expired": self._authority.issue_cert(*hosts, not_after=now - _DAY),
            "not-yet-valid": self._authority.issue_cert(*hosts, not_before=now + _DAY),
            "self-signed": _self_signed(stranger.issue_cert(*hosts)),
        }
        return {name: self._written(leaf, name) for name, leaf in leaves.items()}

    def _written(self, leaf: trustme.LeafCert, name: str) -> ServerCertificate:
        issued = ServerCertificate(self._folder / f"{name}.pem", self._folder / f"{name}.key")
        issued.cert_file.write_bytes(b"".join(part.bytes() for part in leaf.cert_chain_pems))
        _write_private(issued.key_file, leaf.private_key_pem.bytes())
        return issued


def _self_signed(leaf: trustme.LeafCert) -> trustme.LeafCert:
    """The same certificate, signed with its own key by its own name."""
    key = load_pem_private_key(leaf.private_key_pem.bytes(), password=None)
    issued = load_pem_x509_certificate(leaf.cert_chain_pems[0].bytes())
    assert isinstance(key, EllipticCurvePrivateKey)  # the kind of key that trustme makes
    builder = CertificateBuilder(
        issuer_name=issued.subject,
        subject_name=issued.subject,
        public_key=key.public_key(),
        serial_number=issued.serial_number,
        not_valid_before=issued.not_valid_before_utc,
        not_valid_after=issued.not_valid_after_utc,
        extensions=[each for each in issued.extensions if isinstance(each.value, SubjectAlternativeName)],
    )
    signed = builder.sign(key, SHA256()).public_bytes(Encoding.PEM)
    return trustme.LeafCert(leaf.private_key_pem.bytes(), signed, [])


def _write_private(path: Path, content: bytes) -> None:
    """Write a file that at no moment has a mode other than 0600; an existing file is replaced."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(file.fileno(), 0o600)  # the umask may have taken the owner's own rights
        file.write(content)
