"""Forms of projects, teams and tasks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from staffroom.core.choices import give_choices
from staffroom.core.richtext import RichTextField
from staffroom.features.plans.actions.projects import Content
from staffroom.features.plans.forms.plans import day
from staffroom.features.plans.models import CLOSED, Project, ProjectKind
from staffroom.shared.accounts.models import Person


class ProjectForm(forms.Form):
    """What a project says of itself."""

    kind = forms.ChoiceField(label=_("Вид"), choices=ProjectKind.choices)
    title = forms.CharField(label=_("Название"), max_length=160)
    goal = forms.CharField(
        label=_("Цель"), max_length=400, help_text=_("Что изменится, когда работа будет сделана.")
    )
    text = RichTextField(label=_("Подробнее"), required=False)
    places = forms.IntegerField(
        label=_("Сколько человек нужно в команду"), min_value=1, max_value=500, required=False,
        help_text=_("Кроме вас. Оставьте пустым, если мест сколько угодно."),
    )  # fmt: skip
    starts_on = day(_("Начало"), required=False)
    ends_on = day(_("Окончание"), required=False)

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        if kinds:
            give_choices(self, "kind", kinds)
        else:
            del self.fields["kind"]

    @property
    def content(self) -> Content:
        """What was typed, for the action."""
        names = ("title", "goal", "text", "places", "starts_on", "ends_on")
        return Content(**{name: self.cleaned_data[name] for name in names})

    @staticmethod
    def initial_of(project: Project) -> dict[str, Any]:
        """What stands now."""
        return {
            "title": project.title, "goal": project.goal, "text": project.html,
            "places": project.places, "starts_on": project.starts_on, "ends_on": project.ends_on,
        }  # fmt: skip


class AskForm(forms.Form):
    """A few words of who asks to join."""

    words = forms.CharField(
        label=_("Чем хотите заняться"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class PersonForm(forms.Form):
    """One of the people listed."""

    person = forms.ChoiceField(label=_("Кого позвать"))

    def __init__(self, *args: Any, people: list[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {one.pid: one for one in people}
        give_choices(
            self,
            "person",
            [
                (one.pid, f"{one.name}, {one.workplace}" if one.workplace else one.name)
                for one in people
            ],
        )

    @property
    def chosen(self) -> Person:
        """The person chosen."""
        return self.people[self.cleaned_data["person"]]


class StageForm(forms.Form):
    """A step of the project."""

    title = forms.CharField(label=_("Этап"), max_length=160)
    until_on = day(_("К какому дню"), required=False)


class TaskForm(forms.Form):
    """A task; with nobody named it is free to take."""

    title = forms.CharField(label=_("Что сделать"), max_length=200)
    words = forms.CharField(label=_("Пояснение"), max_length=600, required=False)
    due_on = day(_("К какому дню"), required=False)
    person = forms.ChoiceField(
        label=_("Кому предложить"), required=False,
        help_text=_("Задачу не назначают: коллега возьмёт её или откажется."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: list[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {one.pid: one for one in people}
        named = [(one.pid, one.name) for one in people]
        give_choices(self, "person", [("", _("Никому: возьмёт кто захочет")), *named])

    @property
    def details(self) -> dict[str, Any]:
        """What was typed, for the action."""
        data = self.cleaned_data
        return {
            "title": data["title"], "words": data["words"], "due_on": data["due_on"],
            "person": self.people.get(data["person"]),
        }  # fmt: skip


class SayForm(forms.Form):
    """A few words beside an act."""

    words = forms.CharField(max_length=400, required=False)


class CloseForm(forms.Form):
    """How the project ended."""

    state = forms.ChoiceField(
        label=_("Чем закончился проект"), widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in CLOSED],
    )  # fmt: skip
    outcome = forms.CharField(
        label=_("Итог или причина"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Это увидят все, кто откроет проект."),
    )  # fmt: skip


class ResultForm(forms.Form):
    """A work of the team that stands in the bank already."""

    line = forms.ChoiceField(label=_("Материал команды"))

    def __init__(self, *args: Any, works: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        give_choices(self, "line", works)
