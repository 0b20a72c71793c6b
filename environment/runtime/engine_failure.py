"""Errors of one sentence for a machine that cannot run containers."""

from __future__ import annotations


class NotAvailable(RuntimeError):
    """A precondition of the runtime is missing; the message is one sentence that says how to get it."""


class EngineMissing(NotAvailable):
    """There is no container engine, or the suite cannot use it."""


class ImageMissing(NotAvailable):
    """An image is neither here nor in a registry in reach, or it is out of date."""
