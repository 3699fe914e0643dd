"""Forms of partners: an organisation's page, a proposal, an answer, filters."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices, give_rows
from staffroom.features.sharing.actions.partners import in_order
from staffroom.features.sharing.forms.fields import OrganizationField, words
from staffroom.features.sharing.models import PartnerCard
from staffroom.features.sharing.queries.partners import Narrowing
from staffroom.shared.organizations.models import Organization


class ThemesField(forms.MultipleChoiceField):
    """Themes by their words; a choice is kept as it is written."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(
            label=label, required=False, widget=forms.CheckboxSelectMultiple, **options
        )


class CardForm(forms.Form):
    """What an organisation says of itself to others."""

    about = words(
        _("О нас"), 1000, rows=4, help_text=_("Чем занимаетесь и что умеете лучше других."),
    )  # fmt: skip
    themes = ThemesField(_("Темы района, которые вам близки"))
    more = forms.CharField(
        label=_("Свои темы"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("По одной на строке: «робототехника», «краеведение», «семейное чтение»."),
    )  # fmt: skip
    seeks = words(
        _("Кого ищете и для чего"), 600, required=False,
        help_text=_("Например: «школу, где сделаем смену для восьмиклассников»."),
    )  # fmt: skip

    def __init__(self, *args: Any, themes: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        if themes:
            give_choices(self, "themes", [(one, one) for one in themes.values()])
        else:
            del self.fields["themes"]

    @property
    def every_theme(self) -> list[str]:
        """The district's themes, then one's own."""
        return in_order(
            [*self.cleaned_data.get("themes", ()), *self.cleaned_data["more"].splitlines()]
        )

    @staticmethod
    def initial_of(card: PartnerCard | None, themes: Mapping[str, str]) -> dict[str, Any]:
        """What stands now."""
        if card is None:
            return {}
        known = set(themes.values())
        return {
            "about": card.about, "seeks": card.seeks,
            "themes": [one for one in card.themes if one in known],
            "more": "\n".join(one for one in card.themes if one not in known),
        }  # fmt: skip


class ProposalForm(forms.Form):
    """What is proposed, in whose name, about which of their themes."""

    proposer = OrganizationField(_("От какой организации"))
    themes = ThemesField(_("Какие темы общие"))
    words = words(
        _("Что предлагаете делать вместе"), 2000, rows=5,
        help_text=_("Что, для кого, когда начать. Ответят здесь же, вас известят."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, organizations: QuerySet[Organization], themes: list[str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        give_rows(self, "proposer", organizations)
        if themes:
            give_choices(self, "themes", [(one, one) for one in themes])
        else:
            del self.fields["themes"]


class ProposalAnswerForm(forms.Form):
    """What the other side says."""

    words = words(
        _("Ответ коллегам"), 1000, required=False,
        help_text=_("С чего начнёте и к кому прийти; отказ объясните обязательно."),
    )  # fmt: skip


class PartnersForm(forms.Form):
    """Filters of the list."""

    words = forms.CharField(label=_("Что ищете"), required=False, max_length=80)
    theme = forms.ChoiceField(label=_("Тема"), required=False)
    is_common = forms.BooleanField(label=_("Только с темами моей организации"), required=False)

    def __init__(self, *args: Any, themes: list[str], is_ours: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        give_choices(self, "theme", [("", _("Любая")), *((one, one) for one in themes)])
        if not is_ours:
            del self.fields["is_common"]

    @property
    def narrowing(self) -> Narrowing:
        """What was asked for; nothing when the form has errors."""
        return Narrowing(**self.cleaned_data) if self.is_valid() else Narrowing()
