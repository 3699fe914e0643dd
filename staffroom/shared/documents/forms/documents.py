"""Forms of a paper: what it says, what it rests on, who signs it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_rows
from staffroom.shared.communities.models import Community, CommunityState
from staffroom.shared.documents.actions.documents import Content
from staffroom.shared.documents.models import Audience, Document, Level
from staffroom.shared.documents.queries.documents import issuers
from staffroom.shared.documents.registry import DocumentKind
from staffroom.shared.organizations.models import District, Organization

HOW_TO_TYPE = _(
    "Каждая строка — отдельный абзац. «1. …» — пункт, «- …» — строка перечня, «# …» — заголовок, "
    "«приказываю:» — отдельной строкой, «№ | Имя | Школа» — таблица."
)
MOST_ANNEXES = 3
MOST_SIGNERS = 2


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A field of a day."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **options)


def long_field(label: Any, *, rows: int = 4, **options: Any) -> forms.CharField:
    """A field of several lines."""
    options.setdefault("max_length", 60_000)
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


class PaperForm(forms.Form):
    """What every paper has: its grounds, its reader, its term, those who sign."""

    issuer = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Кто издаёт"), empty_label=_("Выберите организацию")
    )
    addressee = long_field(
        _("Кому"), rows=3, required=False, max_length=600,
        help_text=_("Должность, организация, имя: каждая строка отдельно."),
    )  # fmt: skip
    parties = long_field(
        _("Стороны"), rows=3, max_length=1000, help_text=_("Каждая сторона на своей строке.")
    )
    community = forms.ModelChoiceField(
        Community.objects.none(),
        label=_("О каком сообществе"),
        required=False,
        empty_label=_("О районе в целом"),
    )
    basis = forms.ModelChoiceField(
        Document.objects.none(),
        label=_("На основании документа"),
        required=False,
        empty_label=_("Нет"),
    )
    amends = forms.ModelChoiceField(
        Document.objects.none(), label=_("Изменяет документ"), required=False, empty_label=_("Нет")
    )
    level = forms.ChoiceField(label=_("Уровень"), choices=Level.choices, initial=Level.LOCAL)
    audience = forms.ChoiceField(
        label=_("Кто прочтёт"), choices=Audience.choices, initial=Audience.MEMBERS
    )
    valid_from_on = day_field(_("Действует с"), required=False)
    valid_until_on = day_field(_("Действует до"), required=False)

    def __init__(
        self, *args: Any, kind: DocumentKind, district: District, others: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        groups = Community.objects.filter(district=district).exclude(state=CommunityState.ARCHIVED)
        self._choose("community", groups.order_by("sort_key", "pk"))
        self._choose("issuer", issuers(district))
        for name in ("basis", "amends"):
            self._choose(name, others)
            self.fields[name].label_from_instance = lambda one: f"{one.name}. {one.heading}"  # type: ignore[attr-defined]  # a field of choice
        for name, is_wanted in (("addressee", kind.has_addressee), ("parties", kind.has_parties)):
            if not is_wanted:
                del self.fields[name]
        if kind.is_ours:
            for number in range(1, MOST_SIGNERS + 1):
                self._signer(number, kind.signers)

    def _choose(self, name: str, rows: Any) -> None:
        give_rows(self, name, rows)

    def _signer(self, number: int, roles: tuple[str, ...]) -> None:
        is_first = number == 1
        position = (
            _("Должность того, кто подписывает") if is_first else _("Вторая подпись: должность")
        )
        self.fields[f"signer_{number}_position"] = forms.CharField(
            label=position, max_length=200, required=False,
            initial=roles[number - 1] if number <= len(roles) else "",
        )  # fmt: skip
        self.fields[f"signer_{number}_name"] = forms.CharField(
            label=_("Инициалы и фамилия") if is_first else _("Вторая подпись: инициалы и фамилия"),
            max_length=120,
            required=False,
        )

    @property
    def content(self) -> Content:
        """What the actions take."""
        data = self.cleaned_data
        plain = {name: data[name] for name in Content.__slots__ if name in data}
        signers = [
            {"position": data[f"signer_{n}_position"], "name": data[f"signer_{n}_name"]}
            for n in range(1, MOST_SIGNERS + 1)
            if data.get(f"signer_{n}_name") or (n == 1 and data.get("signer_1_position"))
        ]
        return Content(**{"heading": "", **plain, "signers": signers, "annexes": self.annexes})

    @property
    def annexes(self) -> list[dict[str, str]]:
        """Annexes that were typed."""
        return []


class DocumentForm(PaperForm):
    """A paper as a person prepares it; an outer act has fewer fields."""

    field_order = ("issuer", "issuer_name", "addressee", "parties", "heading", "gist", "text")

    issuer_name = forms.CharField(label=_("Кто издал"), max_length=255)
    heading = forms.CharField(
        label=_("О чём"), max_length=300, help_text=_("Например: «О создании группы».")
    )
    gist = long_field(
        _("Коротко, своими словами"), rows=2, max_length=1000, required=False,
        help_text=_("Видно в списке документов."),
    )  # fmt: skip
    text = long_field(_("Текст"), rows=16, required=False, help_text=HOW_TO_TYPE)
    source_url = forms.URLField(
        label=_("Ссылка на источник"), required=False, max_length=400, assume_scheme="https"
    )

    def __init__(self, *args: Any, kind: DocumentKind, **options: Any) -> None:
        super().__init__(*args, kind=kind, **options)
        if kind.is_ours:
            del self.fields["issuer_name"], self.fields["source_url"]
            for number in range(1, MOST_ANNEXES + 1):
                self._annex(number)
        else:
            for name in ("issuer", "text", "amends", "basis"):
                del self.fields[name]
            self.fields["level"].initial = Level.FEDERAL
            self.fields["audience"].initial = Audience.PUBLIC

    def _annex(self, number: int) -> None:
        self.fields[f"annex_{number}_heading"] = forms.CharField(
            label=_("Приложение %(number)s: заголовок") % {"number": number},
            max_length=300,
            required=False,
        )
        self.fields[f"annex_{number}_text"] = long_field(
            _("Приложение %(number)s: текст") % {"number": number}, rows=6, required=False
        )

    def clean(self) -> dict[str, Any]:
        """An annex has both a heading and words."""
        data = super().clean() or {}
        for number in range(1, MOST_ANNEXES + 1):
            heading, text = data.get(f"annex_{number}_heading"), data.get(f"annex_{number}_text")
            if text and not heading:
                self.add_error(f"annex_{number}_heading", _("Напишите заголовок приложения."))
            if heading and not text:
                self.add_error(f"annex_{number}_text", _("Напишите текст приложения."))
        return data

    @property
    def annexes(self) -> list[dict[str, str]]:
        """Annexes that were typed."""
        data = self.cleaned_data
        return [
            {"heading": data[f"annex_{n}_heading"], "text": data[f"annex_{n}_text"]}
            for n in range(1, MOST_ANNEXES + 1)
            if data.get(f"annex_{n}_heading")
        ]


def begun(document: Document) -> dict[str, Any]:
    """What stands in the form of a draft."""
    found = {name: getattr(document, name) for name in DocumentForm.base_fields}
    for number, annex in enumerate(document.annexes, 1):
        found[f"annex_{number}_heading"] = annex["heading"]
        found[f"annex_{number}_text"] = annex["text"]
    return found | signed_by(document.signers)


def signed_by(signers: list[dict[str, str]]) -> dict[str, str]:
    """Those who sign, as fields."""
    return {
        f"signer_{n}_{part}": one.get(part, "")
        for n, one in enumerate(signers, 1)
        for part in ("position", "name")
    }
