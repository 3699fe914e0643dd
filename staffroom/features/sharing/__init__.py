"""What organisations agree upon and what they give one another.

Nouns: Resource (общий ресурс), ResourceRequest (просьба о ресурсе). Facts: a resource was offered,
changed, taken off the board; it was asked for, promised or refused, used or not.
"""
