"""Actors by their role."""

from __future__ import annotations

from steps.parameter_types.phrases import phrase


def _role(text: str) -> str:
    article, kind = text.split()
    return f"another {kind}" if article == "another" else kind


TYPES = {
    "Who": phrase(r"(?:the|a|another) (?:customer|guest|stranger|visitor)|the (?:staff|warehouse)", _role)
}
"""`the customer` and `a customer` are the same actor; `another customer` is a different one."""
