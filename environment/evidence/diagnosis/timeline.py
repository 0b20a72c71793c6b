"""The exchanges of one scenario in time, and which of them were made on behalf of which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from environment.evidence.recording.captions import answer_caption
from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.operation import is_success, status_of
from environment.evidence.recording.traces import trace_of


class Timeline:
    """The exchanges of one scenario, in the order in which they began. Times are Unix seconds."""

    def __init__(self, exchanges: Sequence[Exchange]) -> None:
        self.exchanges = exchanges
        self._numbered = {each.number: each for each in exchanges}
        ends = [each.ended if each.ended is not None else each.started for each in exchanges]
        self.end = max(ends, default=0.0)
        """The time of the last recorded event."""

    @property
    def without_faults(self) -> Iterator[Exchange]:
        """The exchanges that no fault touched, without SQL, whose errors the service logs describe better."""
        return (each for each in self.exchanges if not each.faults and each.protocol != "postgres")

    def numbered(self, number: int) -> Exchange | None:
        """The exchange with this number."""
        return self._numbered.get(number)

    def end_of(self, exchange: Exchange) -> float:
        """The time at which the exchange ended; for one without an end, the end of the timeline."""
        return self.end if exchange.ended is None else exchange.ended

    def answer_of(self, exchange: Exchange) -> str:
        """The answer that the caller received, such as `409 out-of-stock`."""
        return answer_caption(exchange.answer, exchange.outcome)

    def has_fault_below(self, exchange: Exchange) -> bool:
        """Whether a fault touched an exchange that began while the callee worked on this call."""
        end = self.end_of(exchange)
        return any(each.faults and exchange.started <= each.started <= end for each in self.exchanges)

    def below(self, exchange: Exchange) -> Iterator[Exchange]:
        """The calls that the callee made for this call, and those that were made for them in turn."""
        end, makers = self.end_of(exchange), {exchange.callee}
        for each in self.exchanges:
            began_within = exchange.started <= each.started <= end and each is not exchange
            if began_within and each.caller in makers and _may_belong(each, exchange):
                makers.add(each.callee)
                yield each

    def served_for(self, exchange: Exchange) -> Exchange | None:
        """The call that the caller of this exchange worked on as it made it; of several the last to begin."""
        around = [
            each
            for each in self.exchanges
            if each.callee == exchange.caller
            and each.number < exchange.number
            and each.started <= exchange.started <= self.end_of(each)
            and _may_belong(exchange, each)
        ]
        return around[-1] if around else None

    def served_by(self, part: str, at: float | None, trace: str | None) -> Exchange | None:
        """The call that a part served at this time: of those with the same trace, the one that began last.

        One without a trace, as another company makes it, where none has the same; it has not succeeded.
        """
        calls = [each for each in self.exchanges if each.callee == part and each.protocol != "postgres"]
        if trace is not None:
            calls = [each for each in calls if trace_of(each) in (trace, None)]
        if at is not None:
            # The time of a log line has whole milliseconds, and an answer may be recorded before the log
            # line.
            calls = [each for each in calls if each.started - 0.002 <= at <= self.end_of(each) + 0.05]
        of_trace = [each for each in calls if trace_of(each) == trace]
        failed = [each for each in calls if not is_success(status_of(each))]
        return next(reversed(of_trace or failed), None)


def _may_belong(inner: Exchange, outer: Exchange) -> bool:
    """Whether their traces allow that one was made for the other; the gateway and mail carry none."""
    known, other = trace_of(inner), trace_of(outer)
    return known is None or other is None or known == other
