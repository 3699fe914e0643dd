"""Forms of activity: lasting codes, the field's own words for them and what they mean."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActivityForm:
    """A form of activity: what it is called here and what it is."""

    code: str
    label: str
    gloss: str


FORMS: dict[str, ActivityForm] = {
    form.code: form
    for form in (
        ActivityForm("forum", "Обсуждение на форуме", "тема, в которой отвечают когда удобно"),
        ActivityForm("help", "Просьба о помощи", "вопрос коллегам, который закрывается решением"),
        ActivityForm("proposal", "Предложение", "что изменить в работе сообщества"),
        ActivityForm("news", "Новость", "короткое сообщение о том, что было или будет"),
        ActivityForm(
            "discussion", "Дискуссия", "обсуждение с ведущим, в прямом эфире или отложенное"
        ),
        ActivityForm("debate", "Дебаты", "две стороны, тезис и голосование до и после"),
        ActivityForm(
            "chat", "Обсуждение в чате", "разговор в назначенный час с сохранённой записью"
        ),
        ActivityForm("poll", "Опрос", "один вопрос с вариантами ответа"),
        ActivityForm("seminar", "Семинар", "программа, выступающие и материалы после него"),
        ActivityForm("round_table", "Круглый стол", "равные участники и общий вывод"),
        ActivityForm("congress", "Форум (мероприятие)", "большое собрание педагогов района"),
        ActivityForm("conference", "Конференция", "секции и доклады, очно или на сайте"),
        ActivityForm(
            "virtual_conference",
            "Виртуальная конференция",
            "доклады-страницы, которые обсуждают несколько дней",
        ),
        ActivityForm("teleconference", "Телеконференция", "встреча по видеосвязи"),
        ActivityForm("masterclass", "Мастер-класс", "показ приёма с разбором"),
        ActivityForm("practicum", "Практикум", "занятие, где всё делают руками"),
        ActivityForm("studio", "Педагогическая мастерская", "серия встреч у одного мастера"),
        ActivityForm("training", "Тренинг", "отработка умения в группе"),
        ActivityForm("coaching", "Коучинг", "сопровождение к цели, которую ставит сам педагог"),
        ActivityForm("learning_module", "Обучающий модуль", "занятия по порядку с проверкой"),
        ActivityForm("micro_unit", "Микрообучение", "одна мысль на 3–10 минут"),
        ActivityForm("reading_list", "Список чтения", "что прочитать к сроку и обсудить"),
        ActivityForm(
            "educational_event", "Образовательное событие", "событие, о котором сообщают участникам"
        ),
        ActivityForm(
            "association_meeting", "Заседание объединения", "повестка, участники и протокол"
        ),
        ActivityForm("working_group", "Рабочая группа", "несколько человек над одним делом"),
        ActivityForm("pedagogical_council", "Педагогический совет", "повестка и решения педагогов"),
        ActivityForm(
            "virtual_council",
            "Виртуальный педагогический совет",
            "совет на сайте с голосованием по вопросам",
        ),
        ActivityForm("methodical_council", "Методический совет", "решения о методической работе"),
        ActivityForm(
            "problem_council", "Проблемный совет", "разбор трудности, который кончается решением"
        ),
        ActivityForm("contest", "Профессиональный конкурс", "номинации, работы и жюри"),
        ActivityForm("festival", "Фестиваль проектов", "показ работ без мест"),
        ActivityForm("project", "Проект", "цель, команда, задачи и итог"),
        ActivityForm("campaign", "Акция", "короткое общее дело с отчётом"),
        ActivityForm("challenge", "Челлендж (эстафета)", "задание, которое передают коллегам"),
        ActivityForm("marathon", "Марафон", "несколько дней, каждый день задание"),
        ActivityForm("consultation", "Консультация", "ответ специалиста, очно или на расстоянии"),
        ActivityForm(
            "consultation_line", "Консультативная линия", "вопросы по теме в назначенные дни"
        ),
        ActivityForm("mentoring", "Наставничество", "пара с целью и встречами"),
        ActivityForm(
            "remote_mentoring", "Удалённое наставничество", "пара из разных школ, всё на расстоянии"
        ),
        ActivityForm(
            "corporate_tutoring",
            "Корпоративное тьюторство",
            "тьютор для педагогов своей организации",
        ),
        ActivityForm(
            "experience", "Презентация опыта", "рассказ о своей работе с записью и вопросами"
        ),
        ActivityForm("open_day", "День открытых дверей", "встреча, на которую зовут всех"),
        ActivityForm("open_microphone", "Открытый микрофон", "каждый может выступить"),
        ActivityForm(
            "course_presentation", "Презентация курсов", "рассказ о том, чему можно научиться"
        ),
        ActivityForm("fair", "Ярмарка", "столы организаций и их находки"),
        ActivityForm(
            "virtual_party", "Виртуальная вечеринка", "неформальная встреча без часов и справок"
        ),
    )
}
