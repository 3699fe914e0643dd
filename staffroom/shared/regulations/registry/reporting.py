"""How the work is judged and told about."""

from staffroom.shared.regulations.registry.kinds import Key, Kind, Option

KEYS = (
    Key(
        code="evaluation.method",
        group="reporting",
        title="Как оценивают работу",
        hint="Из чего складывается оценка.",
        kind=Kind.CHOICE,
        default="statistics",
        options=(
            Option(
                "survey",
                "Анкета всех участников и рефлексия",
                "Работу оценивают анкетированием всех участников; по его итогам работу поправляют.",
            ),
            Option(
                "coverage",
                "Охват и исполнение приказа",
                "Смотрят, какая часть педагогов участвует и исполнен ли приказ.",
            ),
            Option(
                "statistics",
                "Статистика за период",
                "Работу оценивают по статистике за названный период.",
            ),
            Option(
                "sheet",
                "Лист оценки модератора",
                "Работу по критериям оценивает модератор; можно пригласить внешних экспертов.",
            ),
            Option("yearly", "Годовой отчёт координатора", "Координатор готовит отчёт за год."),
        ),
    ),
    Key(
        code="evaluation.criteria",
        group="reporting",
        title="Показатели",
        hint="Что попадает в отчёт. Числа сайт собирает сам.",
        kind=Kind.MANY,
        default=["members", "active_growth", "topics", "regularity"],
        options=(
            Option("members", "Число участников"),
            Option("composition", "Состав участников"),
            Option("active_growth", "Рост числа активных участников"),
            Option("variety", "Разнообразие видов деятельности"),
            Option("topics", "Обсуждаемые темы и их сменяемость"),
            Option("regularity", "Регулярность публикаций"),
            Option("informing", "Информирование о деятельности"),
            Option("evenness", "Равномерность участия"),
            Option("activity", "Активность участия во всех формах"),
            Option("coverage", "Охват педагогов"),
            Option("visits", "Посещения и просмотры"),
            Option("actions", "Активные действия"),
            Option("feedback", "Обратная связь"),
            Option("relevance", "Актуальность направления и решение задач"),
            Option("result_demand", "Разнообразие и востребованность результатов"),
            Option("demand", "Востребованность ресурсов"),
            Option("repository", "Наполнение банка материалов"),
        ),
    ),
    Key(
        code="evaluation.period",
        group="reporting",
        title="За какой период",
        hint="За какое время смотрят показатели.",
        kind=Kind.CHOICE,
        default="academic_year",
        options=(
            Option(
                "activity",
                "За период деятельности",
                "Итоги подводят за период деятельности сообщества.",
            ),
            Option(
                "academic_year",
                "За учебный год",
                "Итоги подводят за учебный год, с 1 сентября по 31 августа.",
            ),
            Option("calendar_year", "За календарный год", "Итоги подводят за календарный год."),
            Option("any", "За любые две даты", "Период отчёта выбирают свободно."),
        ),
    ),
    Key(
        code="report.template",
        group="reporting",
        title="Какой документ получается",
        hint="Вид отчёта.",
        kind=Kind.CHOICE,
        default="summary",
        options=(
            Option("summary", "Сводка", "По итогам составляют сводку."),
            Option("reflection", "Рефлексия", "По итогам пишут рефлексию об эффективности работы."),
            Option(
                "analysis", "Анализ за период", "По итогам пишут анализ деятельности за период."
            ),
            Option("sheet", "Лист оценки", "По итогам заполняют лист оценки."),
            Option("yearly", "Годовой отчёт", "По итогам готовят годовой отчёт."),
        ),
    ),
)
