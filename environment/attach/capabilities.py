"""What a target can do, as its file says: what no section speaks of, it lacks."""

from __future__ import annotations

from collections.abc import Mapping

from environment.attach.file import TargetFile
from steps.vocabulary.capabilities import Capability

READ_BY_STEPS = ("orders", "payments", "notifications")  # whose databases the sentences of features look at

_REASONS: Mapping[Capability, str] = {
    Capability.DATABASES: "its databases cannot be read",
    Capability.EMPTYING: "it has data of others, so that nothing may be emptied or changed for everybody",
    Capability.FAULTS: "its traffic does not pass ports of ours, so that nothing can go wrong on purpose",
    Capability.CLOCK: "its time cannot be moved",
    Capability.PARTS: "its services cannot be stopped and started",
    Capability.LOGS: "its logs cannot be read",
    Capability.SANDBOX: "its gateway is not the sandbox, and cannot be told what to do",
    Capability.WEBHOOKS: "the secret that its gateway signs news with is not known",
    Capability.MAIL: "the mail it sends cannot be read",
    Capability.PASSES: "the key by which its services know each other is not given",
    Capability.INSTANCES: "no second instance of its services can be started, nor its database crashed",
}


def lacks_of(file: TargetFile) -> dict[Capability, str]:
    """Every capability that is missing, with the reason: the file's own, or what is not in the file."""
    able = {
        Capability.DATABASES: all(service in file.databases for service in READ_BY_STEPS),
        Capability.EMPTYING: file.may_be_emptied and bool(file.databases),
        Capability.FAULTS: file.faults is not None,
        Capability.CLOCK: file.clock is not None,
        Capability.PARTS: file.parts is not None,
        Capability.LOGS: file.logs is not None,
        Capability.SANDBOX: "control_token" in file.gateway,
        Capability.WEBHOOKS: "webhook_secret" in file.gateway,
        Capability.MAIL: file.mail is not None,
        Capability.PASSES: file.service_token_key is not None,
        Capability.INSTANCES: file.parts is not None and file.instances,
    }
    missing = {capability: reason for capability, reason in _REASONS.items() if not able[capability]}
    return missing | dict(file.lacks)
