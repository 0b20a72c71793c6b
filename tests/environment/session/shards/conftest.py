"""Fixtures of the tests of shards."""

from tests.environment.reporting.demo_run import demo, whole

__all__ = ["demo", "whole"]
