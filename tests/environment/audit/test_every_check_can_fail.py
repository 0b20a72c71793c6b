import pytest

from environment.audit.breach import Kind
from environment.audit.checks import CHECKS, audit

from .consistent_snapshot import GOOD_DAY
from .planted_breach import Plant
from .planted import PLANTS

PLANTED = pytest.mark.parametrize("plant", PLANTS, ids=[plant.sentence for plant in PLANTS])
COUNTED = {Kind.WEBHOOK_WAITING}  # a bare number: the sentence says all that is known


def test_a_good_day_has_no_breach() -> None:
    assert audit(GOOD_DAY) == []


def test_a_day_on_which_nothing_happened_has_no_breach() -> None:
    assert audit(type(GOOD_DAY)()) == []


@PLANTED
def test_a_check_names_the_breach_it_is_there_for(plant: Plant) -> None:
    assert [(found.kind, found.sentence) for found in plant.check(plant.books)] == [
        (plant.kind, plant.sentence)
    ]


@PLANTED
def test_the_audit_finds_every_planted_breach(plant: Plant) -> None:
    assert plant.sentence in [found.sentence for found in audit(plant.books)]


@PLANTED
def test_every_planted_breach_brings_rows_as_evidence(plant: Plant) -> None:
    (found,) = plant.check(plant.books)
    assert found.evidence or found.kind in COUNTED
    assert all(len(row) == len(table.headings) for table in found.evidence for row in table.rows)


def test_every_check_has_a_planted_breach() -> None:
    assert {plant.check for plant in PLANTS} == set(CHECKS)


def test_every_kind_of_breach_has_been_planted() -> None:
    assert {plant.kind for plant in PLANTS} == set(Kind) - {Kind.NEEDLESS_DECLARATION}
