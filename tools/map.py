"""`make map`: who leans on whom, from the top storey down; the arrows are imports between apps."""

from collections import defaultdict
import sys

import grimp

GROUPS = ("shared", "features", "overviews")
ORDER = ("config", "demo", "api", "bridges", "overviews", "features", "shared", "ui", "core")


def app_of(module: str) -> str:
    """The app a module belongs to: `shared.accounts`, `core`."""
    parts = module.split(".")[1:]
    return ".".join(parts[: 2 if parts and parts[0] in GROUPS else 1])


def place(app: str) -> int:
    """The storey's place from the top; `__main__` stands above all."""
    storey = app.split(".", maxsplit=1)[0]
    return ORDER.index(storey) if storey in ORDER else -1


def leans() -> dict[str, dict[str, int]]:
    """For each app the apps it imports, with the number of importing modules."""
    graph = grimp.build_graph("staffroom")
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for module in graph.modules:
        app = app_of(module)
        targets = {app_of(one) for one in graph.find_modules_directly_imported_by(module)}
        for target in targets - {app, ""}:
            found[app][target] += 1
        if app:
            found.setdefault(app, defaultdict(int))
    return found


def main() -> int:
    """Print the map."""
    found = leans()
    for app in sorted(found, key=lambda one: (place(one), one)):
        below = ", ".join(f"{name} ({n})" for name, n in sorted(found[app].items()))
        print(f"{app:<24} → {below or 'nothing of ours'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
