"""Loaded first: a run from another folder is told so in one sentence, before any step is read."""

from environment.settings import require_project_folder

require_project_folder()
