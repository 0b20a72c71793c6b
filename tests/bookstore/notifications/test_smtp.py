"""The outcome of an SMTP conversation over a real socket, answer by answer."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from threading import Event, Thread

import pytest

from bookstore.notifications.model import DeliveryOutcome
from bookstore.notifications.smtp import MailServer, OutgoingMessage, SmtpTimeouts

MESSAGE = OutgoingMessage("orders@bookstore.example", "ada@example.com", b"Subject: x\r\n\r\n.dot\r\nend\r\n")
QUICK = SmtpTimeouts(connect=0.3, answer=0.3, total=0.6, closing=0.1)
GREETING, FINE, GO_ON = "220 hello", "250 fine", "354 go on"
ENVELOPE = [GREETING, FINE, FINE, FINE]  # greeting, EHLO, MAIL, RCPT
CLOSE, SILENCE, DRIP, CUT = "close", "silence", "drip", "354 but hangs up"


class _Script:
    """A mail server that gives these answers, one per command, and records the commands."""

    def __init__(self, answers: Sequence[str]) -> None:
        self._answers = answers
        self._over = Event()
        self.commands: list[bytes] = []

    def play(self, listener: socket.socket) -> None:
        """Serve one conversation."""
        with listener.accept()[0] as client, client.makefile("rb") as lines:
            for answer in self._answers:
                if answer == CLOSE:
                    return
                if answer in (SILENCE, DRIP):
                    self._stall(client if answer == DRIP else None)
                    return
                client.sendall(f"{answer}\r\n".encode())
                if answer == CUT:
                    return
                self._listen(lines, whole_message=answer.startswith("354"))
            self._over.wait(5)

    def _stall(self, client: socket.socket | None) -> None:
        while not self._over.wait(0.05):
            if client is not None:
                client.sendall(b"2")

    def _listen(self, lines: Iterator[bytes], whole_message: bool) -> None:
        for line in lines:
            self.commands.append(line)
            if not whole_message or line == b".\r\n":
                return

    def end(self) -> None:
        """End the silence or the slow answer."""
        self._over.set()


@contextmanager
def _server(answers: Sequence[str]) -> Iterator[tuple[MailServer, _Script]]:
    script = _Script(answers)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=_play, args=(script, listener), daemon=True)
        thread.start()
        yield MailServer("127.0.0.1", listener.getsockname()[1], "bookstore.example", QUICK), script
        script.end()
        thread.join(5)


def _play(script: _Script, listener: socket.socket) -> None:
    try:
        script.play(listener)
    except OSError:
        script.end()  # the client closed the connection during a slow answer


def _deliver(answers: Sequence[str]) -> tuple[DeliveryOutcome, str, int, _Script]:
    handovers: list[None] = []
    with _server(answers) as (server, script), ExitStack() as closing:
        outcome, reply = server.deliver(MESSAGE, lambda: handovers.append(None), closing)
    return outcome, reply, len(handovers), script


def test_an_accepted_message_is_delivered() -> None:
    outcome, _, handovers, script = _deliver([*ENVELOPE, GO_ON, FINE, "221 bye"])
    assert (outcome, handovers) == (DeliveryOutcome.DELIVERED, 1)
    assert b"rcpt TO:<ada@example.com>\r\n" in [line.replace(b"RCPT", b"rcpt") for line in script.commands]


def test_lines_that_start_with_a_dot_arrive_with_it() -> None:
    script = _deliver([*ENVELOPE, GO_ON, FINE])[3]
    assert b"..dot\r\n" in script.commands
    assert script.commands.count(b".\r\n") == 1


def test_a_server_that_does_not_answer_quit_has_still_delivered() -> None:
    assert _deliver([*ENVELOPE, GO_ON, FINE, CLOSE])[0] is DeliveryOutcome.DELIVERED
    assert _deliver([*ENVELOPE, GO_ON, FINE, SILENCE])[0] is DeliveryOutcome.DELIVERED


@pytest.mark.parametrize(
    "answers",
    [
        ["421 busy"], ["554 no mail today"], [CLOSE], [GREETING, CLOSE], [GREETING, SILENCE],
        [*ENVELOPE[:2], "452 quota"], [*ENVELOPE[:3], "450 greylisted"], [*ENVELOPE[:3], "421 bye"],
        [*ENVELOPE, "451 not now"], [*ENVELOPE, "250 no data for me"], [*ENVELOPE, CLOSE],
        [*ENVELOPE[:3], "nonsense"], [*ENVELOPE[:3], "2" * 9000],
    ],
)  # fmt: skip
def test_trouble_before_the_message_means_not_now(answers: list[str]) -> None:
    outcome, reply, handovers, _ = _deliver(answers)
    assert (outcome, handovers) == (DeliveryOutcome.NOT_NOW, 0), reply


@pytest.mark.parametrize(
    "answers", [[*ENVELOPE[:2], "550 not you"], [*ENVELOPE[:3], "550 no such mailbox"], [*ENVELOPE, "554 no"]]
)
def test_a_permanent_refusal_before_the_message_is_final(answers: list[str]) -> None:
    outcome, reply, handovers, _ = _deliver(answers)
    assert (outcome, handovers) == (DeliveryOutcome.REFUSED, 0), reply


def test_a_message_that_is_refused_in_the_end_was_answered() -> None:
    assert _deliver([*ENVELOPE, GO_ON, "452 mailbox full"])[0] is DeliveryOutcome.NOT_NOW
    assert _deliver([*ENVELOPE, GO_ON, "554 looks like spam"])[0] is DeliveryOutcome.REFUSED


@pytest.mark.parametrize("last", [CLOSE, SILENCE, DRIP, "nonsense"])
def test_a_message_without_a_last_answer_may_or_may_not_be_delivered(last: str) -> None:
    outcome, reply, handovers, _ = _deliver([*ENVELOPE, GO_ON, last])
    assert (outcome, handovers) == (DeliveryOutcome.UNKNOWN, 1), reply


def test_a_server_that_answers_byte_by_byte_does_not_block_the_conversation() -> None:
    assert _deliver([GREETING, DRIP])[0] is DeliveryOutcome.NOT_NOW


def test_a_server_that_is_not_there_means_not_now() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    server = MailServer("127.0.0.1", port, "bookstore.example", QUICK)
    outcome, reply = server.deliver(MESSAGE, lambda: None, ExitStack())
    assert outcome is DeliveryOutcome.NOT_NOW
    assert "refused" in reply.lower()


def test_a_connection_that_breaks_before_the_end_mark_has_delivered_nothing() -> None:
    outgoing = OutgoingMessage(MESSAGE.sender, MESSAGE.recipient, MESSAGE.message, possible_duplicate=True)
    with _server([*ENVELOPE, CUT]) as (server, _), ExitStack() as closing:
        assert server.deliver(outgoing, lambda: None, closing)[0] is DeliveryOutcome.NOT_NOW


def test_an_international_address_needs_a_server_that_knows_them() -> None:
    outgoing = OutgoingMessage("orders@bookstore.example", "käthe@example.com", b"x")
    with _server([GREETING, FINE, FINE]) as (server, _), ExitStack() as closing:
        assert server.deliver(outgoing, lambda: None, closing)[0] is DeliveryOutcome.REFUSED
