"""The regulation in force for a community, asked in the words of communities."""

from datetime import date, timedelta

from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import POSITIONS
from staffroom.shared.communities.models import Community
from staffroom.shared.organizations.models import District, OrganizationKind
from staffroom.shared.regulations.queries.rules import Rules, rules_of_district, rules_of_profile

JOIN_AT_ONCE = {"self", "registration"}


def rules_of(scope: District | Community) -> Rules:
    """The rules of a community (its own profile, its parent's or the district's) or of a district."""
    return (
        rules_of_profile(scope.profile_id)
        if isinstance(scope, Community)
        else rules_of_district(scope.pk)
    )


def powers_of_role(scope: District | Community, role: str) -> int | None:
    """The bits of a role's powers in this scope, None where the catalogue has no such role."""
    kind = "community" if isinstance(scope, Community) else "district"
    known = rules_of(scope).roles.get(role)
    return int(known.powers) if known is not None and known.scope == kind else None


def joins_at_once(community: Community, person: Person) -> bool:
    """Whether a person enters with no decision: by mode, by position and while there is room.

    `membership.mode`, `membership.positions`, `membership.limit` (BB-1.8.a: another position leads to
    a manual decision; BB-1.10: no limit unless the profile sets one).
    """
    rules = rules_of(community)
    if rules.choice("membership.mode") not in JOIN_AT_ONCE:
        return False
    if not position_is_named(rules, person.position):
        return False
    limit = rules.number("membership.limit")
    return limit is None or community.member_n < limit


def may_nest(scope: District | Community) -> bool:
    """Whether communities stand inside one another here (`structure.nesting`)."""
    return rules_of(scope).choice("structure.nesting") in {"children", "sections"}


def may_be_moderator(scope: District | Community, person: Person) -> str:
    """Why the regulation does not let this person moderate; empty when it does (BB-1.12.0, PD-4.7)."""
    source = rules_of(scope).choice("roles.moderator_source")
    if source == "members":
        return ""
    if source == "methodologists":
        fits = person.position == "methodologist"
    else:
        kind = (
            OrganizationKind.METHODICAL_CENTRE
            if source == "centre_staff"
            else OrganizationKind.EDUCATION_DEPARTMENT
        )
        fits = person.affiliations.filter(to_on=None, organization__kind=kind).exists()
    return "" if fits else MODERATORS[source]


MODERATORS = {
    "methodologists": "По положению района модераторами бывают методисты.",
    "centre_staff": "По положению района модераторами бывают сотрудники методического центра.",
    "department_staff": "По положению района модераторами бывают сотрудники управления образования.",
}


def position_is_named(rules: Rules, position: str) -> bool:
    """True when the position is in one of the groups that the regulation names."""
    known = POSITIONS.get(position)
    return known is not None and bool(set(known.groups) & set(rules.many("membership.positions")))


def is_silent(community: Community, *, on: date) -> int | None:
    """Days of silence beyond `content.max_gap_days`, None while all is well or the rule is off (TV-4.2.1)."""
    gap = rules_of(community).number("content.max_gap_days")
    if gap is None or community.active_at is None:
        return None
    days = (on - community.active_at.date()) // timedelta(days=1)
    return days if days > gap else None
