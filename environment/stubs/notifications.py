"""The stub of notifications: it accepts the events of orders, and sends no mail."""

from __future__ import annotations

from environment.stubs.stub import Answer, Stub, StubCall, offers


class NotificationsStub(Stub):
    """Notifications in memory."""

    service = "notifications"

    @offers("POST /events")
    def receive(self, call: StubCall) -> Answer:
        return 202, {"id": call.body["id"]}
