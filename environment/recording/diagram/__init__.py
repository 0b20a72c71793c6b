"""Sequence diagrams of what really crossed the arrows."""

from environment.recording.diagram.drawing import sequence_diagram
from environment.recording.diagram.timeline import Moment

__all__ = ["Moment", "sequence_diagram"]
