"""Everything people publish and talk about: one shape, one feed, one access rule.

Nouns: Publication, Placement, Reader, Comment, Revision, ReadMark, Reaction, Subscription, Tag.
States: PublicationPublished, PublicationEdited, PublicationMoved, PublicationClosed,
PublicationPinned,
PublicationHidden, PublicationRestored, CommentAdded, CommentEdited, CommentHidden, CommentRestored,
CommentRemoved, SolutionChosen, Thanked.
"""
