"""Actors by their role."""

from __future__ import annotations

from steps.parameter_types.phrases import phrase

WHO = r"(?:the|a|another) (?:customer|guest|stranger|visitor)|the (?:staff|warehouse)"

FORMS = (
    *("the customer", "the guest", "the stranger", "the visitor", "the staff", "the warehouse"),
    *("another customer", "another guest", "a customer"),
)
"""How actors are named."""


def role_of(text: str) -> str:
    """The role of the actor that these words name."""
    article, kind = text.split()
    return f"another {kind}" if article == "another" else kind


TYPES = {"Who": phrase(WHO, role_of, forms=FORMS)}
"""`the customer` and `a customer` are the same actor; `another customer` is a different one."""
