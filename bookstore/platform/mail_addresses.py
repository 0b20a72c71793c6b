"""Mail addresses: which ones can be mailed to, and when two of them are the same person's.

The syntax is that of RFC 5321, 5322, 6531 and 5890, checked by email-validator. The network is never asked.
"""

from __future__ import annotations

import unicodedata

from email_validator import EmailNotValidError, ValidatedEmail, validate_email


def mailable(address: str) -> str:
    """The address as it was typed; raises ValueError where no mail server could accept it.

    Control and invisible characters could end a mail header (RFC 5322, section 2.2).
    """
    if any(unicodedata.category(letter)[0] in "CZ" for letter in address):
        raise ValueError("it holds a character that no mail header may hold")
    _validated(address)
    return address


def mailable_or_none(address: str | None) -> str | None:
    """The address, or None where there is none or no mail server could accept it."""
    try:
        return mailable(address) if address else None
    except ValueError:
        return None


def in_ascii_domain(address: str) -> str:
    """The address with its domain in ASCII (RFC 5891); raises ValueError where no mail can be sent to it."""
    validated = _validated(address)
    local, _, domain = address.rpartition("@")
    return address if domain.isascii() else f"{local}@{validated.ascii_domain}"


def person(address: str) -> str:
    """What stands for the person who reads this address: domain in ASCII and lower case, local part folded.

    Mail servers may tell local parts apart by case (RFC 5321, section 2.4); those in use do not.
    Raises ValueError where no mail can be sent to the address.
    """
    validated = _validated(address)
    return f"{validated.local_part.casefold()}@{validated.ascii_domain.lower()}"


def _validated(address: str) -> ValidatedEmail:
    try:
        return validate_email(
            address,
            check_deliverability=False,
            allow_quoted_local=True,
            allow_domain_literal=True,
            strict=True,
        )
    except EmailNotValidError as error:
        raise ValueError(str(error)) from None
