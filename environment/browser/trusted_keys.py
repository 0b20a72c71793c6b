"""The public keys of certificates, by which a browser trusts exactly those that the run has issued."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_pem_x509_certificate


def key_of(certificate: Path) -> str:
    """The SHA-256 of the key of the first certificate in a PEM file, in base64."""
    key = load_pem_x509_certificate(certificate.read_bytes()).public_key()
    info = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return b64encode(sha256(info).digest()).decode()
