"""Forms of drafts."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import ManyField, give_rows
from staffroom.features.drafting.models import Verdict
from staffroom.features.drafting.registry import KINDS
from staffroom.shared.communities.models import Community
from staffroom.shared.documents.forms.documents import HOW_TO_TYPE, day_field, long_field
from staffroom.shared.organizations.models import Organization


class BeginForm(forms.Form):
    """What is to be made, and its first text."""

    kind = forms.ChoiceField(label=_("Вид документа"), choices=list(KINDS.items()))
    heading = forms.CharField(label=_("О чём документ"), max_length=300)
    text = long_field(_("Текст"), rows=16, help_text=HOW_TO_TYPE)


class EditionForm(forms.Form):
    """Another text, and what was changed."""

    text = long_field(_("Текст"), rows=16, help_text=HOW_TO_TYPE)
    words = forms.CharField(label=_("Что изменено"), max_length=400, required=False)


class OpenForm(forms.Form):
    """Whom it is put to, until which day."""

    until_on = day_field(_("Замечания до"))
    organizations = ManyField(
        Organization.objects.none(),
        label=_("Чьё мнение нужно"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, rows: QuerySet[Organization], **options: Any) -> None:
        options["initial"] = {"organizations": list(rows)}
        super().__init__(*args, **options)
        give_rows(self, "organizations", rows)


class SpeakForm(forms.Form):
    """A remark, in one's own name or another's whom one speaks for."""

    name = forms.ChoiceField(label=_("От чьего имени"), required=False)
    text = long_field(
        _("Замечание или предложение"), rows=5, max_length=5000, required=False,
        help_text=_("От имени организации можно оставить пустым: это значит «замечаний нет»."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, places: list[Organization], groups: list[Community], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.names: dict[str, Organization | Community] = {one.pid: one for one in places}
        self.names |= {one.pid: one for one in groups}
        named = [(pid, str(one)) for pid, one in self.names.items()]
        field: Any = self.fields["name"]
        field.choices = (
            [*named, ("", _("От своего имени"))] if places else [("", _("От своего имени")), *named]
        )

    @property
    def said(self) -> dict[str, Any]:
        """The words and in whose name."""
        found = self.names.get(self.cleaned_data["name"])
        return {
            "text": self.cleaned_data["text"],
            "organization": found if isinstance(found, Organization) else None,
            "community": found if isinstance(found, Community) else None,
        }


class AnswerForm(forms.Form):
    """What became of a remark."""

    verdict = forms.ChoiceField(label=_("Что стало с замечанием"), choices=Verdict.choices)
    words = long_field(_("Ответ"), rows=3, max_length=2000, required=False)


class WordsForm(forms.Form):
    """Words of a decision."""

    words = long_field(_("Слова решения"), rows=3, max_length=1000, required=False)


class ReasonForm(forms.Form):
    """Why the draft is given up."""

    words = long_field(_("Причина"), rows=3, max_length=1000)
