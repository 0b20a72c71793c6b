"""Turns exchanges into the arrows of the diagram, each with the outcome of its call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from environment.evidence.recording import captions
from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.operation import is_failure, is_refusal, status_of
from environment.evidence.recording.traces import trace_of


class CallOutcome(Enum):
    """The outcome of a call, as its caller saw it."""

    ANSWERED = "the callee's answer arrived"
    ALTERED = "a fault changed the callee's answer"
    INVENTED = "a fault answered instead of the callee"
    LOST = "the callee's answer never arrived"
    STOPPED = "the call never reached the callee"
    BROKEN = "the call reached the callee, which gave no answer"
    WAITING = "the call had no answer yet"
    ABSENT = "the call was not made, and every green run makes it"


@dataclass(frozen=True)
class Arrow:
    """One call in the diagram. Times are Unix seconds; `ended` is None for a call without an end.

    `problem` is the red line below it; `times` counts the equal calls that it stands for. A call was
    `refused` with a 4xx status and `failed` with a 5xx status, or with an error inside an answer of GraphQL.
    """

    number: int
    caller: str
    callee: str
    started: float
    ended: float | None
    label: str
    answer: str
    outcome: CallOutcome
    problem: str = ""
    held: bool = False
    deliveries: int = 1
    trace: str | None = None
    times: int = 1
    refused: bool = False
    failed: bool = False

    @property
    def clean(self) -> bool:
        """Whether the call went as usual."""
        return self.outcome is CallOutcome.ANSWERED and not (self.problem or self.refused or self.failed)

    @property
    def caption(self) -> tuple[str, ...]:
        """Equal for calls that look the same in the diagram."""
        return self.caller, self.callee, self.label, self.answer


def arrows_of(exchanges: Iterable[Exchange]) -> Iterator[Arrow]:
    """The arrows, in the order in which the calls began. SQL is left out unless a fault touched it."""
    shown = [each for each in exchanges if each.protocol != "postgres" or each.faults]
    mails = [each for each in shown if each.protocol == "smtp"]
    arrows = [_arrow(each) for each in shown if each.protocol != "smtp"]
    for _, session in groupby(sorted(mails, key=_session), key=_session):
        arrows.append(_mail(list(session)))
    yield from sorted(arrows, key=lambda arrow: (arrow.started, arrow.number))


def _session(exchange: Exchange) -> tuple[str, int]:
    return exchange.edge, exchange.connection


def _arrow(exchange: Exchange) -> Arrow:
    outcome = _outcome(exchange)
    status = status_of(exchange) if exchange.protocol.startswith("http") else ""
    return Arrow(
        number=exchange.number,
        caller=exchange.caller,
        callee=exchange.callee,
        started=exchange.started,
        ended=exchange.ended,
        label=captions.call_caption(exchange),
        answer=captions.answer_caption(exchange.answer, exchange.outcome),
        outcome=outcome,
        problem=_problem(exchange, outcome),
        held=bool(exchange.faults) and outcome is CallOutcome.ANSWERED and exchange.deliveries == 1,
        deliveries=exchange.deliveries,
        trace=trace_of(exchange),
        refused=is_refusal(status),
        failed=is_failure(status),
    )


def _mail(session: list[Exchange]) -> Arrow:
    """One arrow for a whole SMTP session, with the command that decided its outcome."""
    decisive = [each for each in session if each.faults or each.outcome[:1] in "45"]
    content = [each for each in session if each.summary == "END OF DATA"]
    deciding = (decisive or content or session)[-1]
    to = [each.summary for each in session if each.summary.upper().startswith("RCPT TO:")]
    arrow = _arrow(deciding)
    answer = "accepted" if arrow.clean and content else f"{deciding.summary}: {deciding.outcome}"
    ends = [each.ended for each in session if each.ended is not None]
    return Arrow(
        number=deciding.number,
        caller=arrow.caller,
        callee=arrow.callee,
        started=session[0].started,
        ended=max(ends) if len(ends) == len(session) else None,
        label=captions.short(f"mail to {to[0].partition(':')[2].strip('<> ')}" if to else "mail"),
        answer=captions.short(answer),
        outcome=arrow.outcome,
        problem=arrow.problem,
        held=arrow.held,
        failed=deciding.outcome[:1] in "45",
    )


def _outcome(exchange: Exchange) -> CallOutcome:
    if exchange.ended is None:
        return CallOutcome.WAITING
    if exchange.answer is None:
        if exchange.answered is not None:
            return CallOutcome.LOST
        return CallOutcome.BROKEN if exchange.deliveries else CallOutcome.STOPPED
    if exchange.answered is None:
        return CallOutcome.BROKEN if exchange.deliveries else CallOutcome.INVENTED
    return CallOutcome.ANSWERED if exchange.answered == exchange.answer else CallOutcome.ALTERED


def _problem(exchange: Exchange, outcome: CallOutcome) -> str:
    """The red line: the problem, and the fault that caused it."""
    problem = _own_problem(exchange, outcome)
    if not exchange.faults:
        return problem
    return f"fault “{', '.join(exchange.faults)}”: {problem or 'held here'}"


def _own_problem(exchange: Exchange, outcome: CallOutcome) -> str:
    if outcome is CallOutcome.ANSWERED:
        return f"delivered {exchange.deliveries} times" if exchange.deliveries > 1 else ""
    if outcome is CallOutcome.ALTERED:
        given = captions.answer_caption(exchange.answered, "")
        return f"the answer {given} was changed on its way"
    if outcome is CallOutcome.INVENTED:
        return f"{exchange.callee} never received the call"
    if outcome is CallOutcome.WAITING:
        return "no answer yet when the record was fetched"
    if outcome is CallOutcome.LOST:
        return (
            f"the callee did its work, the answer {captions.answer_caption(exchange.answered, '')} was lost"
        )
    return exchange.outcome if exchange.deliveries else f"{exchange.outcome}; the call never arrived"
