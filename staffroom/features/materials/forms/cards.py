"""The form of a material: a publication's form with the card."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices
from staffroom.core.http import refusals_to
from staffroom.features.materials import registry
from staffroom.features.materials.models import Adults, Children, PupilsReason, kept_codes
from staffroom.features.materials.policies.recordings import Services, require_taken
from staffroom.shared.accounts.registry import SUBJECTS
from staffroom.shared.communities.registry import LEVELS
from staffroom.shared.publications.actions.content import Content
from staffroom.shared.publications.forms import PublicationForm

# May be empty in a draft alone, so nobody is told that they may stay empty.
NEEDED = {"origin", "terms", "accepts", "children", "adults"}
NUMBERS = {"minutes", "megabytes", "planned", "starts_at"}
GRADES = [(str(n), str(n)) for n in range(1, 12)]


def _long(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=2000, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


def _choice(label: Any, choices: Mapping[str, str], nothing: Any, help_text: Any = "") -> Any:
    listed = [("", nothing), *choices.items()]
    return forms.ChoiceField(label=label, choices=listed, required=False, help_text=help_text)


class MaterialForm(PublicationForm):
    """A material: title, what it is, words and files; the rest of the card stays folded.

    Everything of the card may be empty in a draft: what readers rely on is asked for when it is
    published (`policies.cards.require_ready`).
    """

    template_name = "materials/form.html"
    video_kinds = registry.WITH_CHILDREN  # their fields are unfolded from the beginning

    material_kind = forms.ChoiceField(label=_("Что это"))
    subject = _choice(
        _("Предмет"), {code: one.label for code, one in SUBJECTS.items()}, _("Без предмета")
    )
    grade_from = _choice(_("С какого класса"), dict(GRADES), _("Не по классам"))
    grade_to = _choice(_("По какой"), dict(GRADES), _("Только этот"))
    level = _choice(_("Уровень"), LEVELS, _("По классу"))
    standard = _choice(_("Стандарт"), registry.STANDARDS, _("Не указан"))
    requirement = forms.CharField(
        label=_("Какое требование стандарта выполняет"), max_length=200, required=False
    )
    aspects = forms.MultipleChoiceField(
        label=_("Направления стратегии района"), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Чему в стратегии служит материал."),
    )  # fmt: skip
    programme = forms.CharField(
        label=_("Раздел рабочей программы"), max_length=200, required=False,
        help_text=_("Например: Дроби и действия с ними, 5 класс."),
    )  # fmt: skip
    age = _choice(_("Возрастная пометка"), registry.AGES, _("Не нужна"))
    language = forms.ChoiceField(
        label=_("Язык"), choices=list(registry.LANGUAGES.items()), initial="ru"
    )
    context = _long(_("Условия"), _("Где и с какими детьми это делали, что мешало."))
    essence = _long(_("Суть практики"), _("Что делаете иначе, чем обычно."))
    result = _long(_("Результат"), _("Что изменилось и как вы это увидели."))
    contacts = forms.CharField(
        label=_("К кому обратиться"), max_length=200, required=False,
        help_text=_("Должность и школа. Телефон пишите, только если готовы, что его увидят."),
    )  # fmt: skip
    stage = _choice(_("Состояние"), registry.STAGES, _("Не указано"))
    reach = _choice(
        _("Уровень опыта"),
        registry.REACHES,
        _("Не указан"),
        _("Где опыт уже представлен и принят."),
    )
    origin = _choice(_("Откуда материал"), registry.ORIGINS, _("Выберите"))
    source = forms.CharField(
        label=_("Источник"), max_length=300, required=False,
        help_text=_("Автор и название или ссылка: нужен, если брали чужое."),
    )  # fmt: skip
    children = forms.ChoiceField(
        label=_("Дети на видео"), choices=[("", _("Выберите")), *Children.choices], required=False,
        help_text=_(
            "Нужно для видео; отметьте и то, что дети слышны в звуке или есть на снимках. Такой материал"
            " видят участники, всем его открывает модератор."
        ),
    )  # fmt: skip
    consents = forms.BooleanField(
        label=_("Письменное согласие родителей каждого ребёнка есть и хранится в школе"), required=False,
        help_text=_("Нужно, если показаны дети или их работы. Запомним, кто и когда это отметил."),
    )  # fmt: skip
    link = forms.URLField(
        label=_("Ссылка на видео"), required=False, max_length=500, assume_scheme="https",
        help_text=_("Вместо файла: адрес страницы с записью. У нас её не загружают, она откроется на том сайте."),
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=_("Длительность, минут"), required=False, min_value=1, max_value=600,
        help_text=_("Для записи по ссылке: коллега решит, хватит ли ему времени."),
    )  # fmt: skip
    megabytes = forms.IntegerField(
        label=_("Размер, МБ"), required=False, min_value=1, max_value=20_000,
        help_text=_("Для записи по ссылке, если знаете: коллега решит, хватит ли ему связи."),
    )  # fmt: skip
    has_light = forms.BooleanField(
        label=_("Самый маленький из файлов записи — вариант для слабой линии"), required=False,
        help_text=_("Приложите вторым файлом сжатую запись или только звук."),
    )  # fmt: skip
    spoken = forms.CharField(
        label=_("Что сказано на видео"), required=False, max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Для тех, кто не слышит или не может загрузить. Субтитры добавите на странице файла."),
    )  # fmt: skip
    adults = forms.ChoiceField(
        label=_("Взрослые на видео"), choices=[("", _("Выберите")), *Adults.choices], required=False
    )
    people = forms.CharField(
        label=_("Кто показан"), required=False, max_length=300,
        help_text=_("Например: учитель начальных классов, родители третьеклассников. Прочтут вы и модератор."),
    )  # fmt: skip
    agreed = forms.BooleanField(
        label=_("Письменное согласие каждого показанного взрослого получено"), required=False,
        help_text=_("Запомним, кто и когда это отметил."),
    )  # fmt: skip
    live_link = forms.URLField(
        label=_("Ссылка на прямой эфир"), required=False, max_length=500, assume_scheme="https",
        help_text=_("Где его смотреть. Эфир идёт на том сайте, у нас объявление, а потом запись."),
    )  # fmt: skip
    starts_at = forms.DateTimeField(
        label=_("Когда начнётся"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        help_text=_("Время вашего района. Участники узнают об эфире сразу, а кто следит — и о его начале."),
    )  # fmt: skip
    planned = forms.IntegerField(
        label=_("Сколько продлится, минут"), required=False, min_value=5, max_value=600,
        help_text=_("Пусто — час."),
    )  # fmt: skip
    pupils = forms.ChoiceField(
        label=_("Если сайт нашёл похожее на сведения об учениках"), required=False,
        choices=[("", _("Выберите")), *PupilsReason.choices],
        help_text=_("Ответ запоминается с вашим именем и временем, его видит модератор."),
    )  # fmt: skip
    terms = forms.ChoiceField(label=_("Условия пользования"), required=False)
    accepts = forms.BooleanField(required=False)
    version_note = forms.CharField(
        label=_("Что изменилось"), max_length=200, required=False,
        help_text=_("Одной строкой: её увидят в списке версий."),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        material_kinds: Mapping[str, str],
        terms: Mapping[str, str],
        services: Services,
        blanks: str,
        zone: str,
        aspects: Mapping[str, str] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.services, self.blanks, self.zone = services, blanks, ZoneInfo(zone)
        if services:
            names = ", ".join(one.label for one in services.values())
            self.fields["link"].help_text = _("Вместо файла. Принимают ссылки: %s.") % names
        elif services is not None:
            for name in ("link", "minutes", "megabytes", "live_link", "starts_at", "planned"):
                del self.fields[name]
        give_choices(self, "material_kind", list(material_kinds.items()))
        give_choices(self, "aspects", list((aspects or {}).items()))
        if not aspects:
            del self.fields["aspects"]
        give_choices(self, "terms", [("", _("Выберите")), *terms.items()])
        self.fields["accepts"].label = _("Согласен с условиями пользования")
        if len(terms) == 1:
            only = next(iter(terms))
            self.fixed_terms = registry.TERMS[only]
            self.fields["accepts"].help_text = f"{self.fixed_terms.label}. {self.fixed_terms.words}"
            del self.fields["terms"]
        for name in NEEDED & self.fields.keys():
            self.fields[name].is_needed = True  # type: ignore[attr-defined]  # read by the field's template
        if not (self.initial.get("version_n") or 0):
            del self.fields["version_note"]

    def clean(self) -> dict[str, Any]:
        """Grades in their order."""
        data = super().clean() or {}
        first, last = data.get("grade_from"), data.get("grade_to")
        if last and not first:
            self.add_error("grade_from", _("Укажите, с какого класса."))
        elif first and last and int(last) < int(first):
            self.add_error("grade_to", _("Последний класс не меньше первого."))
        for field in ("link", "live_link"):
            if link := data.get(field):
                with refusals_to(self):
                    require_taken(link, self.services, field=field)
        if begins := data.get("starts_at"):  # typed by the district's clock, read by the site's
            data["starts_at"] = timezone.localtime(begins).replace(tzinfo=self.zone)
        return data

    @property
    def content(self) -> Content:
        """What the actions take, with the card."""
        return replace(super().content, card=self._card())

    def _card(self) -> dict[str, Any]:
        data = self.cleaned_data
        first = int(data["grade_from"]) if data["grade_from"] else None
        last = int(data["grade_to"]) if data["grade_to"] else first
        card = {name: data[name] for name in registry.ASKED}
        card["level"] = data["level"] or level_of(first)
        if "aspects" in data:
            card["aspects"] = kept_codes(data["aspects"])
        terms = self.fixed_terms.code if "terms" not in self.fields else data["terms"]
        return {
            **card, "kind": data["material_kind"], "grade_from": first, "grade_to": last,
            "terms": terms, "accepts": data["accepts"], "consents": data["consents"], "pupils": data["pupils"],
            "version_note": data.get("version_note", ""), "agreed": data["agreed"],
            **{name: data.get(name, None if name in NUMBERS else "") for name in registry.WATCHED},
        }  # fmt: skip


def level_of(grade: int | None) -> str:
    """The level of a school grade; empty without one."""
    found = (code for code, grades in registry.GRADES.items() if grade in grades)
    return next(found, "")
