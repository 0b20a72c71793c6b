"""From an exchange to the arrow that is drawn for it, and to what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from environment.evidence.diagram import words
from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.trace import trace_of


class Fate(Enum):
    """What became of a call."""

    ANSWERED = "the callee's answer arrived"
    ALTERED = "another answer arrived than the callee gave"
    INVENTED = "an answer arrived, but not from the callee"
    LOST = "the callee answered, and it never arrived"
    STOPPED = "the call never reached the callee"
    BROKEN = "the call reached the callee, and no answer came back"
    WAITING = "there was no answer yet"


@dataclass(frozen=True)
class Arrow:
    """One call as it is drawn. Times are Unix seconds; `ended` is None while it is under way.

    `trouble` is the red line below it; `times` says how many equal calls it stands for. A call was `refused`
    where the callee said no, and `failed` where it could not do its work.
    """

    number: int
    caller: str
    callee: str
    started: float
    ended: float | None
    label: str
    answer: str
    fate: Fate
    trouble: str = ""
    held: bool = False
    deliveries: int = 1
    trace: str | None = None
    times: int = 1
    refused: bool = False
    failed: bool = False

    @property
    def clean(self) -> bool:
        """Whether nothing about it deserves a second look."""
        return self.fate is Fate.ANSWERED and not (self.trouble or self.refused or self.failed)

    @property
    def likeness(self) -> tuple[str, ...]:
        """Equal for calls that would be drawn alike."""
        return self.caller, self.callee, self.label, self.answer


def arrows_of(exchanges: Iterable[Exchange]) -> Iterator[Arrow]:
    """The arrows, in the order in which the calls began. SQL is left out unless a fault touched it."""
    shown = [each for each in exchanges if each.protocol != "postgres" or each.faults]
    mails = [each for each in shown if each.protocol == "smtp"]
    arrows = [_arrow(each) for each in shown if each.protocol != "smtp"]
    for _, conversation in groupby(sorted(mails, key=_conversation), key=_conversation):
        arrows.append(_mail(list(conversation)))
    yield from sorted(arrows, key=lambda arrow: (arrow.started, arrow.number))


def _conversation(exchange: Exchange) -> tuple[str, int]:
    return exchange.edge, exchange.connection


def _arrow(exchange: Exchange) -> Arrow:
    fate = _fate(exchange)
    status = exchange.answer.status if exchange.answer else None
    return Arrow(
        number=exchange.number,
        caller=exchange.caller,
        callee=exchange.callee,
        started=exchange.started,
        ended=exchange.ended,
        label=words.called(exchange),
        answer=words.answered(exchange.answer, exchange.outcome),
        fate=fate,
        trouble=_trouble(exchange, fate),
        held=bool(exchange.faults) and fate is Fate.ANSWERED and exchange.deliveries == 1,
        deliveries=exchange.deliveries,
        trace=trace_of(exchange),
        refused=status is not None and 400 <= status < 500,
        failed=status is not None and status >= 500,
    )


def _mail(conversation: list[Exchange]) -> Arrow:
    """One arrow for a whole conversation with the mail server, told by the command that decided it."""
    odd = [each for each in conversation if each.faults or each.outcome[:1] in "45"]
    content = [each for each in conversation if each.summary == "END OF DATA"]
    deciding = (odd or content or conversation)[-1]
    to = [each.summary for each in conversation if each.summary.upper().startswith("RCPT TO:")]
    arrow = _arrow(deciding)
    answer = "accepted" if arrow.clean and content else f"{deciding.summary}: {deciding.outcome}"
    ends = [each.ended for each in conversation if each.ended is not None]
    return Arrow(
        number=deciding.number,
        caller=arrow.caller,
        callee=arrow.callee,
        started=conversation[0].started,
        ended=max(ends) if len(ends) == len(conversation) else None,
        label=words.short(f"mail to {to[0].partition(':')[2].strip('<> ')}" if to else "mail"),
        answer=words.short(answer),
        fate=arrow.fate,
        trouble=arrow.trouble,
        held=arrow.held,
        failed=deciding.outcome[:1] in "45",
    )


def _fate(exchange: Exchange) -> Fate:
    if exchange.ended is None:
        return Fate.WAITING
    if exchange.answer is None:
        if exchange.answered is not None:
            return Fate.LOST
        return Fate.BROKEN if exchange.deliveries else Fate.STOPPED
    if exchange.answered is None:
        return Fate.BROKEN if exchange.deliveries else Fate.INVENTED
    return Fate.ANSWERED if exchange.answered == exchange.answer else Fate.ALTERED


def _trouble(exchange: Exchange, fate: Fate) -> str:
    """What went wrong, and which fault did it: the red line."""
    said = _said(exchange, fate)
    if not exchange.faults:
        return said
    return f"fault “{', '.join(exchange.faults)}”: {said or 'held here'}"


def _said(exchange: Exchange, fate: Fate) -> str:
    if fate is Fate.ANSWERED:
        return f"delivered {exchange.deliveries} times" if exchange.deliveries > 1 else ""
    if fate is Fate.ALTERED:
        given = words.answered(exchange.answered, "")
        return f"the answer {given} was changed on its way"
    if fate is Fate.INVENTED:
        return f"{exchange.callee} never saw the call"
    if fate is Fate.WAITING:
        return "no answer yet when the record was taken"
    if fate is Fate.LOST:
        return f"the work was done, the answer {words.answered(exchange.answered, '')} got lost"
    return exchange.outcome if exchange.deliveries else f"{exchange.outcome}; the call never arrived"
