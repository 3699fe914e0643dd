"""Expert review of what members make."""

from staffroom.shared.regulations.registry.kinds import Key, Kind, Option

KEYS = (
    Key(
        code="review.mode",
        group="reviewing",
        title="Экспертиза продуктов",
        hint="Нужна ли она и кем проводится.",
        kind=Kind.CHOICE,
        default="optional",
        options=(
            Option("none", "Не проводится", "Отдельная экспертиза не проводится."),
            Option(
                "optional", "По желанию", "Экспертиза проводится по желанию автора или модератора."
            ),
            Option(
                "required",
                "Обязательна для продукта группы",
                "Продукт группы обязательно проходит экспертизу.",
            ),
            Option("peer", "Взаимная, среди коллег", "Материалы смотрят коллеги с опытом."),
        ),
        read_by=(
            "staffroom.features.review.policies.requests.is_held",
            "staffroom.features.review.policies.reviewers.may_volunteer",
            "staffroom.bridges.product_handed_in_is_reviewed.handed_in",
        ),
        page="«Экспертиза» и «На экспертизу»",
    ),
    Key(
        code="review.organiser",
        group="reviewing",
        title="Кто её организует",
        hint="К кому приходит продукт, отправленный на экспертизу.",
        kind=Kind.CHOICE,
        default="moderator",
        options=(
            Option("none", "Никто", ""),
            Option("moderator", "Модератор", "Экспертизу организует модератор."),
            Option(
                "department",
                "Управление образования",
                "Экспертизу организует управление образования.",
            ),
            Option(
                "coordinator",
                "Координатор и тьюторы",
                "Экспертизу организуют координатор и тьюторы.",
            ),
        ),
        read_by=(
            "staffroom.features.review.actions.requests.ask",
            "staffroom.features.review.policies.requests.is_held",
        ),
        page="«Экспертиза»: у кого в очереди работа",
    ),
    Key(
        code="review.days",
        group="reviewing",
        title="Срок экспертизы",
        hint="От получения продукта до заключения.",
        kind=Kind.TERM,
        default=None,
        empty="срок не установлен",
        read_by=(
            "staffroom.features.review.actions.requests.ask",
            "staffroom.features.review.actions.requests.resume",
        ),
        page="Страница экспертизы: срок",
    ),
    Key(
        code="review.expert_source",
        group="reviewing",
        title="Кто может быть экспертом",
        hint="Откуда берутся эксперты.",
        kind=Kind.CHOICE,
        default="named",
        options=(
            Option("none", "Экспертов нет", ""),
            Option("named", "Названные организатором", "Экспертов называет организатор."),
            Option(
                "instructors",
                "Опытные участники по направлениям",
                "Эксперты: опытные участники сообщества, каждый по своему направлению.",
            ),
            Option(
                "external",
                "Внешние независимые специалисты",
                "Эксперты: внешние независимые специалисты без личного интереса.",
            ),
            Option(
                "merit",
                "Коллеги с заслугами",
                "Эксперты: высококвалифицированные коллеги, победители конкурсов, учителя-методисты.",
            ),
        ),
        read_by=(
            "staffroom.features.review.queries.dispatch._barriers",
            "staffroom.features.review.actions.requests.ask",
        ),
        page="«Выбрать эксперта»",
    ),
    Key(
        code="review.recommendation",
        group="reviewing",
        title="Рекомендация после экспертизы",
        hint="Рекомендует ли методический совет лучшее к публикации.",
        kind=Kind.FLAG,
        default=False,
        options=(
            Option(
                "yes",
                "Да",
                "Лучшие продукты районный методический совет рекомендует для публикации и конференций.",
            ),
            Option("no", "Нет", ""),
        ),
        read_by=(
            "staffroom.features.review.policies.council.may_see_list",
            "staffroom.features.review.policies.council.may_propose",
        ),
        page="«Методический совет»",
    ),
    Key(
        code="review.vote_days",
        group="reviewing",
        title="За сколько дней голосует методический совет",
        hint="Срок считается со следующего дня после предложения.",
        kind=Kind.TERM,
        default={"days": 5, "calendar": "working"},
        read_by=("staffroom.features.review.actions.council._vote_by",),
        page="«Методический совет»: до какого дня голосуют",
    ),
    Key(
        code="review.levels",
        group="reviewing",
        title="Уровень заключения",
        hint="Что пишут в заключении и справке.",
        kind=Kind.CHOICE,
        default="district",
        options=(
            Option("community", "Уровень сообщества"),
            Option("municipal", "Муниципальный"),
            Option("city", "Городской"),
            Option("district", "Районный"),
        ),
        read_by=("staffroom.features.review.actions.conclusions.conclude",),
        page="Страница экспертизы: заключение",
    ),
)
