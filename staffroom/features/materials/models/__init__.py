"""Tables of the bank of materials."""

from staffroom.features.materials.models.cards import (
    Children,
    Material,
    codes_in,
    kept_codes,
    marked,
)
from staffroom.features.materials.models.guarding import PupilsAnswer, PupilsReason
from staffroom.features.materials.models.opening import (
    UNDER_WAY,
    Opening,
    OpeningAct,
    OpeningState,
    OpeningStep,
)
from staffroom.features.materials.models.recordings import Adults, Recording
from staffroom.features.materials.models.uses import Use
from staffroom.features.materials.models.versions import Version

__all__ = [
    "UNDER_WAY",
    "Adults",
    "Children",
    "Material",
    "Opening",
    "OpeningAct",
    "OpeningState",
    "OpeningStep",
    "PupilsAnswer",
    "PupilsReason",
    "Recording",
    "Use",
    "Version",
    "codes_in",
    "kept_codes",
    "marked",
]
