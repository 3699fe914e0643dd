"""The regulation in force for a community, asked in the words of communities."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import POSITIONS, Power, groups_of
from staffroom.shared.communities.models import (
    AdmissionState,
    Community,
    CommunityKind,
    CommunityState,
    Membership,
    MembershipState,
    Order,
    RoleGrant,
    ScopeKind,
)
from staffroom.shared.organizations.models import Affiliation, District, OrganizationKind
from staffroom.shared.regulations.queries.rules import (
    Role,
    Rules,
    rules_of_district,
    rules_of_profile,
    values,
)

JOIN_AT_ONCE = {"self", "registration"}
NESTING = {
    "children",
    "sections",
}  # values of `structure.nesting` by which one stands inside another


def rules_of(scope: District | Community) -> Rules:
    """The rules of a community (its own profile, its parent's or the district's) or of a district."""
    return (
        rules_of_profile(scope.profile_id)
        if isinstance(scope, Community)
        else rules_of_district(scope.pk)
    )


def rules_beside(community: Community) -> Rules:
    """The rules of a community that was read just now together with its profile: no query more."""
    current = community.profile.current_id
    return rules_of_profile(community.profile_id) if current is None else values(current)


def role_in(scope: District | Community, code: str) -> Role | None:
    """The role of this code in this scope, None where the catalogue has no such role."""
    kind = "community" if isinstance(scope, Community) else "district"
    known = rules_of(scope).roles.get(code)
    return known if known is not None and known.scope == kind else None


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


@dataclass(frozen=True, slots=True)
class Least:
    """How many people of how many organisations a community begins with, and whether with a leader."""

    persons: int
    organizations: int
    leader: bool


def least_of(community: Community) -> Least | None:
    """What the regulation asks for before work begins (`membership.min`); None where nothing.

    A creative group gathers freely (BT-O.1.7): nobody counts it.
    """
    if community.kind == CommunityKind.WORKING_GROUP:
        return None
    asked = rules_of(community)["membership.min"]
    least = Least(asked["persons"], asked["organizations"], asked["leader"])
    return None if least == Least(1, 1, leader=False) else least


def what_lacks(community: Community) -> str:
    """Why the community cannot begin to work, with the numbers of today; empty when it can (BT-1.3b.2)."""
    least = least_of(community)
    if least is None:
        return ""
    members = Membership.objects.filter(community=community, state=MembershipState.ACTIVE)
    people = members.values("person")
    persons = members.count()
    places = (
        Affiliation.objects.filter(person__in=people, to_on=None)
        .values("organization")
        .distinct()
        .count()
    )
    is_led = not least.leader or _is_led(community)
    if persons >= least.persons and places >= least.organizations and is_led:
        return ""
    asked = _("участников не меньше %(persons)s, организаций не меньше %(places)s") % {
        "persons": least.persons, "places": least.organizations,
    }  # fmt: skip
    now = _("Сейчас участников: %(persons)s, организаций: %(places)s") % {
        "persons": persons, "places": places,
    }  # fmt: skip
    leader = _(" и есть руководитель") if least.leader else ""
    nobody = "" if is_led else _(", руководителя нет")
    begins = _("По положению сообщество начинает работу, когда")
    return f"{begins} {asked}{leader}. {now}{nobody}."


def _is_led(community: Community) -> bool:
    grants = RoleGrant.objects.filter(
        scope_kind=ScopeKind.COMMUNITY, scope_id=community.pk, to_at=None
    )
    return any(bits & Power.MANAGE_MEMBERS for bits in grants.values_list("powers", flat=True))


BY_ORDER = ("order", "application")
ENDED = (CommunityState.CLOSED, CommunityState.ARCHIVED)


def begins_by_order(community: Community) -> bool:
    """Whether work begins by an order (`creation.mode`).

    A creative group gathers freely (BT-O.1.7); a section is a part of a community that has its order.
    """
    return _is_ordered(community) and rules_of(community).choice("creation.mode") in BY_ORDER


def ends_by_order(community: Community) -> bool:
    """Whether work ends by an order (`lifecycle.closure`)."""
    return _is_ordered(community) and rules_of(community).choice("lifecycle.closure") == "order"


def joins_by_order(community: Community) -> bool:
    """Whether the composition is fixed by an order: consent first, then paper (PD-3.1, PD-4.4.a)."""
    return _is_ordered(community) and rules_beside(community).choice("membership.mode") == "roster"


def moderates_by_order(scope: District | Community) -> bool:
    """Whether only an order makes somebody a moderator (`roles.moderator_appointed_by`, PD-4.4.b)."""
    return rules_of(scope).choice("roles.moderator_appointed_by") == "order"


def _is_ordered(community: Community) -> bool:
    is_part = community.kind == CommunityKind.SECTION and community.parent_id is not None
    return community.kind != CommunityKind.WORKING_GROUP and not is_part


def order_asked(community: Community, to: str) -> bool:
    """Whether this step rests on an order with its number and date (OL-1.6.a).

    To work from a draft or after an end; to an end from work. What never worked is put away freely.
    """
    was = community.state
    if to == CommunityState.ACTIVE:
        return was != CommunityState.SUSPENDED and begins_by_order(community)
    is_end = to in ENDED and was not in (CommunityState.DRAFT, *ENDED)
    return is_end and ends_by_order(community)


def why_no_order(community: Community, to: str, order: Order | None) -> str:
    """Why the step cannot be made without an order; empty when it can."""
    if (order is not None and order.number.strip()) or not order_asked(community, to):
        return ""
    if to == CommunityState.ACTIVE:
        return _("По положению сообщество начинает работу по приказу: нужны его номер и дата.")
    return _("По положению работу сообщества заканчивает приказ: нужны его номер и дата.")


def closing_basis(community: Community) -> str:
    """The basis on which work ends here, in the words of `lifecycle.closure`."""
    return CLOSING[rules_of(community).choice("lifecycle.closure")]


CLOSING = {
    "moderator": "Решение тех, кто ведёт сообщество",
    "term_end": "Конец срока работы",
    "centre": "Решение методического центра",
    "verdict": "Вывод о решении задачи",
    "order": "Приказ о ликвидации",
}


def may_nest(scope: District | Community) -> bool:
    """Whether communities stand inside one another here (`structure.nesting`)."""
    return rules_of(scope).choice("structure.nesting") in NESTING


def leading_role(scope: District | Community) -> str:
    """The role of a group's leader (`roles.group_lead`), or the first that manages its members."""
    rules = rules_of(scope)
    able = [role.code for role in rules.roles_with(Power.MANAGE_MEMBERS, "community")]
    return rules["roles.group_lead"] if rules["roles.group_lead"] in able else (able or [""])[0]


def why_unfit(scope: District | Community, powers: Power, person: Person) -> str:
    """Why the regulation does not let this person hold a role with these powers; empty when it does."""
    if powers & Power.MODERATE and isinstance(scope, Community):
        return may_be_moderator(scope, person)
    return may_be_site_admin(scope, person) if powers & Power.TECHNICAL else ""


def may_be_moderator(scope: District | Community, person: Person) -> str:
    """Why the regulation does not let this person moderate; empty when it does (BB-1.12.0, PD-4.7)."""
    source = rules_of(scope).choice("roles.moderator_source")
    if source == "members":
        return ""
    fits = _moderating(source).filter(pk=person.pk).exists()
    if not fits:
        return MODERATORS[source]
    return "" if _of_base(scope, source, person) else OF_BASE


def _of_base(scope: District | Community, source: str, person: Person) -> bool:
    """Methodologists of a community based at a centre are those of that very centre (PD-4.7)."""
    base = scope.base_organization if isinstance(scope, Community) else None
    if source != "methodologists" or base is None:
        return True
    if base.kind != OrganizationKind.METHODICAL_CENTRE:
        return True
    return Affiliation.objects.filter(person=person, organization=base, to_on=None).exists()


def possible_moderators(scope: District | Community) -> list[Person]:
    """Whom the picker offers (`roles.moderator_source`); empty where anybody may be one."""
    source = rules_of(scope).choice("roles.moderator_source")
    if source == "members":
        return []
    district = scope.district_id if isinstance(scope, Community) else scope.pk
    found = _moderating(source).filter(
        is_active=True, admissions__district=district, admissions__state=AdmissionState.ADMITTED
    )
    return list(found.order_by("sort_key", "pk").distinct())


def _moderating(source: str) -> QuerySet[Person]:
    """Methodologists, or the staff of the centre, or of the education department."""
    kind = (
        OrganizationKind.EDUCATION_DEPARTMENT
        if source == "department_staff"
        else OrganizationKind.METHODICAL_CENTRE
    )
    staff = Person.objects.filter(affiliations__to_on=None, affiliations__organization__kind=kind)
    if source == "methodologists":
        return staff.filter(position="methodologist")
    return staff


def may_be_site_admin(scope: District | Community, person: Person) -> str:
    """Why the regulation does not let this person look after the site; empty when it does (OL-1.7)."""
    source = rules_of(scope).choice("roles.site_admin_source")
    if source == "teachers":
        fits = bool({group.code for group in groups_of(person.position)} & TEACHING)
    else:
        kind = (
            OrganizationKind.METHODICAL_CENTRE
            if source == "centre_staff"
            else OrganizationKind.EDUCATION_DEPARTMENT
        )
        fits = person.affiliations.filter(to_on=None, organization__kind=kind).exists()
    return "" if fits else SITE_ADMINS[source]


TEACHING = {"teachers", "primary", "preschool", "additional", "support_services", "librarians"}
SITE_ADMINS = {
    "teachers": "По положению района сайт администрирует технический специалист из числа педагогов.",
    "centre_staff": "По положению района сайт администрирует сотрудник методического центра.",
    "department_staff": "По положению района сайт администрирует сотрудник управления образования.",
}
OF_BASE = "Модератором бывает методист базовой организации сообщества."
MODERATORS = {
    "methodologists": "По положению района модераторами бывают методисты центра.",
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
    days = (on - timezone.localdate(community.active_at)).days
    return days if days > gap else None
