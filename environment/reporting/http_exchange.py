"""A recorded HTTP exchange in Allure's own format: request, answer, times.

Format: `application/vnd.allure.http+json`, schema version 1 (allure-framework/allure2 pull request 3331).
"""

from __future__ import annotations

from environment.evidence.recording.exchange import Exchange, RecordedMessage

MIME_TYPE = "application/vnd.allure.http+json"

LONGEST_BODY = 32_000
"""Characters of a body that are kept."""


def allure_http(exchange: Exchange) -> dict[str, object]:
    """The exchange by Allure's schema. Shown is the answer that the caller received, else the callee's."""
    request, answer = exchange.request, exchange.answer or exchange.answered
    method, _, rest = request.head.partition(" ") if request else ("", "", "")
    document: dict[str, object] = {
        "schemaVersion": 1,
        "start": round(exchange.started * 1000),
        "stop": round((exchange.ended or exchange.started) * 1000),
        "request": {
            "method": method,
            "url": f"{exchange.protocol}://{exchange.callee}{rest.rpartition(' ')[0]}",
            **_message(request),
        },
    }
    if answer and answer.status is not None:
        document["response"] = {"status": answer.status, **_message(answer)}
    if exchange.faults:
        document["error"] = {"message": f"{', '.join(exchange.faults)}: {exchange.outcome}"}
    elif answer is None:
        document["error"] = {"message": exchange.outcome}
    return document


def _message(message: RecordedMessage | None) -> dict[str, object]:
    headers = message.headers if message else ()
    shown: dict[str, object] = {"headers": [{"name": name, "value": value} for name, value in headers]}
    if message and message.body:
        shown["body"] = {
            "contentType": message.header("content-type") or "application/octet-stream",
            "size": len(message.body.encode()),
            "encoding": "utf8",
            "value": message.body[:LONGEST_BODY],
            "truncated": len(message.body) > LONGEST_BODY,
        }
    return shown
