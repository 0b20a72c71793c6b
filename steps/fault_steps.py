"""Sentences about what goes wrong between the parts of the bookstore, in words of the shop."""

from behave import given, when

from steps.vocabulary.faults import Calls, Mishap, statement_of
from steps.world.world import Context

_SLOW = 0.5  # seconds: well within every time limit between the services


@given("the request to {deed:Deed} is lost")
def request_gets_lost(context: Context, deed: Calls) -> None:
    context.world.faults.put(f"{deed.said} gets lost", deed, Mishap("reset before"))


@given("the answer to the request to {deed:Deed} is lost")
def answer_to_request_gets_lost(context: Context, deed: Calls) -> None:
    context.world.faults.put(f"the answer to {deed.said} gets lost", deed, Mishap("answer lost"))


@given("the answer to the request to {deed:Deed} takes {seconds:Count} seconds")
def answer_to_request_takes(context: Context, deed: Calls, seconds: int) -> None:
    mishap = Mishap("slow after", {"seconds": seconds})
    context.world.faults.put(f"the answer to {deed.said} takes {seconds} seconds", deed, mishap)


@given("the request to {deed:Deed} arrives twice")
def request_arrives_twice(context: Context, deed: Calls) -> None:
    context.world.faults.put(f"{deed.said} arrives twice", deed, Mishap("delivered twice"))


@given("the answer of {party:Party} is lost")
def answer_gets_lost(context: Context, party: str) -> None:
    name = f"the first answer on {party} gets lost"
    context.world.faults.put(name, Calls(party, next=1), Mishap("answer lost"))


@given("{party:Party} does not answer")
def does_not_answer(context: Context, party: str) -> None:
    context.world.faults.put(f"no answer on {party}", Calls(party), Mishap("no answer"))


@given("{party:Party} cannot be reached")
def cannot_be_reached(context: Context, party: str) -> None:
    context.world.faults.put(f"no connection on {party}", Calls(party), Mishap("refused"))


@given("{party:Party} is slow")
def is_slow(context: Context, party: str) -> None:
    mishap = Mishap("slow after", {"seconds": _SLOW})
    context.world.faults.put(f"slow answers on {party}", Calls(party), mishap)


@given("{party:Party} asks to slow down")
def asks_to_slow_down(context: Context, party: str) -> None:
    mishap = Mishap("too many requests", {"retry_after": 1})
    context.world.faults.put(f"too many requests on {party}", Calls(party, next=1), mishap)


@when("{party:Party} can be reached again")
def can_be_reached_again(context: Context, party: str) -> None:
    context.world.faults.heal(f"no connection on {party}")


@given("the first commit of {keeper:Keeper} fails")
def cannot_store_at_first(context: Context, keeper: str) -> None:
    mishap = Mishap("cut at statement", {"statement": statement_of(keeper)})
    name = f"{keeper} cannot store its work at first"
    context.world.faults.put(name, Calls(f"{keeper} -> postgres", next=1), mishap)


@given("{keeper:Keeper} commits, but the acknowledgement of the commit is lost")
def does_not_learn_of_storing(context: Context, keeper: str) -> None:
    mishap = Mishap("commit lost after", {"statement": statement_of(keeper)})
    name = f"{keeper} stores its work and does not learn of it"
    context.world.faults.put(name, Calls(f"{keeper} -> postgres", next=1), mishap)


def _mail_server(context: Context, name: str, mishap: Mishap) -> None:
    context.world.faults.put(f"the mail server {name}", Calls("notifications -> mail", next=1), mishap)


@given("the mail server defers the mail")
def mail_is_refused_for_now(context: Context) -> None:
    _mail_server(context, "refuses the mail for now", Mishap("greylisted"))


@given("the mail server is not available for one mail")
def mail_server_has_no_time(context: Context) -> None:
    _mail_server(context, "has no time", Mishap("service unavailable"))


@given("the mail server closes the connection before it accepts the mail")
def mail_server_hangs_up(context: Context) -> None:
    _mail_server(context, "hangs up before it takes the mail", Mishap("reset at data"))


@given("the mail server is over its quota for one mail")
def mail_server_is_over_quota(context: Context) -> None:
    _mail_server(context, "has taken as much as it may for now", Mishap("over quota"))


@given("the mail server is over its quota")
def mail_server_takes_no_more(context: Context) -> None:
    context.world.faults.put("the quota is used up", Calls("notifications -> mail"), Mishap("over quota"))


@given("the mail server accepts mail again")
def mail_server_accepts_mail_again(context: Context) -> None:
    context.world.faults.heal("the quota is used up")


@given("the mail server accepts the mail, but its acknowledgement is lost")
def word_of_the_mail_server_gets_lost(context: Context) -> None:
    _mail_server(context, "takes the mail but its word gets lost", Mishap("acceptance lost"))


@given("the mail server accepts the mail twice, but each acknowledgement is lost")
def word_gets_lost_each_time(context: Context) -> None:
    name = "the mail server takes the mail twice but its word gets lost each time"
    context.world.faults.put(name, Calls("notifications -> mail", next=2), Mishap("acceptance lost"))


@given("the mail server rejects the mailbox")
def mail_server_knows_no_such_mailbox(context: Context) -> None:
    _mail_server(context, "knows no such mailbox", Mishap("mailbox unavailable"))
