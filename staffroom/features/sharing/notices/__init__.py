"""What people are told about what organisations share and agree upon."""

from staffroom.features.sharing.notices import agreements, partners, resources

__all__ = ["agreements", "partners", "resources"]
