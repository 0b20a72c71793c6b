"""What a step reads past the recorded arrows is noted with its part."""

from __future__ import annotations

import requests

from environment.world.unrecorded_looks import UnrecordedLooks


def answered(method: str, url: str) -> requests.Response:
    answer = requests.Response()
    answer.request = requests.Request(method, url).prepare()
    return answer


def test_reads_of_the_parts_are_noted_and_nothing_else() -> None:
    session = requests.Session()
    looks = UnrecordedLooks({"http://mail.example/": "mail"}, [session])
    [hook] = session.hooks["response"]
    hook(answered("GET", "http://mail.example/inbox?recipient=x"))
    hook(answered("DELETE", "http://mail.example/inbox"))
    hook(answered("GET", "http://orders.example/orders"))
    assert [each.part for each in looks.looks] == ["mail"]
    looks.begin()
    assert looks.looks == ()


def test_a_step_that_waits_for_long_keeps_its_last_look() -> None:
    looks = UnrecordedLooks({"http://mail.example/": "mail"}, [])
    for _ in range(500):
        looks.note(answered("GET", "http://mail.example/inbox"))
    assert len(looks.looks) == 200
