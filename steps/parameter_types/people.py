"""Actors by their role."""

from __future__ import annotations

from steps.parameter_types.phrases import phrase

WHO = r"(?:the|a|another) (?:customer|guest|stranger|visitor)|the (?:staff|warehouse)"


def role_of(text: str) -> str:
    """The role of the actor that these words name."""
    article, kind = text.split()
    return f"another {kind}" if article == "another" else kind


TYPES = {"Who": phrase(WHO, role_of)}
"""`the customer` and `a customer` are the same actor; `another customer` is a different one."""
