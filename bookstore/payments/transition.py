"""A change of a payment as a value: decided in one place, applied to the stored payment in another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec

from bookstore.payments.model import Payment

_Arguments = ParamSpec("_Arguments")


@dataclass(frozen=True)
class Transition:
    """One step of a payment and its arguments, for example `Transition.of(Payment.declined, "expired_card")`.

    The payment may be changed by another request between the decision and the transaction that stores it. A
    transition is therefore applied to the payment as it is stored at that moment. Two transitions are equal
    when their step and their arguments are.
    """

    step: Callable[..., Payment]
    arguments: tuple[Any, ...] = ()
    named: tuple[tuple[str, Any], ...] = field(default=())

    @classmethod
    def of(
        cls,
        step: Callable[Concatenate[Payment, _Arguments], Payment],
        *arguments: _Arguments.args,
        **named: _Arguments.kwargs,
    ) -> Transition:
        """The step with everything it needs beside the payment."""
        return cls(step, arguments, tuple(named.items()))

    def apply(self, payment: Payment) -> Payment:
        """The payment after this transition; raises what the step raises."""
        return self.step(payment, *self.arguments, **dict(self.named))


@dataclass(frozen=True)
class AppliedTransition:
    """The payment before and after a transition that is committed."""

    before: Payment
    after: Payment
