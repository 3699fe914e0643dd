"""What is published, for whom, and how lively a community must be."""

from staffroom.shared.regulations.registry.forms import FORMS
from staffroom.shared.regulations.registry.kinds import Key, Kind, Option

DAYS = ("день", "дня", "дней")

KEYS = (
    Key(
        code="forms.enabled",
        group="publishing",
        title="Формы деятельности",
        hint="Что участники могут создавать. Выключенная форма не предлагается, но старые записи остаются.",
        kind=Kind.MANY,
        default=list(FORMS),
        options=tuple(Option(form.code, form.label, form.gloss) for form in FORMS.values()),
    ),
    Key(
        code="themes.priority",
        group="publishing",
        title="Приоритетные темы",
        hint="По одной на строке. Темой помечают записи и сообщества и отбирают их.",
        kind=Kind.NAMED,
        default=[],
        empty="тем нет",
        read_by=("staffroom.shared.communities.forms.groups.CommunityForm",),
        page="Форма сообщества и форма записи",
    ),
    Key(
        code="visibility.default",
        group="publishing",
        title="Кто увидит новую запись",
        hint="Это предлагается в форме записи; автор может выбрать другое.",
        kind=Kind.CHOICE,
        default="community",
        options=(
            Option("community", "Участники сообщества", "Новую запись видят участники сообщества."),
            Option(
                "district",
                "Все участники района",
                "Новую запись видят все зарегистрированные участники.",
            ),
            Option(
                "results_public",
                "Участники; результаты видят все",
                "Рабочие записи видят участники сообщества, результаты открыты всем.",
            ),
            Option(
                "public", "Все, и без входа", "Новую запись видят все, в том числе без регистрации."
            ),
        ),
        read_by=("staffroom.shared.publications.views.writing",),
        page="Форма записи: «Кто увидит»",
    ),
    Key(
        code="visibility.audiences",
        group="publishing",
        title="Для кого открытые страницы сайта",
        hint="Какие ленты есть на сайте для тех, кто не регистрировался.",
        kind=Kind.MANY,
        default=["news", "teachers"],
        options=(
            Option("news", "Новости"),
            Option("teachers", "Лента «Педагогам»"),
            Option("heads", "Лента «Руководителям»"),
            Option("parents", "Лента «Родителям»"),
            Option("pupils", "Лента «Учащимся»"),
            Option("directory", "Перечень сообществ"),
        ),
    ),
    Key(
        code="visibility.experience",
        group="publishing",
        title="Доступ к опыту коллеги",
        hint="Когда другие могут изучить страницу опыта.",
        kind=Kind.CHOICE,
        default="members",
        options=(
            Option(
                "on_request", "По просьбе", "Опыт коллеги изучают с его разрешения, по просьбе."
            ),
            Option(
                "after_review", "После экспертизы", "Опыт открывается коллегам после экспертизы."
            ),
            Option(
                "after_editing",
                "После редакции модератора",
                "Опыт открывается коллегам, когда его подготовил модератор.",
            ),
            Option("members", "Открыт участникам", "Показанный опыт открыт всем участникам."),
            Option("open", "Открыт всем", "Показанный опыт открыт всем."),
        ),
    ),
    Key(
        code="content.max_gap_days",
        group="publishing",
        title="Через сколько дней тишины предупредить",
        hint="Если в сообществе столько дней нет новых записей, это увидит тот, кто его ведёт.",
        kind=Kind.NUMBER,
        default=30,
        empty="не предупреждать",
        unit=DAYS,
        most=400,
        read_by=("staffroom.shared.communities.queries.rules.is_silent",),
        page="Страница сообщества для того, кто его ведёт",
    ),
    Key(
        code="activity.window_days",
        group="publishing",
        title="За сколько дней считать активность",
        hint="Участник без единого действия за это время отмечается как неактивный. Это не повод исключать.",
        kind=Kind.NUMBER,
        default=90,
        unit=DAYS,
        least=7,
        most=400,
    ),
    Key(
        code="plan.required",
        group="publishing",
        title="План работы",
        hint="Кто и как его составляет.",
        kind=Kind.CHOICE,
        default="free",
        options=(
            Option(
                "service",
                "По плану методической службы",
                "Мероприятия входят в план методической службы.",
            ),
            Option("free", "В свободной форме", "План составляют в свободной форме."),
            Option("content", "План публикаций", "Ведут план публикаций."),
            Option("moderator", "Составляет модератор", "План деятельности составляет модератор."),
            Option(
                "sections",
                "По секциям, утверждает координатор",
                "Планы составляют секции, утверждает координатор.",
            ),
        ),
    ),
    Key(
        code="materials.kinds",
        group="publishing",
        title="Виды материалов",
        hint="Из чего складывается банк материалов.",
        kind=Kind.MANY,
        default=["projects", "methodical", "teaching", "links", "practices"],
        options=(
            Option("projects", "Проекты и программы"),
            Option("methodical", "Методические разработки"),
            Option("teaching", "Учебные материалы"),
            Option("assessment", "Контрольно-измерительные материалы"),
            Option("achievement", "Листы оценки достижений"),
            Option("lesson_video", "Видеозаписи уроков"),
            Option("video", "Видео"),
            Option("audio", "Аудио"),
            Option("documents", "Документы"),
            Option("presentations", "Презентации"),
            Option("links", "Ссылки"),
            Option("resources", "Информационные ресурсы"),
            Option("practices", "Инновационные практики"),
            Option("products", "Продукты сообщества"),
            Option("articles", "Статьи"),
        ),
    ),
    Key(
        code="ip.policy",
        group="publishing",
        title="Права на материалы",
        hint="На каких условиях коллеги пользуются выложенным. Имя автора стоит всегда.",
        kind=Kind.CHOICE,
        default="author",
        options=(
            Option(
                "collective",
                "Общее пользование, авторство сохраняется",
                "Размещённым пользуются все участники сообща; имя автора всегда указывается.",
            ),
            Option(
                "author",
                "Условия выбирает автор",
                "Условия пользования материалом выбирает автор; имя автора всегда указывается.",
            ),
            Option(
                "consent",
                "Общие права, нужно согласие каждого соавтора",
                "Общий продукт публикуют с согласия каждого соавтора.",
            ),
        ),
    ),
    Key(
        code="portfolio.public",
        group="publishing",
        title="Открытое портфолио",
        hint="Кто решает, увидят ли портфолио посторонние.",
        kind=Kind.CHOICE,
        default="owner",
        options=(
            Option("owner", "Решает владелец", "Показывать ли портфолио всем, решает сам педагог."),
            Option("members", "Только участники", "Портфолио видят только участники."),
            Option("closed", "Никто, кроме владельца", "Портфолио видит только его владелец."),
        ),
    ),
    Key(
        code="storage.quota",
        group="publishing",
        title="Место для файлов сообщества, мегабайты",
        hint="Действует сразу. Когда место кончается, новые файлы не принимаются, старые остаются.",
        kind=Kind.NUMBER,
        default=2048,
        unit=("мегабайт", "мегабайта", "мегабайт"),
        most=1_000_000,
    ),
)
