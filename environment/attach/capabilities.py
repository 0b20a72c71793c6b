"""Which capabilities a target does not support: those for which its file has no section or key."""

from __future__ import annotations

from collections.abc import Mapping

from environment.attach.target_file import TargetFile
from environment.stack.service_settings import SERVICES
from steps.vocabulary.capabilities import Capability

READ_BY_STEPS = ("orders", "payments", "notifications")  # the databases that step sentences look at

_REASONS: Mapping[Capability, str] = {
    Capability.DATABASES: "its databases cannot be read",
    Capability.RESET: "it has data of others, so that nothing may be emptied or changed for all customers",
    Capability.SETTINGS: "what is set for everybody, such as a tax, could not be put back",
    Capability.FAULTS: "its traffic does not pass our proxies, so that no fault can be injected",
    Capability.CLOCK: "its clock cannot be moved",
    Capability.PARTS: "its services cannot be stopped and started",
    Capability.LOGS: "its logs cannot be read",
    Capability.SANDBOX: "its gateway is not our sandbox, and cannot be told what to answer",
    Capability.WEBHOOKS: "the secret that signs the webhooks of its gateway is not given",
    Capability.MAIL: "the mail that it sends cannot be read",
    Capability.SERVICE_TOKENS: "the keys that its services sign their tokens with are not all given",
    Capability.INSTANCES: "no second instance of its services can be started, nor its database crashed",
    Capability.BROWSER: "its pages are its own, and page objects are for those of our storefront",
}


def unsupported_by(file: TargetFile, *, puts_settings_back: bool = False) -> dict[Capability, str]:
    """Every capability that the target does not support, with the reason of the file, or with ours.

    `puts_settings_back`: the adapter of a shop undoes what a scenario has set for everybody.
    """
    databases, gateway = file.databases.given(), file.gateway
    can_be_emptied = (file.may_be_emptied and bool(databases)) or file.reset is not None
    supported = {
        Capability.DATABASES: all(service in databases for service in READ_BY_STEPS),
        Capability.RESET: can_be_emptied,
        Capability.SETTINGS: can_be_emptied or puts_settings_back,
        Capability.FAULTS: file.faults is not None,
        Capability.CLOCK: file.clock is not None,
        Capability.PARTS: file.parts is not None,
        Capability.LOGS: file.logs is not None,
        Capability.SANDBOX: gateway.control_token is not None,
        Capability.WEBHOOKS: gateway.webhook_secret is not None,
        Capability.MAIL: file.mail is not None,
        Capability.SERVICE_TOKENS: file.service_keys.given().keys() == set(SERVICES),
        Capability.INSTANCES: file.parts is not None and file.parts.instances,
        Capability.BROWSER: False,
    }
    missing = {capability: reason for capability, reason in _REASONS.items() if not supported[capability]}
    return missing | {Capability(name): why for name, why in file.unsupported.given().items()}
