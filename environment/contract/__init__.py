"""Whether the services keep what their OpenAPI documents promise, judged by what crossed the arrows."""

from environment.contract.breach import Breach
from environment.contract.check import Contracts

__all__ = ["Breach", "Contracts"]
