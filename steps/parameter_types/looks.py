"""What a person looks at."""

from __future__ import annotations

from steps.parameter_types.phrases import one_of
from steps.tasks.looks import LOOKS

TYPES = {"Look": one_of({each: each for each in LOOKS})}
