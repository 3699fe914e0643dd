"""What is wanted of the shape of communities, and on what basis."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import ManyField, give_choices, give_rows
from staffroom.features.lifecycle.actions.reshaping import Choice
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.forms.groups import KINDS
from staffroom.shared.communities.models import CommunityKind, Section
from staffroom.shared.publications.models import Publication
from staffroom.shared.regulations.queries.rules import Rules

WHOLE_OR_PART = ("section", "main")


def kinds(rules: Rules) -> list[tuple[str, str]]:
    """Kinds that a district of this shape has, but for a part of another and the one above all."""
    labels = dict(CommunityKind.choices)
    offered = [one for one in KINDS[rules.choice("structure.nesting")] if one not in WHOLE_OR_PART]
    return [(code, str(labels[CommunityKind(code)])) for code in offered]


class IndependenceForm(forms.Form):
    """What a section becomes."""

    kind = forms.ChoiceField(label=_("Чем станет секция"))

    def __init__(self, *args: Any, rules: Rules, **options: Any) -> None:
        super().__init__(*args, **options)
        give_choices(self, "kind", kinds(rules))

    @property
    def choice(self) -> Choice:
        """As the action takes it."""
        return Choice(kind=self.cleaned_data["kind"])


class TargetForm(forms.Form):
    """Which other community it is about."""

    target = forms.ChoiceField(label=_("В какое сообщество"))

    def __init__(
        self, *args: Any, targets: Sequence[tuple[str, str]], alone: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        first = ("", _("Само по себе")) if alone else ("", _("Не выбрано"))
        give_choices(self, "target", [first, *targets])
        self.fields["target"].required = not alone


class ChoiceForm(forms.Form):
    """A new community out of a standing one: what it is called, who and what goes over."""

    name = forms.CharField(label=_("Название нового сообщества"), max_length=160, min_length=3)
    kind = forms.ChoiceField(label=_("Вид"))
    goal = forms.CharField(
        label=_("Цель"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Цель прежнего сообщества наследуется; её можно сузить."),
    )  # fmt: skip
    people = ManyField(
        Person.objects.none(), label=_("Кто войдёт"), widget=forms.CheckboxSelectMultiple
    )
    stays = forms.BooleanField(label=_("Выбранные остаются участниками и здесь"), required=False)
    leader = forms.ModelChoiceField(
        Person.objects.none(), label=_("Кто будет вести"), required=False,
        empty_label=_("Назначат позже"),
    )  # fmt: skip
    takes_all = forms.BooleanField(label=_("Переходят все записи"), required=False)
    sections = ManyField(
        Section.objects.none(), label=_("Или записи разделов"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Раздел уйдёт из меню: вместо него будет сообщество."),
    )  # fmt: skip
    publications = ManyField(
        Publication.objects.none(), label=_("Или отдельные записи"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Записи останутся видны и здесь: никто ничего не потеряет. В списке до двухсот последних."
        ),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        rules: Rules,
        people: QuerySet[Person],
        sections: QuerySet[Section],
        publications: QuerySet[Publication],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        rows: dict[str, Any] = {
            "people": people, "leader": people, "sections": sections, "publications": publications,
        }  # fmt: skip
        for name, found in rows.items():
            give_rows(self, name, found)
        self.fields["sections"].label_from_instance = lambda one: one.title  # type: ignore[attr-defined]  # a field of choice
        give_choices(self, "kind", kinds(rules))
        for name in ("sections", "publications"):
            if not rows[name]:
                del self.fields[name]

    @property
    def choice(self) -> Choice:
        """As the action takes it."""
        data = self.cleaned_data
        return Choice(
            name=data["name"], goal=data["goal"], kind=data["kind"], leader=data["leader"],
            people=list(data["people"]), sections=list(data.get("sections") or ()),
            publications=list(data.get("publications") or ()), takes_all=data["takes_all"],
            stays=data["stays"],
        )  # fmt: skip


class ReshapingBasisForm(forms.Form):
    """On what it rests."""

    basis = forms.CharField(
        label=_("Основание"), max_length=200,
        help_text=_("Чьё это решение и когда, например «решение координатора от 1 сентября»."),
    )  # fmt: skip

    def __init__(self, *args: Any, by_order: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if by_order:
            self.fields["basis"].label = _("На основании чего")
            self.fields["basis"].help_text = _(
                "Эти слова войдут в приказ, например «решения совета от 1 сентября, протокол № 2»."
            )
