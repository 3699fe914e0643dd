"""Every address of the installation, with its methods and what guards it."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
import inspect
import textwrap
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

READING = frozenset({"GET", "HEAD", "OPTIONS"})
GUARDS = ("policies", "actions")


@dataclass(frozen=True, slots=True)
class Route:
    """One address: its pattern, its name, the methods it answers, the rules its view names.

    `methods` is empty when the view does not state them; `guards` are the `policies.…` and
    `actions.…` that stand in the view's own text.
    """

    path: str
    name: str
    methods: tuple[str, ...]
    guards: tuple[str, ...]
    view: str
    words: str


def layers(view: Callable[..., Any]) -> Iterator[Callable[..., Any]]:
    """The view and everything it wraps, from the outside in."""
    while view is not None:
        yield view
        view = getattr(view, "__wrapped__", None)  # type: ignore[assignment]


def closed_over(view: Callable[..., Any]) -> dict[str, Any]:
    """What a function keeps in its closure, by name."""
    cells = getattr(view, "__closure__", None) or ()
    names = view.__code__.co_freevars if cells else ()
    return {name: cell.cell_contents for name, cell in zip(names, cells, strict=True)}


def methods_of(view: Callable[..., Any]) -> tuple[str, ...]:
    """The methods a view says it answers (HEAD and OPTIONS go without saying)."""
    for layer in layers(view):
        kept = closed_over(layer)
        if "request_method_list" in kept:
            return _spoken(kept["request_method_list"])
        operations = getattr(kept.get("self"), "operations", None)  # a path of the API
        if operations:
            return _spoken(method for one in operations for method in one.methods)
        owner = getattr(layer, "view_class", None)
        if owner:
            return _spoken(name.upper() for name in owner.http_method_names if hasattr(owner, name))
    return ()


def _spoken(methods: Any) -> tuple[str, ...]:
    return tuple(sorted(set(methods) - {"HEAD", "OPTIONS"}))


def guards_of(view: Callable[..., Any]) -> tuple[str, ...]:
    """Decorators and the policies and actions that the view's text names."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(list(layers(view))[-1])))
    except (OSError, TypeError, SyntaxError):
        return ()
    found = {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in GUARDS
    }
    function = tree.body[0]
    for decorator in getattr(function, "decorator_list", ()):
        found.add("@" + ast.unparse(decorator))
    return tuple(sorted(found))


def routes() -> list[Route]:
    """All routes in the order in which addresses are tried."""
    return list(_walk(get_resolver().url_patterns, "/", ""))


def _walk(patterns: list[Any], prefix: str, space: str) -> Iterator[Route]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if isinstance(pattern, URLResolver):
            inner = ":".join(part for part in (space, pattern.namespace) if part)
            yield from _walk(pattern.url_patterns, path, inner)
        elif isinstance(pattern, URLPattern):
            view = pattern.callback
            innermost = list(layers(view))[-1]
            yield Route(
                path=path,
                name=":".join(part for part in (space, pattern.name) if part),
                methods=methods_of(view),
                guards=guards_of(view),
                view=f"{innermost.__module__}.{getattr(innermost, '__qualname__', '')}",
                words=(inspect.getdoc(innermost) or "").partition("\n")[0],
            )
