"""The refusals of an order on invoice, and the problem that reports each."""

from __future__ import annotations

from bookstore.platform.problem import Problem, ProblemTable, ServiceRefusal


class CreditRefusal(ServiceRefusal):
    """Base of every refusal of an order on invoice."""


class NotOnInvoice(CreditRefusal):
    """The staff has not allowed this customer to owe anything in this currency."""


class InvoiceOverdue(CreditRefusal):
    """The customer owes money that was due before."""


class CreditLimitExceeded(CreditRefusal):
    """With this order the customer would owe more than is allowed."""


PROBLEMS: ProblemTable = {
    NotOnInvoice: Problem(409, "not-on-invoice", "The order cannot be paid on invoice"),
    InvoiceOverdue: Problem(409, "invoice-overdue", "An earlier invoice is overdue"),
    CreditLimitExceeded: Problem(409, "credit-limit-exceeded", "The order is too large to be put on invoice"),
}
