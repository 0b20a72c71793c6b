"""The words that tell what a change is about: those of the lines that differ, and of where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from environment.choosing.change.changed_file import ChangedFile
from environment.choosing.change.code_change import code_change
from environment.choosing.likely.likeness import words_of


def words_of_change(files: Iterable[ChangedFile]) -> Counter[str]:
    """The stems, with how often each occurs. A file that is no text has the words of its path alone."""
    return words_of(" ".join(text for each in files for text in _texts(each)))


def _texts(file: ChangedFile) -> Iterator[str]:
    yield file.path.partition("/")[2]
    if not file.is_text:
        return
    if file.path.endswith(".py"):
        change = code_change(file.before, file.after)
        yield from change.functions | change.names
    before, after = (file.before or "").splitlines(), (file.after or "").splitlines()
    for tag, old, old_end, new, new_end in SequenceMatcher(None, before, after).get_opcodes():
        if tag != "equal":
            yield from before[old:old_end]
            yield from after[new:new_end]
