"""What the Given sentences of a scenario have set: no sentence silently replaces what another one set."""

from __future__ import annotations

from dataclasses import dataclass, field


class SetTwice(AssertionError):
    """A sentence would replace what an earlier sentence of the scenario has set."""


@dataclass
class SetOnce:
    """The settings of a scenario, and the sentence that has made each of them.

    `sentence` is the sentence that runs now. A When sentence that says that something changes, such as
    `the customer checks out with another card`, changes it without a claim.
    """

    sentence: str = "a sentence"
    _made: dict[str, tuple[str, object]] = field(default_factory=dict)

    def claim(self, what: str) -> None:
        """Note that the sentence sets this. Raises SetTwice, with both sentences, where it is set already."""
        if what in self._made:
            raise self._set_twice(what)
        self._made[what] = (self.sentence, None)

    def agree(self, what: str, value: object) -> bool:
        """Note that the sentence sets this to a value; return whether it is the first to do so.

        Another sentence may say the same value again. Raises SetTwice, with both sentences, for another one.
        """
        _, known = self._made.get(what, ("", value))
        if known != value:
            raise self._set_twice(what)
        is_first = what not in self._made
        self._made.setdefault(what, (self.sentence, value))
        return is_first

    def _set_twice(self, what: str) -> SetTwice:
        first, _ = self._made[what]
        return SetTwice(
            f'{what} is set twice in this scenario: first by "{first}", then by "{self.sentence}". '
            "Keep one of them, or let a When sentence say that it changes."
        )
