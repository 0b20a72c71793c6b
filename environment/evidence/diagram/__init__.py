"""Sequence diagrams of what really crossed the arrows."""

from environment.evidence.diagram.drawing import sequence_diagram
from environment.evidence.diagram.timeline import Moment

__all__ = ["Moment", "sequence_diagram"]
