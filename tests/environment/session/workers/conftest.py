"""Fixtures of the tests of runs with several workers."""

from tests.environment.reporting.demo_run import demo, whole

__all__ = ["demo", "whole"]
