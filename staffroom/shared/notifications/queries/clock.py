"""Quiet hours: when a letter may come, in the reader's own zone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Admission, AdmissionState
from staffroom.shared.notifications.models import MailSetting
from staffroom.shared.organizations.models import District

SATURDAY = 5
HOME = (AdmissionState.ADMITTED, AdmissionState.GUEST)
DEFAULT_ZONE = "Europe/Moscow"


def home_district(person_id: int) -> District | None:
    """The district whose name and clock a person's letters go by: the first that admitted him."""
    rows = Admission.objects.filter(person=person_id, state__in=HOME).select_related("district")
    first = rows.order_by("state", "district_id").first()
    return first.district if first else None


def setting_of(person: Person) -> MailSetting:
    """What the person has chosen, or the defaults (not saved)."""
    found = MailSetting.objects.filter(person=person).first()
    return found or MailSetting(person=person)


def zone_of(setting: MailSetting, district: District | None) -> ZoneInfo:
    """The reader's zone: his own choice, else the district's."""
    return ZoneInfo(setting.zone or (district.time_zone if district else DEFAULT_ZONE))


def may_come_at(setting: MailSetting, zone: ZoneInfo, at: datetime) -> datetime:
    """The first moment not before `at` when a letter disturbs nobody: `at` itself outside quiet time."""
    local = at.astimezone(zone)
    for _turn in range(10):
        later = _after_quiet(setting, local)
        if later == local:
            break
        local = later
    return at if local == at else local.astimezone(at.tzinfo)


def _after_quiet(setting: MailSetting, local: datetime) -> datetime:
    """The end of the quiet time that this moment lies in, or the moment."""
    begin = setting.quiet_to if setting.has_quiet_hours else local.min.time()
    if setting.has_quiet_weekends and local.weekday() >= SATURDAY:
        return datetime.combine(local.date() + timedelta(days=1), begin, local.tzinfo)
    if not setting.has_quiet_hours or setting.quiet_from == setting.quiet_to:
        return local
    clock = local.timetz().replace(tzinfo=None)
    first, last = setting.quiet_from, setting.quiet_to
    if first < last:
        return _on(local, 0, last) if first <= clock < last else local
    if clock >= first:
        return _on(local, 1, last)
    return _on(local, 0, last) if clock < last else local


def _on(local: datetime, days: int, clock: object) -> datetime:
    return datetime.combine(local.date() + timedelta(days=days), clock, local.tzinfo)  # type: ignore[arg-type]  # a time
