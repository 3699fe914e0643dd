"""Tables of shelves."""

from staffroom.features.collections.models.advice import Pick, Recommendation
from staffroom.features.collections.models.exchange import Wish
from staffroom.features.collections.models.novelties import Novelty
from staffroom.features.collections.models.shelves import (
    Collection,
    Follower,
    Item,
    Openness,
    Shape,
)

__all__ = [
    "Collection",
    "Follower",
    "Item",
    "Novelty",
    "Openness",
    "Pick",
    "Recommendation",
    "Shape",
    "Wish",
]
