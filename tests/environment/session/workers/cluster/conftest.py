"""Fixtures of the tests of runs on a cluster."""

from tests.environment.reporting.demo_run import demo, whole

__all__ = ["demo", "whole"]
