"""A form of the living page: every kind of field we draw."""

from typing import ClassVar

from django import forms

from staffroom.core.files import FilesField
from staffroom.core.richtext import RichTextField

WORDS = 500


class SampleFilters(forms.Form):
    """What a list is narrowed by."""

    words = forms.CharField(label="Что ищете", required=False)
    subject = forms.ChoiceField(
        label="Предмет", required=False,
        choices=[("", "Любой предмет"), ("math", "Математика"), ("physics", "Физика")],
    )  # fmt: skip


class SampleForm(forms.Form):
    """One field of each kind, with the words a real form would have."""

    title = forms.CharField(
        label="Название темы", max_length=120, help_text="Коротко и по делу, до 120 знаков"
    )
    body = forms.CharField(label="О чём хотите спросить", max_length=WORDS, widget=forms.Textarea)
    text = RichTextField(
        label="Текст с оформлением",
        required=False,
        help_text="Кнопки оформления появятся, когда начнёте писать",
    )
    papers = FilesField(label="Файлы к тексту", help_text="Документы, таблицы, картинки")
    email = forms.EmailField(label="Электронная почта", required=False)
    password = forms.CharField(label="Пароль", widget=forms.PasswordInput)
    subject = forms.ChoiceField(
        label="Предмет",
        choices=[
            ("", "Выберите предмет"),
            ("math", "Математика"),
            ("physics", "Физика"),
            ("primary", "Начальные классы"),
        ],
    )
    classes = forms.MultipleChoiceField(
        label="Классы",
        choices=[("5", "5 класс"), ("6", "6 класс"), ("7", "7 класс")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Можно отметить несколько",
    )
    audience = forms.ChoiceField(
        label="Кто увидит",
        choices=[
            ("community", "Участники сообщества"),
            ("district", "Все педагоги района"),
            ("all", "Все, кто зайдёт на сайт"),
        ],
        widget=forms.RadioSelect,
    )
    on = forms.DateField(label="День", required=False)
    begins = forms.TimeField(label="Начало", required=False, widget=forms.TimeInput)
    file = forms.FileField(
        label="Файл", required=False, help_text="До 20 МБ: документ, таблица, презентация, картинка"
    )
    is_agreed = forms.BooleanField(label="Сообщать мне об ответах", required=False)
    once = forms.CharField(widget=forms.HiddenInput, required=False)

    WRONG: ClassVar[dict[str, object]] = {
        "title": "",
        "body": "Трое учеников вернулись после болезни.\nДо контрольной два урока.",
        "email": "anna@",
        "subject": "math",
        "classes": ["7"],
        "on": "",
        "begins": "14:30",
    }
