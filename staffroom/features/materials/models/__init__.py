"""Tables of the bank of materials."""

from staffroom.features.materials.models.cards import Children, Material
from staffroom.features.materials.models.guarding import PupilsAnswer, PupilsReason
from staffroom.features.materials.models.uses import Use
from staffroom.features.materials.models.versions import Version

__all__ = ["Children", "Material", "PupilsAnswer", "PupilsReason", "Use", "Version"]
