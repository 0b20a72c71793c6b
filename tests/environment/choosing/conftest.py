"""Fixtures of the tests of runs that choose."""

from tests.environment.reporting.demo_run import demo, whole

__all__ = ["demo", "whole"]
