"""An import-linter contract: an app is entered through its front doors only."""

from collections.abc import Iterator

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class FrontDoors(Contract):
    """Other apps see only the named modules of an app; `exempt` packages may go anywhere."""

    groups = fields.ListField(subfield=fields.StringField())
    doors = fields.ListField(subfield=fields.StringField())
    exempt = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001 - the base's signature
        """Find every import that goes past the front doors."""
        found = sorted(pair for module in graph.modules for pair in self.trespasses(graph, module))
        return ContractCheck(kept=not found, metadata={"found": found})

    def trespasses(self, graph: ImportGraph, visitor: str) -> Iterator[tuple[str, str]]:
        """Pairs of (visitor, what it entered) that are not allowed."""
        if visitor.startswith(tuple(self.exempt)):  # type: ignore[arg-type]  # the field yields its value
            return
        for target in graph.find_modules_directly_imported_by(visitor):
            for group in self.groups:  # type: ignore[attr-defined]
                app, *inside = target.removeprefix(f"{group}.").split(".")
                away = target.startswith(f"{group}.") and not f"{visitor}.".startswith(
                    f"{group}.{app}."
                )
                if away and (not inside or inside[0] not in self.doors):  # type: ignore[operator]
                    yield visitor, target

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each trespass on its own line."""
        for visitor, target in check.metadata["found"]:
            output.print_error(f"{visitor} enters {target} past the front doors")
