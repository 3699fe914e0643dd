"""Days of a district."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from staffroom.shared.organizations.models import District


def today_in(district: District, at: datetime) -> date:
    """The day that it is in the district: in Якутск it begins six hours before Moscow's."""
    return at.astimezone(ZoneInfo(district.time_zone)).date()
