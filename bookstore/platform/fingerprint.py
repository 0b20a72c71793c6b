"""Fingerprints of requests, which tell a repeated request from a different one under the same id."""

from __future__ import annotations

import hashlib
import json

from pydantic import BaseModel


def fingerprint(body: BaseModel) -> str:
    """SHA-256 (hexadecimal) of the body as JSON with sorted keys; equal bodies have equal fingerprints."""
    canonical = json.dumps(body.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
