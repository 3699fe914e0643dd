"""Notices are their owner's alone."""

from django.db.models import QuerySet

from staffroom.core.viewer import Viewer
from staffroom.shared.notifications.models import NoticeRow


def visible_notices(viewer: Viewer) -> QuerySet[NoticeRow]:
    """One's own rows; whether what they speak of may still be seen is judged when they are shown."""
    if viewer.person_id is None:
        return NoticeRow.objects.none()
    return NoticeRow.objects.filter(person=viewer.person_id)
