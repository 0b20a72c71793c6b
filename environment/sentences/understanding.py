"""Why a step of a feature is none of the sentences, and what to write instead."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Sequence
from functools import cache
from itertools import combinations
from typing import Any

from behave.matchers import MatchWithError

from environment.sentences.nearest import Guess, nearest
from environment.sentences.sentence import Placeholder, Sentence
from steps.parameter_types.phrases import ValueNotAllowed

# How much of a step has to be the words of a sentence that it means, by how many of its values are wrong.
_FEWEST_LITERALS = {1: 0.25, 2: 0.33}
_LISTS = "there are: "  # an error of a converter that lists what it knows
_LOOKALIKES = {
    **dict.fromkeys("\u201c\u201d\u201e", '"'),
    **dict.fromkeys("\u2018\u2019", "'"),
    **dict.fromkeys("\u00a0\u2009\u202f", " "),
}


class ExplainingRegistry:
    """behave's step registry for a run: a step that is no sentence is undefined, and its error says why."""

    def __init__(self, registry: Any) -> None:
        self._registry = registry

    def find_match(self, step: Any) -> Any:
        """The definition of a step with its converted values; None for one that is no sentence."""
        match = self._registry.find_match(step)
        why = misunderstanding(step, match, self._registry)
        if why:
            step.error_message = why
        return None if why else match


def misunderstanding(step: Any, match: Any, registry: Any) -> str:
    """What is wrong with a step, and what to write; empty where it is a sentence of behave's step registry.

    `match` is what the registry found for the step.
    """
    if match is None:
        return _unknown(step, registry)
    if isinstance(match, MatchWithError):
        return _not_allowed(match, registry, step)
    return _superfluous(step, match.func)


def sentences_of(registry: Any) -> list[Sentence]:
    """The sentences of behave's step registry, in the order of their definition."""
    return [Sentence.of(each) for definitions in registry.steps.values() for each in definitions]


def _not_allowed(match: MatchWithError, registry: Any, step: Any) -> str:
    """A value that its converter refuses."""
    error = match.stored_error
    if not isinstance(error, ValueNotAllowed):
        return f'"{step.name}" is not understood: {error}'
    for sentence in _of_type(registry, step.step_type):
        found = sentence.match(step.name)
        for placeholder in sentence.placeholders if found else ():
            if found and found[placeholder.name] == error.value and _problem_of(placeholder, error.value):
                return _wrong_value(sentence, placeholder, error.value)
    return f'"{error.value}" is not allowed: {error.problem}'


def _unknown(step: Any, registry: Any) -> str:
    text, of_type = step.name, _of_type(registry, step.step_type)
    said = f'no sentence is "{step.keyword} {text}"'
    if odd := "".join(each for each in _LOOKALIKES if each in text):
        straight = text.translate(str.maketrans(_LOOKALIKES))
        if any(each.match(straight) for each in of_type):
            return f'{said}: it has {odd!r}; write "{straight}", with characters of the keyboard'
    every = sentences_of(registry)
    for other in every:
        if other.step_type != step.step_type and other.match(text):
            return f"{said}: it is a {other.step_type.title()} sentence ({other.where})"
    return _wrong_values(text, of_type) or f"{said}{_hint(nearest(step.step_type, text, every))}"


def _wrong_values(text: str, sentences: Sequence[Sentence]) -> str:
    """The values that are wrong if the text is one of these sentences apart from them; empty if none."""
    for wrong, fewest in _FEWEST_LITERALS.items():
        found = [
            (len("".join(sentence.literals)), problems)
            for sentence in sentences
            if len("".join(sentence.literals)) >= fewest * len(text)
            and (problems := _problems_in(sentence, text, wrong))
        ]
        if found:
            return "; ".join(max(found, key=lambda each: each[0])[1])
    return ""


def _problems_in(sentence: Sentence, text: str, wrong: int) -> list[str]:
    """What is wrong where so many placeholders of the sentence have another text than they allow."""
    typed = [each for each in sentence.placeholders if each.type]
    for chosen in combinations(typed, wrong):
        if found := sentence.match(text, frozenset(each.name for each in chosen)):
            return [_wrong_value(sentence, each, found[each.name]) for each in chosen]
    return []


def _wrong_value(sentence: Sentence, placeholder: Placeholder, value: str) -> str:
    problem = _problem_of(placeholder, value)
    advice = problem if _LISTS in problem else "; ".join(filter(None, [problem, placeholder.to_write()]))
    said = f'"{value}" cannot stand for {{{placeholder.name}}} in "{sentence.words}"'
    return f"{said} ({sentence.where}): {advice}"


def _problem_of(placeholder: Placeholder, value: str) -> str:
    """What the converter says about a value; empty for one that it takes, or never sees."""
    if placeholder.converter is None or not re.fullmatch(placeholder.pattern, value):
        return ""
    try:
        placeholder.converter(value)
    except ValueError as error:
        return str(error)
    return ""


def _hint(guesses: Sequence[Guess]) -> str:
    if not guesses:
        return "; `make sentences` lists all there are"
    first, *others = guesses
    found = f'did you mean "{_written(first)}"?' if first.corrected else f'the nearest is "{_written(first)}"'
    return f": {found} ({first.sentence.where})" + "".join(
        f', or "{_written(each)}" ({each.sentence.where})' for each in others
    )


def _written(guess: Guess) -> str:
    return f"{guess.sentence.step_type.title()} {guess.corrected or guess.sentence.words}"


def _superfluous(step: Any, function: Callable[..., Any]) -> str:
    """A table or a text below a step that does not read it."""
    for what, kind in (("table", "table"), ("text", "text in quotes")):
        if getattr(step, what) is not None and what not in _read_by(inspect.unwrap(function)):
            return f'the {kind} below "{step.keyword} {step.name}" is not read: say it in the sentence'
    return ""


@cache
def _read_by(function: Callable[..., Any]) -> frozenset[str]:
    """The attributes of `context` that a step function reads."""
    tree = ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function))))
    return frozenset(
        node.attr
        for node in tree
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "context"
    )


def _of_type(registry: Any, step_type: str) -> list[Sentence]:
    return [Sentence.of(each) for each in (*registry.steps[step_type], *registry.steps["step"])]
