"""The zone of a customer's country, also on a machine or in an image that has no time zones of its own."""

from __future__ import annotations

import os
import subprocess
import sys

EVERY_COUNTRY = """
from babel.core import get_global
from bookstore.platform.civil_time import zone_of
print([str(zone_of(country)) for country in ("US", "JP", "DE", "XX")])
[zone_of(country) for country in get_global("territory_zones")]
"""


def test_every_country_has_its_zone_without_time_zones_of_the_system() -> None:
    asked = subprocess.run(
        [sys.executable, "-c", EVERY_COUNTRY],
        env={**os.environ, "PYTHONTZPATH": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert asked.stderr == ""
    assert asked.stdout == "['America/New_York', 'Asia/Tokyo', 'Europe/Berlin', 'UTC']\n"
