"""Builds one Allure result from the events of a scenario, and writes it."""

from __future__ import annotations

import hashlib
import time
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import allure_commons
from allure_behave.listener import AllureListener
from allure_behave.utils import step_table
from allure_commons.model2 import Parameter, StatusDetails, TestResult, TestStepResult
from allure_commons.types import AttachmentType, LabelType

from environment.reporting.behave_model import folder_title, identity_of, row_of, rule_of, title_of
from environment.reporting.description import narrative_of, paragraphs
from environment.reporting.labels import RUN_TWICE, add_label, label_result
from environment.reporting.lost_reports import tolerated
from environment.reporting.results_folder import write_environment
from environment.reporting.status_details import details_of_scenario, details_of_step, status_of

PLUGIN_NAME = "acceptance-listener"


class AcceptanceListener(AllureListener):  # type: ignore[misc]  # allure-behave has no types
    """allure-behave's listener for `allure.attach` and `allure.step`, with results of our own."""

    def __init__(self, config: Any, folder: Path) -> None:
        super().__init__(config)
        self._folder = folder
        self._environment: dict[str, str] = {}
        self._shown: list[str] = []
        self.current_scenario_uuid: str | None = None

    @property
    def current(self) -> TestResult | None:
        """The result of the scenario that is running."""
        return self.logger.get_test(self.current_scenario_uuid) if self.current_scenario_uuid else None

    def begin(self, scenario: Any, ordinal: int = 0) -> None:
        """Open a result. `ordinal` distinguishes scenarios with the same title: 0 for the first."""
        self.current_scenario_uuid = _new_id()
        self.group_context.enter()
        self.steps.clear()
        self._shown.clear()
        self.logger.schedule_test(self.current_scenario_uuid, self._result(scenario, ordinal))

    def finish(self, scenario: Any, outcome: tuple[str, StatusDetails | None] | None = None) -> TestResult:
        """Close the result with behave's status and details, or with those given, and return it."""
        self.flush_steps()
        result: TestResult = self.logger.get_test(self.current_scenario_uuid)
        status, details = outcome or (status_of(scenario), details_of_scenario(scenario))
        result.status, result.statusDetails, result.stop = status, details, _now()
        result.descriptionHtml = "\n".join([*self._shown, narrative_of(scenario)]).strip() or None
        if status not in {"passed", "skipped"}:
            self._attach_captured(scenario)
        self.logger.close_test(self.current_scenario_uuid)
        self.group_context.append_test(self.current_scenario_uuid)
        self.group_context.exit()
        self.current_scenario_uuid = None
        return result

    def _result(self, scenario: Any, ordinal: int) -> TestResult:
        rule, identity = rule_of(scenario), identity_of(scenario, ordinal)
        result = TestResult(uuid=self.current_scenario_uuid, start=_now())
        result.name = title_of(scenario)
        result.fullName = f"{Path(scenario.filename).as_posix()}:{scenario.line}"
        result.historyId = result.testCaseId = hashlib.sha256(identity.encode()).hexdigest()
        path = [folder_title(scenario.filename), scenario.feature.name, rule.name if rule else None]
        result.titlePath = [part for part in path if part]
        result.parameters = [Parameter(name=name, value=value) for name, value in row_of(scenario).items()]
        label_result(result, scenario, self.behave_config.userdata)
        return result

    def _attach_captured(self, scenario: Any) -> None:
        text = scenario.captured.make_simple_report().strip()
        if text:
            self.attach_to_scenario(text, "captured output", AttachmentType.TEXT, None)

    def start_behave_step(self, step: Any) -> None:
        """Open a step, with its table and its text attached."""
        self.current_step_uuid = _new_id()
        self.logger.start_step(
            None, self.current_step_uuid, TestStepResult(name=f"{step.keyword} {step.name}", start=_now())
        )
        if step.text:
            self.attach_data(str(step.text), "text", AttachmentType.TEXT, None)
        if step.table:
            self.attach_data(step_table(step), "table", AttachmentType.CSV, None)

    def stop_behave_step(self, result: Any) -> None:
        """Close a step with behave's status."""
        details = details_of_step(result)
        self.logger.stop_step(
            self.current_step_uuid, stop=_now(), status=status_of(result), statusDetails=details
        )

    def mark_run_twice(self, lost: str) -> None:
        """Say that this is the second run of the scenario, and why the first one does not count."""
        self.add_label(RUN_TWICE, [lost])
        self.add_label(LabelType.TAG, ["run-twice"])
        self.show(paragraphs([f"Run twice, since {lost}."]))

    # Calls of the allure API in steps and hooks.

    @allure_commons.hookimpl
    def attach_data(self, body: str | bytes, name: str, attachment_type: Any, extension: str | None) -> None:
        """Attach to the innermost open step; outside of a scenario to the run."""
        attach = self.logger.attach_data if self.current else self.logger.global_attach_data
        attach(_new_id(), body, name=name, attachment_type=attachment_type, extension=extension)

    @allure_commons.hookimpl
    def attach_file(self, source: str, name: str, attachment_type: Any, extension: str | None) -> None:
        """Attach to the innermost open step; outside of a scenario to the run."""
        attach = self.logger.attach_file if self.current else self.logger.global_attach_file
        attach(_new_id(), source, name=name, attachment_type=attachment_type, extension=extension)

    @allure_commons.hookimpl
    def add_label(self, label_type: str, labels: Iterable[object]) -> None:
        """allure.dynamic.label, severity, epic, feature, story, tag and the rest."""
        if self.current:
            add_label(self.current, str(label_type), labels)

    @allure_commons.hookimpl
    def add_title(self, test_title: str) -> None:
        """allure.dynamic.title."""
        if self.current:
            self.current.name = test_title

    @allure_commons.hookimpl
    def add_parameter(self, name: str, value: object, excluded: bool | None, mode: Any) -> None:
        """allure.dynamic.parameter."""
        if self.current:
            chosen = getattr(mode, "value", mode)
            self.current.parameters.append(
                Parameter(name=name, value=str(value), excluded=excluded, mode=chosen)
            )

    @allure_commons.hookimpl
    def add_description(self, test_description: str) -> None:
        """allure.dynamic.description, shown as a paragraph above the text of the feature file."""
        self.show(paragraphs(test_description.splitlines()))

    @allure_commons.hookimpl
    def add_description_html(self, test_description_html: str) -> None:
        """allure.dynamic.description_html, shown above the text of the feature file."""
        self.show(test_description_html)

    def attach_to_scenario(self, body: str | bytes, name: str, kind: Any, extension: str | None) -> None:
        """Attach to the scenario, also while a step is open; outside of a scenario to the run."""
        to = {"name": name, "attachment_type": kind, "extension": extension}
        if self.current:
            self.logger.attach_data(_new_id(), body, parent_uuid=self.current_scenario_uuid, **to)
        else:
            self.logger.global_attach_data(_new_id(), body, **to)

    def show(self, html: str) -> None:
        """Put a block at the top of the scenario's page, below earlier blocks."""
        if self.current:
            self._shown.append(html)

    def describe_where_unknown(self, properties: Mapping[str, str]) -> None:
        """Add the properties of the run that no other ones have described."""
        unknown = {key: value for key, value in properties.items() if key not in self._environment}
        if unknown:
            self.describe_environment(unknown)

    def describe_environment(self, properties: Mapping[str, str]) -> None:
        """Add properties of the run to the report."""
        self._environment.update(properties)
        with tolerated(self._folder):
            write_environment(self._folder, self._environment)


def _new_id() -> str:
    return str(uuid.uuid4())


def _now() -> int:
    """Milliseconds since 1970, as Allure's results count them."""
    return time.time_ns() // 1_000_000
