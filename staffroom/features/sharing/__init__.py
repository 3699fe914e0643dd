"""What organisations agree upon and what they give one another.

Nouns: Resource (общий ресурс), ResourceRequest (просьба о ресурсе), Agreement (договор организаций),
Side (сторона договора). Facts: a resource was offered, changed, taken off the board; it was asked for,
promised or refused, used or not; an agreement was begun, put to its sides, agreed by each, came into
force, its end was told, it ended or was extended.
"""
