"""What a customer may owe on invoice, without I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bookstore.payments.credit.errors import CreditLimitExceeded, InvoiceOverdue, NotOnInvoice
from bookstore.platform.money import Money

STATEMENT = timedelta(days=1)
"""A transfer of the due date is on the bank's statement a day later: until then nothing is overdue."""


@dataclass(frozen=True)
class CreditAccount:
    """What a customer may owe in one currency (`limit`), and owes.

    `owed` is what is still to come of every order on invoice in that currency, in minor units. `overdue`: an
    order of the customer, in any currency, should have been paid before.
    """

    limit: Money
    owed: int
    overdue: bool

    @property
    def left(self) -> int:
        """The minor units that the customer may owe beside what is owed; 0 after the limit was lowered."""
        return max(0, self.limit.amount - self.owed)

    @property
    def offered(self) -> bool:
        """Whether the customer may buy something on invoice now."""
        return self.left > 0 and not self.overdue

    def demand(self) -> None:
        """Hold what is owed, with the order that is being bought, to the limit.

        Raises NotOnInvoice, InvoiceOverdue, CreditLimitExceeded.
        """
        if self.limit.amount == 0:
            raise NotOnInvoice(
                f"You cannot pay on invoice in {self.limit.currency}: choose another way to pay."
            )
        if self.overdue:
            raise InvoiceOverdue("An earlier invoice is overdue: pay it first, or choose another way to pay.")
        if self.owed > self.limit.amount:
            raise CreditLimitExceeded(
                f"You may owe {self.limit} in all, and this order is too much: choose another way to pay."
            )
