"""What people fill in when they write."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices
from staffroom.core.files import FilesField
from staffroom.core.personal import Found
from staffroom.core.richtext import RichTextField
from staffroom.shared.publications.actions.content import Content, clean_tags
from staffroom.shared.publications.models import BEYOND, Audience
from staffroom.shared.publications.queries.leading import Hour
from staffroom.shared.publications.registry import PROPOSAL_ANSWERS

ROLE = f"{Audience.ROLE}:"  # «role:listener»: the audience with its role, as the form sends it
OPEN_AUDIENCES = (Audience.COMMUNITY, *BEYOND)


class PublicationForm(forms.Form):
    """A publication: its words, its places, who reads it, when it appears."""

    personal: tuple[Found, ...] = ()  # what its author is asked about before others read it
    title = forms.CharField(
        label=_("Название"), max_length=160,
        help_text=_("О чём это, в одной строке: по названию решают, открывать ли."),
    )  # fmt: skip
    body = RichTextField(label=_("Текст"), required=False)
    files = FilesField(  # type: ignore[assignment]  # Django takes fields out of the class
        label=_("Файлы"),
        help_text=_("Планы, презентации, таблицы, картинки. Их увидят те же, кто и запись."),
    )
    audience = forms.ChoiceField(label=_("Кто увидит"), choices=Audience.choices)
    also_in = forms.MultipleChoiceField(
        label=_("Показать ещё в сообществах"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Запись останется одна, обсуждение тоже."),
    )  # fmt: skip
    theme = forms.ChoiceField(label=_("Приоритетная тема"), required=False)
    tags = forms.CharField(
        label=_("Метки"),
        required=False,
        max_length=400,
        help_text=_("Через запятую: 7 класс, степени."),
    )
    later_at = forms.DateTimeField(
        label=_("Опубликовать позже"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        help_text=_("Пусто — сразу. Время вашего района."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, places: Sequence[tuple[str, str]] = (), themes: dict[str, str] | None = None,
        audiences: Sequence[str] = OPEN_AUDIENCES, roles: dict[str, str] | None = None, **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **options)
        labels = dict(Audience.choices)
        give_choices(
            self,
            "audience",
            [
                *((code, labels[Audience(code)]) for code in audiences),
                *(
                    (f"{ROLE}{code}", _("Только: %s") % title)
                    for code, title in (roles or {}).items()
                ),
            ],
        )
        give_choices(self, "also_in", places)
        give_choices(self, "theme", [("", _("Без темы")), *(themes or {}).items()])
        if not places:
            del self.fields["also_in"]
        if not themes:
            del self.fields["theme"]

    @property
    def content(self) -> Content:
        """What the actions take."""
        data = self.cleaned_data
        audience, _colon, role = data["audience"].partition(":")
        return Content(
            title=data["title"], text=data["body"], tags=clean_tags(data["tags"].split(",")),
            theme=data.get("theme", ""), audience=audience, role=role,
        )  # fmt: skip


class CommentForm(forms.Form):
    """A reply."""

    personal: tuple[Found, ...] = ()  # what its author is asked about before others read it
    body = RichTextField(
        label=_("Ваш ответ"), required=False,
        help_text=_("Чтобы позвать коллегу, напишите @ и его имя с фамилией."),
    )  # fmt: skip
    files = FilesField(  # type: ignore[assignment]  # Django takes fields out of the class
        label=_("Файлы"), help_text=_("Можно ответить и одним файлом, без слов.")
    )
    reply_to = forms.IntegerField(
        required=False, min_value=1, max_value=10**6, widget=forms.HiddenInput
    )

    body.is_needed = True  # type: ignore[attr-defined]  # words or a file: neither is «optional»

    def clean(self) -> dict[str, Any]:
        """Words, or a file, or both."""
        data = self.cleaned_data
        if not (data.get("body") or data.get("files")) and not self.errors:
            self.add_error("body", _("Напишите ответ или приложите файл."))
        return data


class ReasonForm(forms.Form):
    """A reason that the author will read."""

    reason = forms.CharField(
        label=_("Причина"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Автор прочтёт её слово в слово."),
    )  # fmt: skip


class MoveForm(forms.Form):
    """Where a reply belongs, and why; `is_apart` when the topic about acts is among the places."""

    to = forms.ChoiceField(label=_("В какое обсуждение"))
    reason = forms.CharField(
        label=_("Причина"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Её прочтут автор и все, кто увидит заметку на прежнем месте."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, places: Sequence[tuple[str, str]], is_apart: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        give_choices(self, "to", places)
        if is_apart:
            self.fields["reason"].initial = _(
                "О действиях руководителя, модераторов и участников говорят в отведённой теме."
            )


class MergeForm(forms.Form):
    """Which talk takes this one in, and why."""

    to = forms.ChoiceField(label=_("С каким обсуждением"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Причина"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Например: спрашивают об одном и том же."),
    )  # fmt: skip

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        give_choices(self, "to", places)


class SplitForm(forms.Form):
    """Which replies begin a new talk, and what it is about."""

    title = forms.CharField(label=_("Название нового обсуждения"), max_length=160)
    body = RichTextField(
        label=_("О чём оно"), max_plain=4000,
        help_text=_("С этих слов оно начнётся; ссылку на прежнее обсуждение мы добавим."),
    )  # fmt: skip
    replies = forms.MultipleChoiceField(
        label=_("Какие ответы перенести"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Отметьте хотя бы один ответ.")},
    )  # fmt: skip

    def __init__(self, *args: Any, replies: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        give_choices(self, "replies", replies)


class PlaceForm(forms.Form):
    """Where a publication stands."""

    home = forms.ChoiceField(
        label=_("Главное сообщество"), help_text=_("Его правила действуют для записи.")
    )
    also_in = forms.MultipleChoiceField(
        label=_("Показать ещё в сообществах"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        give_choices(self, "home", places)
        give_choices(self, "also_in", places)


class AnswerForm(forms.Form):
    """What was decided on a proposal."""

    answer = forms.ChoiceField(label=_("Что решили"), choices=list(PROPOSAL_ANSWERS.items()))
    words = forms.CharField(
        label=_("Ответ"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class HourForm(forms.Form):
    """When somebody answers live, and who."""

    host = forms.CharField(
        label=_("Кто отвечает"), max_length=160,
        help_text=_("Имя и фамилия или почта. Это может быть любой, кто может здесь отвечать."),
    )  # fmt: skip
    from_at = forms.DateTimeField(
        label=_("Начало"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        help_text=_("Время вашего района."),
    )  # fmt: skip
    minutes = forms.TypedChoiceField(
        label=_("Сколько длится"), coerce=int,
        choices=[
            (30, _("полчаса")), (45, _("45 минут")), (60, _("час")), (90, _("полтора часа")), (120, _("два часа")),
        ],
    )  # fmt: skip

    @staticmethod
    def begun(standing: Hour | None, name: str) -> dict[str, Any]:
        """What stands in the form at first: the hour that is ahead, or the viewer's own name."""
        if standing is None or standing.state == "past":
            return {"host": name, "minutes": 60}
        length = int((standing.to_at - standing.from_at).total_seconds() // 60)
        return {"host": standing.host_name, "from_at": standing.from_at, "minutes": length}


class SummaryForm(forms.Form):
    """What came out of a talk."""

    body = RichTextField(
        label=_("Итог"), max_plain=6000,
        help_text=_("К чему пришли, что попробовать. Итог встанет над обсуждением, и его найдёт поиск."),
    )  # fmt: skip


class CoauthorForm(forms.Form):
    """Whom to write with."""

    person = forms.CharField(
        label=_("Кого пригласить"), max_length=160,
        help_text=_("Имя и фамилия или почта участника сети района."),
    )  # fmt: skip


class StopForm(forms.Form):
    """A site that nobody links to here, and why."""

    site = forms.CharField(
        label=_("Сайт"), max_length=253,
        help_text=_("Например: example.ru. Все сайты, чьё имя им кончается, тоже считаются."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Причина"), max_length=200,
        help_text=_("Её прочтёт автор, чья ссылка не прошла. Например: там реклама для детей."),
    )  # fmt: skip
