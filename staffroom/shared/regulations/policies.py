"""Who may see and change the rules."""

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.registry import Power
from staffroom.shared.organizations.models import District
from staffroom.shared.regulations.models import DistrictProfile, Profile


def may_see_rules(actor: Viewer, district: District) -> Verdict:
    """Whether the settings page of a district opens: for those who may change its rules."""
    return ALLOW if actor.has(Power.CHANGE_REGULATION, ("district", district.pk)) else HIDE


def may_adopt_profile(actor: Viewer, district: District) -> Verdict:
    """Whether another regulation may be put under a district."""
    return may_see_rules(actor, district)


def may_change_profile(actor: Viewer, profile: Profile) -> Verdict:
    """Whether keys of a profile may be changed.

    A district's profile asks for the power over its rules; a community's own one is also changed by
    those who manage the district's communities.
    """
    if profile.is_shipped or profile.district_id is None:
        return deny("Готовый регламент не меняют: измените правила района, которые на нём стоят.")
    scope = ("district", profile.district_id)
    if actor.has(Power.CHANGE_REGULATION, scope):
        return ALLOW
    if actor.has(Power.MANAGE_COMMUNITIES, scope) and not is_of_district(profile):
        return ALLOW
    return HIDE


def is_of_district(profile: Profile) -> bool:
    """True for the profile that a whole district lives by, False for a community's own."""
    return profile.pk is not None and DistrictProfile.objects.filter(profile_id=profile.pk).exists()
