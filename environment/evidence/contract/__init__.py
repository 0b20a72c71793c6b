"""Whether the services keep what their OpenAPI documents promise, judged by what crossed the arrows."""

from environment.evidence.contract.breach import Breach
from environment.evidence.contract.check import Contracts

__all__ = ["Breach", "Contracts"]
