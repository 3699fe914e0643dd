"""Help, mentoring and growth."""

from staffroom.shared.regulations.registry.kinds import Key, Kind, Option

KEYS = (
    Key(
        code="consultations.modes",
        group="growing",
        title="Консультации",
        hint="Как педагог получает ответ специалиста.",
        kind=Kind.MANY,
        default=["in_person", "remote"],
        options=(
            Option("in_person", "Очно"),
            Option("remote", "На расстоянии"),
            Option("materials", "По запросу материалов"),
            Option("department", "В управлении образования"),
            Option("targeted", "Адресная методическая помощь"),
            Option("lines", "Консультативные линии"),
            Option("tutors", "У тьюторов"),
        ),
    ),
    Key(
        code="consultations.sla_days",
        group="growing",
        title="За сколько рабочих дней отвечать на вопрос",
        hint="Вопрос без ответа дольше этого поднимается у того, кто ведёт сообщество.",
        kind=Kind.NUMBER,
        default=5,
        unit=("рабочий день", "рабочих дня", "рабочих дней"),
        most=60,
        read_by=("staffroom.shared.duties.queries.help_days",),
        page="«Ждёт вас»: вопросы без ответа",
    ),
    Key(
        code="mentoring.modes",
        group="growing",
        title="Наставничество",
        hint="Какие пары и группы заводят.",
        kind=Kind.MANY,
        default=["mentoring"],
        options=(
            Option("mentoring", "Наставник и наставляемый"),
            Option("remote", "Удалённое наставничество"),
            Option("corporate", "Тьютор в своей организации"),
            Option("network", "Сетевое тьюторство"),
        ),
    ),
    Key(
        code="competence.model",
        group="growing",
        title="Модель профессионального роста",
        hint="По какому дереву умений ищут, чему учиться.",
        kind=Kind.CHOICE,
        default="general",
        options=(
            Option("none", "Без модели", ""),
            Option(
                "general", "Общая", "Затруднения и успехи описывают общей моделью умений педагога."
            ),
            Option(
                "functional_literacy",
                "Функциональная грамотность",
                "Рост педагога описывают через функциональную грамотность.",
            ),
            Option("i_smart", "I-SMART skills", "Умения обновляют по модели «I – SMART skills»."),
            Option(
                "free", "Свой путь каждого", "Каждый сам выбирает путь профессионального роста."
            ),
        ),
    ),
    Key(
        code="target.groups",
        group="growing",
        title="Кому помогают особо",
        hint="Отметку видят только сотрудники; в открытых списках её нет.",
        kind=Kind.MANY,
        default=[],
        options=(
            Option("low_results", "Педагоги школ с низкими образовательными результатами"),
            Option("early_career", "Молодые специалисты"),
        ),
    ),
)
