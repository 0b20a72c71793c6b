"""What behave's own reporters leave out: guilty arrow and findings in JUnit, durations below a Rule."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from behave.reporter.junit import JUnitReporter
from behave.reporter.summary import AbstractSummaryReporter

from environment.reporting.lost_reports import tolerate_lost_junit
from environment.reporting.results_folder import remove_junit
from environment.reporting.root_cause_message import arrow_of


def prepare_reporters(config: Any) -> None:
    """Make the reporters of a run ready before its first scenario; a dry run leaves JUnit files alone."""
    folder = Path(config.junit_directory)
    if config.dry_run:
        config.reporters[:] = [each for each in config.reporters if not isinstance(each, JUnitReporter)]
    elif config.junit:
        remove_junit(folder)
    for reporter in config.reporters:
        if isinstance(reporter, JUnitReporter):
            tolerate_lost_junit(reporter, folder)
            _begin_with_the_arrow(reporter)
        if isinstance(reporter, AbstractSummaryReporter):
            reporter.show_duration = False  # behave 1.3.3 omits everything below a Rule


def _begin_with_the_arrow(reporter: Any) -> None:
    """The message of a failure is the text of the step's error, which knows nothing of the arrow."""
    describe = reporter._make_problem_description_for

    def described(element: str, scenario: Any, step: Any) -> Element:
        problem: Element = describe(element, scenario, step)
        arrow, message = arrow_of(scenario), problem.get("message", "")
        if arrow and not message.startswith(arrow):
            problem.set("message", f"{arrow}\n{message}")
        if step is None:  # its text is a traceback alone, and of what the checks found there is none
            text = next(iter(problem))
            text.text = f"{problem.get('message', '')}\n{text.text or ''}".removesuffix("\nTraceback:\n")
        return problem

    reporter._make_problem_description_for = described
