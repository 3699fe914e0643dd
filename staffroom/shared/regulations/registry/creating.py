"""How a community comes into being, how long it lives and how communities stand to each other."""

from staffroom.shared.regulations.registry.kinds import Key, Kind, Option

KEYS = (
    Key(
        code="creation.mode",
        group="creating",
        title="Как появляется новое сообщество",
        hint="Чем это оформляют: решением, приказом или готовым перечнем.",
        kind=Kind.CHOICE,
        default="staff",
        options=(
            Option(
                "staff",
                "Его открывают сотрудники центра",
                "Сообщество открывают сотрудники методического центра.",
            ),
            Option(
                "application",
                "По заявлению и приказу",
                "Сообщество создаётся по заявлению; решение оформляется приказом.",
            ),
            Option("order", "По приказу", "Сообщество создаётся приказом."),
            Option(
                "preset",
                "Из утверждённого перечня",
                "Сообщества создаются по утверждённому перечню.",
            ),
        ),
        read_by=(
            "staffroom.shared.communities.forms.groups.OpenForm",
            "staffroom.shared.communities.queries.rules.begins_by_order",
            "staffroom.features.governance.policies.initiating.way_of",
        ),
        page="Новое сообщество: «Основание»; «Инициативы и создание сообществ»",
        is_of_district=True,
    ),
    Key(
        code="creation.initiators",
        group="creating",
        title="Кто может начать",
        hint="Кто открывает сообщество или просит об этом.",
        kind=Kind.MANY,
        default=["centre", "department"],
        options=(
            Option("centre", "Сотрудники методического центра"),
            Option("department", "Управление образования"),
            Option("moderators", "Модераторы сообществ"),
            Option("coordinator", "Координатор"),
            Option("members", "Любой участник"),
            Option("organizations", "Организации"),
        ),
        read_by=(
            "staffroom.shared.communities.policies.groups.may_open",
            "staffroom.shared.communities.policies.groups.may_gather",
            "staffroom.features.governance.policies.initiating.initiators",
        ),
        page="Новое сообщество: кто может его открыть; «Собрать творческую группу»; «Подать заявление»",
    ),
    Key(
        code="creation.fields",
        group="creating",
        title="Что нужно указать при создании",
        hint="Без этих сведений сообщество не создаётся. Название указывают всегда.",
        kind=Kind.MANY,
        default=["goal"],
        options=(
            Option("goal", "Цель"),
            Option("theme", "Приоритетная тема"),
            Option("problem", "Проблема"),
            Option("task", "Профессиональная задача"),
            Option("result", "Предполагаемый результат"),
            Option("term", "Срок работы"),
            Option("participants", "Участники"),
            Option("category", "Для кого оно"),
            Option("page_link", "Ссылка на страницу группы"),
            Option("administrators", "Кто его ведёт"),
            Option("base_organization", "Базовая организация"),
            Option("section", "К какой части относится"),
        ),
        read_by=(
            "staffroom.shared.communities.forms.groups.CommunityForm",
            "staffroom.features.governance.policies.demands.asked_fields",
        ),
        page="Новое сообщество и заявление: что обязательно",
    ),
    Key(
        code="creation.decision_days",
        group="creating",
        title="За сколько дней решают по заявлению",
        hint="Срок считается со следующего дня после регистрации заявления.",
        kind=Kind.TERM,
        default=None,
        empty="срок не установлен",
        read_by=("staffroom.features.governance.policies.demands.decision_term",),
        page="Заявление о создании сообщества: сколько дней осталось",
    ),
    Key(
        code="creation.refusal_reason",
        group="creating",
        title="Обязательно ли объяснять отказ",
        hint="Если да, отказать без объяснения нельзя.",
        kind=Kind.FLAG,
        default=True,
        options=(
            Option(
                "yes", "Да", "Отказ обязательно объясняют, и заявитель получает это объяснение."
            ),
            Option("no", "Нет", "Объяснять отказ не обязательно."),
        ),
        read_by=("staffroom.features.governance.policies.demands.reason_is_asked",),
        page="Заявление о создании сообщества: «Отказать»",
    ),
    Key(
        code="lifecycle.term",
        group="creating",
        title="Сколько работает сообщество",
        hint="Нужен ли срок и чем он задаётся.",
        kind=Kind.CHOICE,
        default="permanent",
        options=(
            Option(
                "permanent", "Постоянно", "Сообщество работает постоянно, срок ему не назначают."
            ),
            Option(
                "period",
                "В течение периода деятельности",
                "Сообщество работает в течение своего периода деятельности.",
            ),
            Option(
                "date",
                "До даты, названной при создании",
                "Срок работы называют при создании; к его концу сообщество представляет результат.",
            ),
            Option(
                "task",
                "Пока не решена задача",
                "Сообщество работает, пока не решена задача, ради которой оно создано.",
            ),
        ),
        read_by=(
            "staffroom.shared.communities.forms.groups.CommunityForm",
            "staffroom.features.lifecycle.policies.endings.has_term",
            "staffroom.features.lifecycle.queries.endings.asks_verdict",
        ),
        page="Форма сообщества: нужны ли даты; «Срок и итоги»: напоминания и вывод о задаче",
    ),
    Key(
        code="lifecycle.closure",
        group="creating",
        title="Чем заканчивается работа",
        hint="На каком основании сообщество закрывают.",
        kind=Kind.CHOICE,
        default="moderator",
        options=(
            Option(
                "moderator",
                "Модератор переносит в архив",
                "Закончившее работу сообщество модератор переносит в архив.",
            ),
            Option(
                "term_end",
                "Конец срока и представленный результат",
                "Сообщество закрывается в конце срока, когда представлен результат.",
            ),
            Option(
                "centre",
                "Решение методического центра",
                "Решение о закрытии принимает методический центр.",
            ),
            Option(
                "verdict",
                "Вывод, решена ли задача",
                "Закрывая сообщество, записывают, решена ли задача, и называют результат.",
            ),
            Option("order", "Приказ о ликвидации", "Сообщество ликвидируется приказом."),
        ),
        read_by=(
            "staffroom.shared.communities.forms.states.ArchiveForm",
            "staffroom.shared.communities.queries.rules.ends_by_order",
            "staffroom.features.lifecycle.queries.endings.asks_verdict",
        ),
        page="Закрытие сообщества: что спрашивают; «Срок и итоги»: нужен ли приказ",
    ),
    Key(
        code="structure.nesting",
        group="creating",
        title="Как сообщества стоят друг к другу",
        hint="Могут ли одни сообщества быть внутри других.",
        kind=Kind.CHOICE,
        default="children",
        options=(
            Option(
                "children",
                "Главное и предметные внутри него",
                "Внутри общего сообщества действуют предметные и проблемные сообщества.",
            ),
            Option(
                "side_by_side",
                "Объединения и группы рядом",
                "Методические объединения и проблемные группы работают рядом, не подчиняясь друг другу.",
            ),
            Option(
                "flat",
                "Равные сообщества, без вложения",
                "Все сообщества равны и не входят одно в другое.",
            ),
            Option(
                "sections",
                "Одно многопредметное с секциями",
                "Сообщество одно, многопредметное; в нём действуют секции, из которых могут "
                "выделяться самостоятельные объединения.",
            ),
        ),
        read_by=(
            "staffroom.shared.communities.queries.rules.may_nest",
            "staffroom.shared.communities.forms.groups.OpenForm",
        ),
        page="Новое сообщество: вид и место",
        is_of_district=True,
    ),
    Key(
        code="structure.group_list",
        group="creating",
        title="Готовый перечень сообществ",
        hint="Сообщества, которые можно открыть одной кнопкой; названия потом правят.",
        kind=Kind.GROUPS,
        default=[],
        empty="перечня нет",
        read_by=(
            "staffroom.shared.communities.queries.groups.preset_left",
            "staffroom.shared.communities.views.manage.open_preset",
        ),
        page="Перечень сообществ: «Открыть по перечню»",
        is_of_district=True,
    ),
    Key(
        code="structure.links",
        group="creating",
        title="Связи между сообществами",
        read_by=("staffroom.shared.communities.policies.ties.may_propose_partner",),
        page="Связи сообщества: можно ли предложить партнёрство",
        hint="Как сообщества работают вместе.",
        kind=Kind.CHOICE,
        default="off",
        options=(
            Option("off", "Не заводятся", "Отдельных связей между сообществами не заводят."),
            Option("posting", "Общие записи", "Одна запись может стоять в нескольких сообществах."),
            Option(
                "partners",
                "Сообщества-партнёры",
                "Сообщества могут называть друг друга партнёрами и работать вместе.",
            ),
        ),
    ),
)
