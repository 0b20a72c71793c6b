"""What a run with -D through=browser changes before anything starts."""

from __future__ import annotations

from typing import Any

from environment.attach.needs import BROWSER_TAG
from environment.settings import RunSettings
from environment.topology import topology_through_pages, use_topology


def through_the_browser(config: Any, settings: RunSettings) -> None:
    """Run the features about pages as well; customers ask the storefront, and no service."""
    if not settings.in_browser:
        return
    use_topology(topology_through_pages())
    select_pages(config)


def select_pages(config: Any) -> None:
    """Let the tags of a run select the features about pages as well, which others leave out."""
    left_out = f"not @{BROWSER_TAG}"
    given, default = list(config.tags or ()), list(config.default_tags or ())
    config.default_tags = [each for each in default if each != left_out]
    if given == default:
        config.tags = config.default_tags
        config.setup_tag_expression(config.tags)
