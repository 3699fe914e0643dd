"""Domain events: frozen, named by their app, about one subject, ids and codes only."""

from collections.abc import Iterator
import dataclasses
from datetime import date, datetime
from importlib import import_module
from importlib.util import find_spec
import types
import typing

from django.apps import apps
import pytest

from staffroom.core.events import Event

PLAIN = {int, str, bool, float, date, datetime, type(None)}


def load_events() -> None:
    """Import the `events` module of every app of ours."""
    for config in apps.get_app_configs():
        name = f"{config.name}.events"
        if config.name.startswith("staffroom.") and find_spec(name):
            import_module(name)


def below(kind: type[Event]) -> Iterator[type[Event]]:
    """All event classes of the product under a class."""
    for child in kind.__subclasses__():
        if child.__module__.startswith("staffroom."):
            yield child
        yield from below(child)


load_events()
# A slotted dataclass is made twice; the first, unslotted making stays among the subclasses.
EVENTS = sorted(
    {kind for kind in below(Event) if "__slots__" in vars(kind)}, key=lambda kind: kind.__name__
)
FACTS = [kind for kind in EVENTS if kind.code or not kind.__subclasses__()]


def called(kind: type[Event]) -> str:
    """How an event is called in the run's output."""
    return f"{kind.__module__}.{kind.__name__}"


def is_plain(hint: object) -> bool:
    """True for a number, a code, a moment, or a tuple or union of such."""
    if hint in PLAIN or hint is Ellipsis:
        return True
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) in {tuple, typing.Union}:
        return all(is_plain(part) for part in typing.get_args(hint))
    return False


@pytest.mark.parametrize("kind", FACTS, ids=called)
def test_event_is_a_proper_fact(kind: type[Event]) -> None:
    parameters = kind.__dataclass_params__
    assert parameters.frozen
    assert kind.__doc__
    assert not kind.__doc__.startswith(f"{kind.__name__}(")  # the dataclass's own text
    app = apps.get_containing_app_config(kind.__module__)
    assert app is not None
    assert kind.code.split(".")[0] == app.label
    assert len(kind.code.split(".")) >= 2


@pytest.mark.parametrize("kind", FACTS, ids=called)
def test_event_names_its_subject_and_carries_no_words(kind: type[Event]) -> None:
    hints = typing.get_type_hints(kind)
    fields = {field.name: hints[field.name] for field in dataclasses.fields(kind)}
    assert kind.subject in fields
    assert {"district_id", "actor_id"} <= set(fields)
    assert {name: hint for name, hint in fields.items() if not is_plain(hint)} == {}


def test_codes_are_told_apart() -> None:
    codes = [kind.code for kind in FACTS]
    assert sorted(codes) == sorted(set(codes))
    assert codes
