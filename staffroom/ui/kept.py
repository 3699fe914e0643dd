"""Parts of a page that are drawn once: a macro kept with everything it was given.

    {% macro _who(name, key, note, when) %}…{% endmacro %}
    {% set who = kept(_who) %}

`who(…)` draws the macro the first time and gives the same words for the same arguments after. The
arguments are the whole key, values and types, so there is nothing to clear: a changed name, a hidden
text or another right of the reader is another key. What differs between two readers and is not
among the arguments cannot get in: a macro does not see the page's context, only plain values are
taken, and inside a kept part whatever asks the request refuses to answer (`never_kept`). The tokens
of forms are no exception: a form carries places for them, and the engine lays those of this answer
there when the page is ready (`ui.tokens`).

Python may keep a function in the same way: `replies = Kept(_replies)`. It is held to the same rule:
its arguments are all that it may look at.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, tzinfo
from functools import lru_cache, wraps
from itertools import chain
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from markupsafe import Markup

P = ParamSpec("P")
T = TypeVar("T")

ROOM = 12 * 2**20  # characters of kept parts and their keys in one process
LARGEST = 64 * 2**10  # a longer part is drawn anew each time
PLAIN = frozenset({str, Markup, SafeString, int, bool, float, type(None), datetime, date})
_taken: set[type] = set(PLAIN)  # and tuples of one shape

_is_keeping: ContextVar[bool] = ContextVar("is_keeping", default=False)
_drawn_in: ContextVar[tuple[str, tzinfo] | None] = ContextVar("drawn_in", default=None)


@contextmanager
def drawing() -> Iterator[None]:
    """A page is being drawn: its language and its time zone are asked once."""
    token = _drawn_in.set((get_language() or "", timezone.get_current_timezone()))
    try:
        yield
    finally:
        _drawn_in.reset(token)


def is_drawing() -> bool:
    """True inside a page."""
    return _drawn_in.get() is not None


def language() -> str:
    """The language of the page that is being drawn, or the active one."""
    drawn = _drawn_in.get()
    return drawn[0] if drawn else get_language() or ""


def zone() -> tzinfo:
    """The time zone of the page that is being drawn, or the active one."""
    drawn = _drawn_in.get()
    return drawn[1] if drawn else timezone.get_current_timezone()


def said(message: str) -> str:
    """A sentence of ours in the reader's language, found once for each."""
    return _said(message, language())


@lru_cache(maxsize=2_000)
def _said(message: str, _language: str) -> str:
    return gettext(message)


class Shelf:
    """Kept parts of this process, in two generations: the less asked for go first.

    What is asked for stands among the young. When these have filled half of the room, they become the
    old and those who were old go; an old one that is asked for again is young again. So finding a part
    is one look into a dictionary and writes nothing.
    """

    def __init__(self, room: int = ROOM) -> None:
        self.half = room // 2
        self.taken = 0  # by the young
        self.young: dict[Any, tuple[Markup, int]] = {}
        self.old: dict[Any, tuple[Markup, int]] = {}
        self.lock = Lock()

    def get(self, key: Any) -> Markup | None:
        """The part of this key, if it is here."""
        found = self.young.get(key)
        if found is None:
            found = self.old.get(key)
            if found is None:
                return None
            self.put(key, *found)
        return found[0]

    def put(self, key: Any, part: Markup, size: int) -> None:
        """Keep a part, making room for it."""
        with self.lock:
            if key in self.young:
                return
            if self.taken + size > self.half:
                self.young, self.old, self.taken = {}, self.young, 0
            self.young[key] = part, size
            self.taken += size

    def clear(self) -> None:
        """Forget everything (tests)."""
        with self.lock:
            self.young, self.old, self.taken = {}, {}, 0


SHELF = Shelf()


class Kept:
    """A macro or a function that draws once for each set of arguments (positional ones only).

    The language and the time zone of the page belong to the key too.
    """

    def __init__(self, macro: Callable[..., Any], shelf: Shelf = SHELF) -> None:
        self.macro = macro
        self.shelf = shelf

    def __call__(self, *args: Any) -> Markup:
        """The macro's words for these values.

        Raises:
            TypeError: a value that is not plain (a row, a request): its changes would not be seen.
        """
        key = (self, _drawn_in.get() or (language(), zone()), args, kind(args))
        part = self.shelf.get(key)
        return self._drawn(key, args) if part is None else part

    def _drawn(self, key: Any, args: tuple[Any, ...]) -> Markup:
        token = _is_keeping.set(True)
        try:
            part = Markup(self.macro(*args))  # noqa: S704 - what a macro gives is escaped already
        finally:
            _is_keeping.reset(token)
        return _kept(key, part, args, self.shelf)


def _kept(key: Any, part: Markup, args: tuple[Any, ...], shelf: Shelf = SHELF) -> Markup:
    size = len(part) + _length(args)
    if size <= LARGEST:
        shelf.put(key, part, size)
    return part


def kept_field(field: BoundField) -> Markup:
    """A field of a form, drawn once for equal words, value, choices and state of its control.

    A refused field, and one whose value or control is not plain, is drawn anew.
    """
    try:
        key = (language(), type(field.form), *_made_of(field))
    except TypeError:
        return _field(field)
    part = SHELF.get(key)
    return _kept(key, _field(field), key) if part is None else part


def _field(field: BoundField) -> Markup:
    return Markup(field if field.is_hidden else field.as_field_group())  # noqa: S704 - our own templates


def _made_of(field: BoundField) -> tuple[Any, ...]:
    """Everything that a field is drawn from.

    Raises:
        TypeError: something of it is not plain, or the field has been refused.
    """
    if field.errors:
        raise TypeError
    inner, widget = field.field, field.field.widget
    words = (field.html_name, field.auto_id, str(field.label), str(field.help_text), inner.required)
    choices = [(str(code), str(label)) for code, label in getattr(inner, "choices", ())]
    state = {
        name: value for name, value in vars(widget).items() if name not in {"choices", "_choices"}
    }
    values = (field.value(), inner.disabled, tuple(choices), _tuple(state))
    return (*words, type(widget), *values, kind(values))


def _tuple(value: Any) -> Any:
    """Lists and dictionaries of a control as a key."""
    if isinstance(value, dict):
        return tuple((name, _tuple(one)) for name, one in value.items())
    return tuple(map(_tuple, value)) if isinstance(value, list | tuple) else value


def kind(values: tuple[Any, ...]) -> Any:
    """The types of plain values, for the key: `True` is not 1, and safe words are not words.

    Beside the values themselves, which tell how tuples stand within tuples: first the types of these values,
    then of all that stands within their tuples, level by level.

    Raises:
        TypeError: a value is not plain.
    """
    inside = tuple(map(type, values))
    if _taken.issuperset(inside):
        return inside
    levels, within = [inside], values
    while not _taken.issuperset(inside):
        deep = [one for one in within if type(one) not in _taken]
        for one in deep:
            if not isinstance(one, tuple):
                message = f"a kept part takes plain values, not {type(one).__name__}"
                raise TypeError(message)
        within = tuple(chain.from_iterable(deep))
        inside = tuple(map(type, within))
        levels.append(inside)
    return tuple(levels)


def of_one_shape(kind: type[T]) -> type[T]:
    """Declare a tuple whose values bear the same types in all of its kind: they are not looked through each time.

    What it holds must come from columns of one query: equal values of it are then equal in type too.
    """
    _taken.add(kind)
    return kind


def never_kept(give: Callable[P, T]) -> Callable[P, T]:
    """Forbid a name of the templates inside kept parts: what it gives is this reader's or this day's."""

    @wraps(give)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
        if _is_keeping.get():
            message = f"{give.__name__}() is not the same for all and for ever: give its answer to the kept part"
            raise RuntimeError(message)
        return give(*args, **kwargs)

    return guarded


def _length(values: tuple[Any, ...]) -> int:
    """About how many characters a key holds."""
    return 100 + sum(
        len(value) if isinstance(value, str) else _length(value) if isinstance(value, tuple) else 0
        for value in values
    )
