"""The card of an expert, his vacation, a tie, the council."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices, give_rows
from staffroom.core.richtext.fields import RichTextField
from staffroom.features.review import registry
from staffroom.features.review.actions.reviewers import Card
from staffroom.features.review.forms.requests import day_field, words_field
from staffroom.features.review.models import RecommendationState, Target
from staffroom.shared.accounts.registry import SUBJECTS
from staffroom.shared.documents.models import Document, DocumentState
from staffroom.shared.organizations.models import District


class CardForm(forms.Form):
    """What is kept of an expert: directions are every subject at every level that is ticked."""

    subjects = forms.MultipleChoiceField(
        label=_("Предметы"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Не отмечено ничего: любой предмет."),
    )  # fmt: skip
    levels = forms.MultipleChoiceField(
        label=_("Уровни"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=list(registry.LEVELS.items()), help_text=_("Не отмечено ничего: любой уровень."),
    )  # fmt: skip
    most_at_once = forms.IntegerField(
        label=_("Сколько работ берёт сразу"), min_value=1, max_value=20, initial=registry.USUAL_LOAD
    )
    merit_kind = forms.ChoiceField(
        label=_("Заслуга"),
        required=False,
        choices=[("", _("Не указана")), *registry.MERITS.items()],
    )
    merit_words = forms.CharField(
        label=_("Какая именно, какого года"), required=False, max_length=300
    )
    basis = forms.CharField(
        label=_("Основание"), required=False, max_length=255, help_text=_("Приказ, если он есть.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        give_choices(self, "subjects", [(code, one.label) for code, one in SUBJECTS.items()])

    @property
    def card(self) -> Card:
        """What the action takes."""
        data = self.cleaned_data
        pairs = [
            (subject, level)
            for subject in data["subjects"] or [""]
            for level in data["levels"] or [""]
        ]
        plain = ("most_at_once", "basis", "merit_kind", "merit_words")
        return Card(directions=pairs, **{name: data[name] for name in plain if name in data})


class OwnCardForm(CardForm):
    """An expert by his own word: his merit is asked, an order is not."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["basis"]
        self.fields["merit_kind"].required = self.fields["merit_words"].required = True


class NewExpertForm(CardForm):
    """Who becomes an expert."""

    person = forms.CharField(
        label=_("Кто"), max_length=162, help_text=_("Имя и фамилия или почта сотрудника района.")
    )
    field_order = ("person",)


class VacationForm(forms.Form):
    """Days of rest."""

    from_on = day_field(_("С"))
    to_on = day_field(_("По"))


class TieForm(forms.Form):
    """With whom one is not to be brought together."""

    person = forms.CharField(
        label=_("С кем"), max_length=162, help_text=_("Имя и фамилия или почта сотрудника района.")
    )
    kind = forms.ChoiceField(label=_("Какая связь"), choices=list(registry.TIES.items()))


class ProposeForm(forms.Form):
    """What a work is recommended for."""

    target = forms.ChoiceField(label=_("Куда"), choices=Target.choices, widget=forms.RadioSelect)
    place = forms.CharField(label=_("Издание или конференция"), required=False, max_length=200)


class VoteForm(forms.Form):
    """For or against."""

    is_for = forms.TypedChoiceField(
        label=_("Ваш голос"), choices=[("1", _("За")), ("0", _("Против"))], widget=forms.RadioSelect,
        coerce=lambda value: value == "1",
    )  # fmt: skip
    words = words_field(_("Почему"), required=False, max_length=600)


class MinutesForm(forms.Form):
    """What the council decided when it met."""

    is_for = forms.TypedChoiceField(
        label=_("Решение"), choices=[("1", _("Рекомендовать")), ("0", _("Не рекомендовать"))],
        widget=forms.RadioSelect, coerce=lambda value: value == "1",
    )  # fmt: skip
    minutes = forms.ModelChoiceField(
        Document.objects.none(), label=_("Протокол"), required=False, to_field_name="pid",
        empty_label=_("Нет на сайте"),
    )  # fmt: skip
    words = forms.CharField(label=_("Номер и дата протокола"), required=False, max_length=200)

    def __init__(self, *args: Any, district: District, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = Document.objects.filter(
            district=district, kind="minutes", state=DocumentState.ISSUED
        )
        give_rows(self, "minutes", rows.order_by("-dated_on", "-pk"))


class MarkForm(forms.Form):
    """What became of it."""

    state = forms.ChoiceField(
        label=_("Что произошло"), widget=forms.RadioSelect,
        choices=[
            (one.value, one.label)
            for one in (
                RecommendationState.SENT, RecommendationState.ACCEPTED, RecommendationState.PUBLISHED,
            )
        ],
    )  # fmt: skip
    place = forms.CharField(label=_("Где"), required=False, max_length=200)


class SampleForm(forms.Form):
    """A work to practise on."""

    title = forms.CharField(label=_("Название"), max_length=160)
    body = RichTextField(label=_("Работа"))
