"""Forms of agreements: terms, a side, answers of a side, the end, filters."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import ManyField, give_choices, give_rows
from staffroom.core.files import FilesField
from staffroom.features.sharing.actions.agreements import MOST_NOTICE, SHARE, TERMS, Share, Terms
from staffroom.features.sharing.forms.fields import HOW, day, person_of, words
from staffroom.features.sharing.models import Agreement, AgreementSort, AgreementState, Side
from staffroom.features.sharing.queries.agreements import Narrowing
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.organizations.models import District, Organization


class _SidesField(ManyField):
    def label_from_instance(self, obj: Any) -> str:
        """The short name, partners marked."""
        kind = f", {obj.get_kind_display().lower()}" if obj.kind == "partner" else ""
        return f"{obj.short_name}{kind}"


class TermsForm(forms.Form):
    """What is agreed, from when to when, between whom."""

    sort = forms.ChoiceField(label=_("Вид договора"), choices=AgreementSort.choices)
    subject = forms.CharField(
        label=_("О чём договариваетесь"), max_length=200,
        help_text=_("Коротко: «общая лаборатория робототехники». Для сетевой формы назовите программу."),
    )  # fmt: skip
    starts_on = day(_("С какого дня"))
    ends_on = day(_("По какой день"))
    notice_days = forms.IntegerField(
        label=_("За сколько дней предупреждать об окончании"), min_value=1, max_value=MOST_NOTICE, initial=30
    )  # fmt: skip
    community = forms.ModelChoiceField(
        Community.objects.none(), label=_("Для какого сообщества"), to_field_name="pid", required=False,
        empty_label=_("Не для сообщества"), help_text=_("Договор появится и на странице сообщества."),
    )  # fmt: skip
    organizations = _SidesField(
        Organization.objects.none(), label=_("Стороны"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        organizations: QuerySet[Organization],
        communities: QuerySet[Community],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        give_rows(self, "organizations", organizations)
        give_rows(self, "community", communities)

    @property
    def terms(self) -> Terms:
        """What was typed."""
        return Terms(**{name: self.cleaned_data[name] for name in TERMS})

    @staticmethod
    def initial_of(found: Agreement) -> dict[str, Any]:
        """What stands now."""
        sides = [one.organization_id for one in found.sides.order_by("pk")]
        community = found.community.pid if found.community else ""
        return {
            **{name: getattr(found, name) for name in TERMS}, "community": community, "organizations": sides
        }  # fmt: skip


class SideForm(forms.Form):
    """What a side gives and receives, who answers, who signs."""

    gives = words(
        _("Что даёт"), 1000, help_text=_("Люди, помещения, оборудование, материалы, часы.")
    )
    receives = words(_("Что получает"), 1000, required=False)
    responsible = forms.CharField(
        label=_("Кто отвечает со стороны организации"), max_length=254, required=False, help_text=HOW
    )  # fmt: skip
    signer_position = forms.CharField(
        label=_("Должность того, кто подпишет"), max_length=200, initial=_("Директор")
    )
    signer_name = forms.CharField(
        label=_("Кто подпишет"), max_length=120, help_text=_("Инициалы и фамилия, например: А. С. Петрова."),
    )  # fmt: skip

    def __init__(self, *args: Any, district: District, **options: Any) -> None:
        super().__init__(*args, **options)
        self.district = district

    def clean_responsible(self) -> Person | None:
        """The person meant; nobody when the field is empty."""
        typed = self.cleaned_data["responsible"]
        return person_of(self.district, typed) if typed.strip() else None

    @property
    def share(self) -> Share:
        """What was typed."""
        return Share(**{name: self.cleaned_data[name] for name in SHARE})

    @staticmethod
    def initial_of(found: Side) -> dict[str, Any]:
        """What stands now; who represents the organisation is offered as the responsible person."""
        who = found.responsible or found.organization.representative
        given = {name: getattr(found, name) for name in SHARE if getattr(found, name)}
        return {**given, "responsible": who.email if who else ""}


class RemarksForm(forms.Form):
    """What a side asks to change."""

    words = words(_("Что изменить"), 1000, help_text=_("Прочтут все стороны."))


class CopyForm(forms.Form):
    """The copy that a side signed."""

    file = FilesField(label=_("Подписанный экземпляр"), max_files=1, required=True)


class EarlyForm(forms.Form):
    """Ending before the term."""

    ends_on = day(_("Последний день договора"))
    words = words(_("Причина"), 1000, help_text=_("Прочтут все стороны."))


class ExtendForm(forms.Form):
    """A later last day."""

    ends_on = day(_("Продлить по какой день"))


class SummaryForm(forms.Form):
    """What came of it."""

    words = words(
        _("Что получилось"), 2000, rows=4,
        help_text=_("Чем обменялись, сколько занятий прошло, что дальше."),
    )  # fmt: skip


class RegisterForm(forms.Form):
    """Filters of the register."""

    words = forms.CharField(label=_("О чём или номер"), required=False, max_length=80)
    state = forms.ChoiceField(
        label=_("Состояние"), required=False, choices=[("", _("Любое")), *AgreementState.choices]
    )
    organization = forms.ChoiceField(label=_("Организация"), required=False)
    is_ending = forms.BooleanField(label=_("Скоро заканчиваются"), required=False)

    def __init__(self, *args: Any, organizations: QuerySet[Organization], **options: Any) -> None:
        super().__init__(*args, **options)
        rows = [(one.pid, one.short_name) for one in organizations]
        give_choices(self, "organization", [("", _("Любая")), *rows])

    @property
    def narrowing(self) -> Narrowing:
        """What was asked for; nothing when the form has errors."""
        return Narrowing(**self.cleaned_data) if self.is_valid() else Narrowing()
