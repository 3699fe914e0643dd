"""The size of modules and views, and where state may be changed."""

import ast
from pathlib import Path
import warnings

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "staffroom"
MODULES = sorted(path for path in PACKAGE.glob("**/*.py") if "migrations" not in path.parts)
HINT, LIMIT, VIEW_LIMIT = 400, 600, 25

WRITERS = {
    "save", "create", "update", "delete", "get_or_create", "update_or_create",
    "bulk_create", "bulk_update", "asave", "acreate", "aupdate", "adelete",
    "aget_or_create", "aupdate_or_create", "abulk_create", "abulk_update",
}  # fmt: skip
NOT_ROWS = {"actions", "session", "store", "self"}  # an action, a cookie's store, an adapter
READ_SHELVES = ("views", "forms", "jobs", "subscribers", "notices", "indexes", "panels", "feeds",
                "live", "files", "texts", "queries", "policies", "middleware", "adapters", "consumers")  # fmt: skip


def relative(path: Path) -> str:
    """The path as people name it."""
    return str(path.relative_to(ROOT))


def shelf_of(path: Path) -> str:
    """The shelf a module stands on: `views` for views.py and for views/topics.py."""
    inside = path.relative_to(PACKAGE).parts
    if inside[0] == "api":
        return "api"
    names = [*inside[:-1], path.stem]
    return next((name for name in names[2:] if name in READ_SHELVES), "")


def functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions of a module."""
    return [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function from `def`, without its docstring."""
    first = function.body[0]
    has_words = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    words = (first.end_lineno or 0) - first.lineno + 1 if has_words else 0
    return (function.end_lineno or 0) - function.lineno + 1 - words


def writes(tree: ast.AST) -> list[str]:
    """Calls that change rows: `.save(`, `.objects.create(`, `queryset.update(`, …

    A plain dict's or set's `update` is told from a queryset's by its name alone being keyworded:
    `things.update(field=…)` is a write, `names.update(others)` is not. A form's `save` is a write.
    """
    found = []
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        name = node.func.attr
        if name in {"update", "aupdate"} and (node.args or not node.keywords):
            continue
        if ast.unparse(node.func.value).split(".")[-1] in NOT_ROWS:
            continue
        if name in WRITERS:
            found.append(f"line {node.lineno}: .{name}()")
    return found


class LongModule(UserWarning):
    """A hint, shown at the end of the run."""


def parsed(*shelves: str) -> dict[str, ast.Module]:
    """Modules by name; of the shelves named, or of all that only read."""
    return {
        relative(path): ast.parse(path.read_text(encoding="utf-8"))
        for path in MODULES
        if (shelf_of(path) in shelves if shelves else shelf_of(path))
    }


def test_modules_are_not_too_long() -> None:
    lines = {relative(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    for name, count in lines.items():
        if count > HINT:
            warnings.warn(f"{name} has {count} lines: cut it by noun", LongModule, stacklevel=1)
    assert {name: count for name, count in lines.items() if count > LIMIT} == {}


def test_views_are_short() -> None:
    long = {
        f"{name}: {function.name}": body_lines(function)
        for name, tree in parsed("views").items()
        for function in functions(tree)
        if body_lines(function) > VIEW_LIMIT
    }
    assert long == {}


def test_state_changes_only_in_actions() -> None:
    assert {name: found for name, tree in parsed().items() if (found := writes(tree))} == {}


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("topic.save(update_fields=['title'])", 1),
        ("Topic.objects.create(title='x')", 1),
        ("Topic.objects.filter(pk=1).update(title='x')", 1),
        ("topics.delete()", 1),
        ("names.update(others)", 0),
        ("request.session.save()", 0),
        ("actions.update(topic=1)", 0),
        ("form.is_valid()", 0),
    ],
)
def test_the_rule_itself_sees_what_it_must(code: str, count: int) -> None:
    assert len(writes(ast.parse(code))) == count
