"""The ways in which a mixture of refunds gives money back, in the words of features."""

from __future__ import annotations

from enum import StrEnum


class RefundWay(StrEnum):
    """Who refunds, and how much; a cancellation refunds the rest."""

    DASHBOARD = "$4.00 at the dashboard"
    STAFF = "$5.00 by the staff"
    CANCELLATION = "a cancellation"
