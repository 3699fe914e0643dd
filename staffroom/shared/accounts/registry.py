"""Codes that a person's card may carry: positions, subjects, functions (data of the field, not of a district)."""

from enum import IntFlag, auto


class Power(IntFlag):
    """What a role may let its holder do; roles are data (`roles.catalogue`), powers are code."""

    SEE_ALL = auto()  # read everything published in the scope
    ADMIT = auto()  # decide on registrations
    MANAGE_PEOPLE = auto()  # staff lists, affiliations, cards of people
    MANAGE_ORGANIZATIONS = auto()  # organisations and departments
    MANAGE_COMMUNITIES = auto()  # create, move, archive communities
    MANAGE_MEMBERS = auto()  # invite, admit to, remove from a community
    MANAGE_STRUCTURE = auto()  # sections and menu of a community
    GRANT_ROLES = auto()  # appoint moderators and others
    MODERATE = auto()  # hide, restore, pin, close, move
    PUBLISH_NEWS = auto()  # news of the district, «на сайт»
    CHANGE_REGULATION = auto()  # the district's profile
    SEE_JOURNAL = auto()  # the journal of the scope
    SEE_STATISTICS = auto()
    REVIEW = auto()  # expert
    SEE_FLAGS = auto()  # staff-only marks (schools with low results)
    TECHNICAL = auto()  # health, storage, letters; no personal data
