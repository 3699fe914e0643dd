"""«Ищу материал», «делюсь»: a publication's form with what it is matched by."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.features.collections.registry import GIVEN, SEEK, SHARE
from staffroom.shared.accounts.registry import SUBJECTS
from staffroom.shared.publications.actions.content import Content
from staffroom.shared.publications.forms import PublicationForm

GRADES = [(str(n), str(n)) for n in range(1, 12)]


class WishForm(PublicationForm):
    """What is looked for or shared: subject and grades are what both sides meet by."""

    field_order = ("title", "what", "subject", "grade_from", "grade_to", "theme", "body", "files")

    what = forms.ChoiceField(label=_("Что это"), choices=list(GIVEN.items()), initial="methodical")
    subject = forms.ChoiceField(
        label=_("Предмет"), required=False,
        choices=[("", _("Без предмета")), *((code, one.label) for code, one in SUBJECTS.items())],
        help_text=_("По предмету и теме мы найдём тех, кому это нужно или у кого это есть."),
    )  # fmt: skip
    grade_from = forms.ChoiceField(
        label=_("С какого класса"), required=False, choices=[("", _("Не по классам")), *GRADES]
    )
    grade_to = forms.ChoiceField(
        label=_("По какой"), required=False, choices=[("", _("Только этот")), *GRADES]
    )

    def clean(self) -> dict[str, Any]:
        """Grades in their order; something to be matched by."""
        data = super().clean() or {}
        first, last = data.get("grade_from"), data.get("grade_to")
        if last and not first:
            self.add_error("grade_from", _("Укажите, с какого класса."))
        elif first and last and int(last) < int(first):
            self.add_error("grade_to", _("Последний класс не меньше первого."))
        return data

    @property
    def content(self) -> Content:
        """What the actions take, with the card."""
        data = self.cleaned_data
        first = int(data["grade_from"]) if data["grade_from"] else None
        last = int(data["grade_to"]) if data["grade_to"] else first
        card = {
            "what": data["what"], "subject": data["subject"], "grade_from": first, "grade_to": last
        }  # fmt: skip
        return replace(super().content, card=card)


class PoolForm(forms.Form):
    """What of the exchange is looked at."""

    side = forms.ChoiceField(
        label=_("Ищут или делятся"), required=False,
        choices=[("", _("Всё")), (SHARE.code, _("Делятся")), (SEEK.code, _("Ищут"))],
    )  # fmt: skip
    what = forms.ChoiceField(
        label=_("Что это"), required=False, choices=[("", _("Всё")), *GIVEN.items()]
    )
    subject = forms.ChoiceField(
        label=_("Предмет"), required=False,
        choices=[("", _("Любой предмет")), *((code, one.label) for code, one in SUBJECTS.items())],
    )  # fmt: skip

    @property
    def asked(self) -> dict[str, str]:
        """What was chosen; a value that the list does not know narrows nothing."""
        self.is_valid()
        data = getattr(self, "cleaned_data", {})
        return {name: data[name] for name in ("side", "what", "subject") if data.get(name)}
