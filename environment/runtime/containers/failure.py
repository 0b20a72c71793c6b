"""What is told in one sentence when containers cannot be used."""

from __future__ import annotations


class NotAvailable(RuntimeError):
    """Something this machine must have first; the message is one sentence that says how to get it."""


class EngineMissing(NotAvailable):
    """No container engine, or one that cannot be worked with."""


class ImageMissing(NotAvailable):
    """An image that is neither here nor in a registry that can be reached, or one that is out of date."""
