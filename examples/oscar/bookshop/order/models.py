"""Oscar's own models."""

from oscar.apps.order.models import *  # noqa: F403 - as Oscar's documentation forks an app
