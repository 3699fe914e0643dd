"""Who leads: the roles, what they may do and who gives them."""

from staffroom.shared.regulations.registry.kinds import Key, Kind, Option

LEADING = ["admit", "manage_people", "manage_organizations", "manage_communities", "manage_members"]
KEEPING = ["manage_members", "manage_structure", "moderate", "publish_news", "see_statistics"]

BASIC_ROLES = [
    {
        "code": "coordinator",
        "number": 1,
        "title": "Координатор",
        "scope": "district",
        "powers": [
            "see_all",
            *LEADING,
            "manage_structure",
            "grant_roles",
            "moderate",
            "publish_news",
            "change_regulation",
            "see_journal",
            "see_statistics",
            "see_flags",
            "keep_documents",
        ],
    },
    {
        "code": "methodist",
        "number": 2,
        "title": "Методист",
        "scope": "district",
        "powers": [
            "see_all",
            "manage_communities",
            "publish_news",
            "see_statistics",
            "see_flags",
            "keep_documents",
        ],
    },
    {
        "code": "technician",
        "number": 3,
        "title": "Администратор сайта",
        "scope": "district",
        "powers": ["manage_structure", "technical"],
    },
    {
        "code": "moderator",
        "number": 4,
        "title": "Модератор",
        "scope": "community",
        "powers": KEEPING,
    },
    {
        "code": "expert",
        "number": 5,
        "title": "Эксперт",
        "scope": "district",
        "powers": ["review"],
    },
]

KEYS = (
    Key(
        code="roles.catalogue",
        group="leading",
        title="Роли и их права",
        hint="Название роли и то, что она позволяет. Права действуют сразу у всех, кому роль дана.",
        kind=Kind.ROLES,
        default=BASIC_ROLES,
        read_by=("staffroom.shared.regulations.queries.rules.values",),
        page="Назначение роли и всё, что роль позволяет",
    ),
    Key(
        code="roles.lead",
        group="leading",
        title="Кто отвечает за всю сеть",
        hint="Чья роль стоит во главе района.",
        kind=Kind.ROLE,
        default="coordinator",
        read_by=("staffroom.shared.communities.forms.people.AppointForm",),
        page="«Роли района»: новое назначение оканчивает прежнее, нужен приказ",
        is_of_district=True,
    ),
    Key(
        code="roles.group_lead",
        group="leading",
        title="Кто ведёт сообщество",
        hint="Эту роль получает тот, кому поручено новое сообщество.",
        kind=Kind.ROLE,
        default="moderator",
        read_by=("staffroom.shared.communities.forms.people.RoleForm",),
        page="Назначение роли: какая предложена",
    ),
    Key(
        code="roles.section_leads",
        group="leading",
        title="Кто ведёт части сообщества",
        hint="Секции, объединения и другие части.",
        kind=Kind.ROLE,
        default=None,
        empty="отдельно не назначается",
    ),
    Key(
        code="roles.moderator_source",
        group="leading",
        title="Кто может быть модератором",
        hint="Кого сайт предложит, когда вы назначаете модератора.",
        kind=Kind.CHOICE,
        default="members",
        options=(
            Option(
                "methodologists",
                "Методисты центра",
                "Модераторами бывают методисты методического центра.",
            ),
            Option(
                "centre_staff",
                "Сотрудники центра",
                "Модераторами бывают сотрудники методического центра.",
            ),
            Option(
                "department_staff",
                "Сотрудники управления",
                "Модераторами бывают сотрудники управления образования.",
            ),
            Option("members", "Любой участник", "Модератором может стать любой участник."),
        ),
        read_by=("staffroom.shared.communities.queries.rules.may_be_moderator",),
        page="Назначение роли: кого можно назначить",
    ),
    Key(
        code="roles.moderator_appointed_by",
        group="leading",
        title="На каком основании модератор получает права",
        hint="Эти слова предлагаются как основание при назначении.",
        kind=Kind.CHOICE,
        default="coordinator",
        options=(
            Option("position", "По должности", "Модератор получает права по должности."),
            Option(
                "department",
                "По решению управления",
                "Модератор получает права по решению управления образования.",
            ),
            Option(
                "annex", "По приложению к положению", "Модераторы названы в приложении к положению."
            ),
            Option("order", "По приказу", "Модератор получает права по приказу."),
            Option("coordinator", "По решению координатора", "Модератора определяет координатор."),
        ),
        read_by=(
            "staffroom.shared.communities.forms.people.RoleForm",
            "staffroom.shared.communities.queries.rules.moderates_by_order",
        ),
        page="Назначение роли: основание",
    ),
    Key(
        code="roles.site_admin_source",
        group="leading",
        title="Кто администрирует сайт",
        hint="Из кого берут администратора сайта. Личных сведений он не видит.",
        kind=Kind.CHOICE,
        default="centre_staff",
        options=(
            Option(
                "centre_staff",
                "Сотрудник центра",
                "Сайт администрирует сотрудник методического центра.",
            ),
            Option(
                "department_staff",
                "Сотрудник управления",
                "Сайт администрирует сотрудник управления образования.",
            ),
            Option(
                "teachers",
                "Технический специалист из педагогов",
                "Сайт администрирует технический специалист из числа педагогов; к личным "
                "сведениям участников у него доступа нет.",
            ),
        ),
        read_by=("staffroom.shared.communities.queries.rules.may_be_site_admin",),
        page="«Роли района»: кого можно назначить администратором сайта",
        is_of_district=True,
    ),
    Key(
        code="duties.remind_days",
        group="leading",
        title="Когда напоминать о сроках",
        hint="За сколько рабочих дней до конца срока приходит напоминание тому, кто должен решить или ответить.",
        kind=Kind.MANY,
        default=["3", "1", "0"],
        options=(
            Option("7", "За 7 рабочих дней"),
            Option("5", "За 5 рабочих дней"),
            Option("3", "За 3 рабочих дня"),
            Option("2", "За 2 рабочих дня"),
            Option("1", "За 1 рабочий день"),
            Option("0", "В последний день"),
        ),
        read_by=("staffroom.shared.duties.queries.remind_days",),
        page="Уведомления о сроках «Ждёт вас»",
        is_of_district=True,
    ),
)
