"""Sentences about faults between the parts of the bookstore, in the words of the shop."""

from collections.abc import Mapping
from typing import Any

from behave import given, when

from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.fault_spec import CallPattern, FaultSpec
from steps.vocabulary.faults import next_call, statement_of
from steps.world.world import Context

_SLOW = 0.5  # seconds: well within every time limit between the services
_MAIL = "notifications -> mail"
_COMMITS = "{service} -> postgres"


def _inject(
    context: Context, name: str, calls: CallPattern, kind: str, parameters: Mapping[str, Any] | None = None
) -> None:
    context.world.faults.inject(FaultSpec(name, calls, kind, parameters or {}))


@given("the request to {request:Request} is lost")
@needs(Capability.FAULTS)
def request_is_lost(context: Context, request: CallPattern) -> None:
    _inject(context, f"{request.text} is lost", request, "reset before")


@given("the answer to the request to {request:Request} is lost")
@needs(Capability.FAULTS)
def answer_to_request_is_lost(context: Context, request: CallPattern) -> None:
    _inject(context, f"the answer to {request.text} is lost", request, "answer lost")


@given("the answer to the request to {request:Request} takes {seconds:Count} seconds")
@needs(Capability.FAULTS)
def answer_to_request_takes(context: Context, request: CallPattern, seconds: int) -> None:
    name = f"the answer to {request.text} takes {seconds} seconds"
    _inject(context, name, request, "slow after", {"seconds": seconds})


@given("the request to {request:Request} arrives twice")
@needs(Capability.FAULTS)
def request_arrives_twice(context: Context, request: CallPattern) -> None:
    _inject(context, f"{request.text} arrives twice", request, "delivered twice")


@given("the answer of {edge:Callee} is lost")
@needs(Capability.FAULTS)
def answer_is_lost(context: Context, edge: str) -> None:
    _inject(context, f"the first answer on {edge} is lost", next_call(edge), "answer lost")


@given("{edge:Callee} does not answer")
@needs(Capability.FAULTS)
def does_not_answer(context: Context, edge: str) -> None:
    _inject(context, f"no answer on {edge}", CallPattern(edge), "no answer")


@given("{edge:Callee} cannot be reached")
@needs(Capability.FAULTS)
def cannot_be_reached(context: Context, edge: str) -> None:
    _inject(context, f"no connection on {edge}", CallPattern(edge), "refused")
    context.world.outages.add(edge)


@given("{edge:Callee} is slow")
@needs(Capability.FAULTS)
def is_slow(context: Context, edge: str) -> None:
    _inject(context, f"slow answers on {edge}", CallPattern(edge), "slow after", {"seconds": _SLOW})


@given("{edge:Callee} asks to slow down")
@needs(Capability.FAULTS)
def asks_to_slow_down(context: Context, edge: str) -> None:
    calls = next_call(edge)
    _inject(context, f"too many requests on {edge}", calls, "too many requests", {"retry_after": 1})


@when("{edge:Callee} can be reached again")
@needs(Capability.FAULTS)
def can_be_reached_again(context: Context, edge: str) -> None:
    context.world.faults.heal(f"no connection on {edge}")
    context.world.outages.discard(edge)


def _next_commit(context: Context, name: str, service: str, kind: str) -> None:
    calls = CallPattern(_COMMITS.format(service=service), next=1)
    _inject(context, name, calls, kind, {"statement": statement_of(service)})


@given("the first commit of {service:BusinessService} fails")
@needs(Capability.FAULTS, arrows=(_COMMITS,))
def first_commit_fails(context: Context, service: str) -> None:
    _next_commit(context, f"the first commit of {service} fails", service, "cut at statement")


@given("{service:BusinessService} commits, but the acknowledgement of the commit is lost")
@needs(Capability.FAULTS, arrows=(_COMMITS,))
def commit_is_not_acknowledged(context: Context, service: str) -> None:
    _next_commit(context, f"the commit of {service} is not acknowledged", service, "commit lost after")


def _next_mail(context: Context, name: str, kind: str) -> None:
    _inject(context, f"the mail server {name}", CallPattern(_MAIL, next=1), kind)


@given("the mail server defers the mail")
@needs(Capability.FAULTS, arrows=(_MAIL,))
def mail_server_defers_mail(context: Context) -> None:
    _next_mail(context, "defers the mail", "greylisted")


@given("the mail server is not available for one mail")
@needs(Capability.FAULTS, arrows=(_MAIL,))
def mail_server_is_not_available(context: Context) -> None:
    _next_mail(context, "is not available", "service unavailable")


@given("the mail server closes the connection before it accepts the mail")
@needs(Capability.FAULTS, arrows=(_MAIL,))
def mail_server_closes_connection(context: Context) -> None:
    _next_mail(context, "closes the connection", "reset at data")


@given("the mail server is over its quota for one mail")
@needs(Capability.FAULTS, arrows=(_MAIL,))
def mail_server_is_over_quota_once(context: Context) -> None:
    _next_mail(context, "is over its quota once", "over quota")


@given("the mail server is over its quota")
@needs(Capability.FAULTS, arrows=(_MAIL,))
def mail_server_is_over_quota(context: Context) -> None:
    _inject(context, "the mail server is over its quota", CallPattern(_MAIL), "over quota")


@given("the mail server accepts mail again")
@when("the mail server accepts mail again")
@needs(Capability.FAULTS, arrows=(_MAIL,))
def mail_server_accepts_mail_again(context: Context) -> None:
    context.world.faults.heal("the mail server is over its quota")


@given("the mail server accepts the mail, but its acknowledgement is lost")
@needs(Capability.FAULTS, arrows=(_MAIL,))
def acknowledgement_is_lost(context: Context) -> None:
    _next_mail(context, "accepts the mail, but its acknowledgement is lost", "acceptance lost")


@given("the mail server accepts the mail twice, but each acknowledgement is lost")
@needs(Capability.FAULTS, arrows=(_MAIL,))
def acknowledgement_is_lost_each_time(context: Context) -> None:
    name = "the mail server accepts the mail twice, but each acknowledgement is lost"
    _inject(context, name, CallPattern(_MAIL, next=2), "acceptance lost")


@given("the mail server rejects the mailbox")
@needs(Capability.FAULTS, arrows=(_MAIL,))
def mail_server_rejects_mailbox(context: Context) -> None:
    _next_mail(context, "rejects the mailbox", "mailbox unavailable")
