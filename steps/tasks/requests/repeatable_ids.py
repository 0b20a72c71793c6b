"""Ids that are always the same for one thing, so that a second request can come under the id of the first."""

from __future__ import annotations

from uuid import NAMESPACE_OID, uuid5


def id_of(subject: str, what: str) -> str:
    """The id of something of the subject: `id_of(checkout_id, "the return")`."""
    return str(uuid5(NAMESPACE_OID, f"{what} of {subject}"))
