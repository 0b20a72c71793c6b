"""Every call between services meets an answer of which each part is in time, and the whole is not."""

from __future__ import annotations

import pytest

from bookstore.cart.clients import DEADLINES
from bookstore.notifications.smtp import SmtpTimeouts
from bookstore.payments.gateway.deadline import LONGEST
from bookstore.payments.gateway.settings import GatewaySettings
from bookstore.payments.settlement import SettlementTimeouts
from bookstore.platform.http import Deadlines
from environment.doubles.gateway.webhook_worker import TIMEOUT_SECONDS
from environment.faults.fault_kind import HTTP
from environment.session.matrix.cells import all_cells
from environment.topology import topology
from steps.vocabulary.matrix_faults import MATRIX_FAULTS

_SHORTEST_ANSWER = len(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
COLUMN, OF_MAIL = (fault for fault in MATRIX_FAULTS.values() if fault.outlasts)


def test_every_http_arrow_has_a_cell_and_only_people_wait_without_a_deadline() -> None:
    cells = [cell for cell in all_cells() if cell.fault is COLUMN]
    arrows = {name for name, point in topology().points.items() if point.protocol in HTTP}
    assert {cell.arrow for cell in cells} == arrows
    left_out = {cell.arrow for cell in cells if not cell.applicable}
    assert left_out == {each for each in arrows if topology().is_person(each.partition(" -> ")[0])}


def test_each_part_of_the_answer_comes_in_time() -> None:
    waits = (Deadlines().read, DEADLINES.read, GatewaySettings("sk_1", "https://gateway").read_timeout)
    assert COLUMN.parameters["seconds"] * 2 < min(waits)


@pytest.mark.parametrize(
    "total",
    [
        Deadlines().total,
        DEADLINES.total,
        SettlementTimeouts().caller,
        SettlementTimeouts().background,
        LONGEST,
        TIMEOUT_SECONDS,
    ],
)
def test_the_whole_answer_is_later_than_every_deadline(total: float) -> None:
    parts = _SHORTEST_ANSWER / COLUMN.parameters["bytes"]
    assert parts * COLUMN.parameters["seconds"] > total


def test_each_line_of_a_mail_server_comes_in_time_and_the_last_one_after_the_deadline() -> None:
    timeouts, pause = SmtpTimeouts(), OF_MAIL.parameters["seconds"]
    assert pause * 2 < timeouts.answer
    assert OF_MAIL.parameters["lines"] * pause > timeouts.total
