"""Drafts on the pages of others: the menu of work, the library of papers, own data."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from staffroom.features.drafting.models import Edition, Remark
from staffroom.shared.accounts.registry import Power, gives_own_data
from staffroom.ui.navigation import Asker, Entry, Place, offer


def _address(asker: Asker) -> str | None:
    district, viewer = asker.district, asker.viewer
    if district is None or not viewer.has(Power.KEEP_DOCUMENTS, ("district", district.id)):
        return None
    return reverse("drafting:drafts", args=[district.slug])


offer(
    Entry(
        place=Place.STAFF, code="drafting", label=_("Проекты документов"), icon="edit",
        address=_address, order=41,
    )
)  # fmt: skip


@gives_own_data("drafting", title="Проекты документов")
def own_rows(person_id: int) -> Iterator[dict[str, Any]]:
    """What the person wrote and said."""
    for one in Edition.objects.filter(made_by=person_id).select_related("draft").order_by("pk"):
        yield {
            "Проект": one.draft.heading,
            "Редакция": one.number,
            "Текст": one.text,
            "Когда": one.made_at,
        }
    for said in Remark.objects.filter(person=person_id).select_related("draft").order_by("pk"):
        yield {"Замечание к проекту": said.draft.heading, "Слова": said.text, "Когда": said.said_at}
    for told in Remark.objects.filter(answered_by=person_id).select_related("draft").order_by("pk"):
        yield {
            "Ответ на замечание": told.draft.heading,
            "Слова": told.answer,
            "Когда": told.answered_at,
        }
