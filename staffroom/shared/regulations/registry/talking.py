"""Rules of talk, channels and contacts."""

from staffroom.shared.regulations.registry import video
from staffroom.shared.regulations.registry.kinds import Key, Kind, Option

KEYS = (
    Key(
        code="moderation.rules",
        group="talking",
        title="За что можно пожаловаться",
        hint="Эти причины стоят в окне «Пожаловаться».",
        kind=Kind.MANY,
        default=[
            "propaganda",
            "incitement",
            "insult",
            "personal_data",
            "copyright",
            "ethics",
            "spam",
        ],
        options=(
            Option("propaganda", "Политическая или религиозная пропаганда"),
            Option("incitement", "Разжигание розни, расизм, национализм, пропаганда насилия"),
            Option("insult", "Оскорбление"),
            Option("personal_data", "Разглашение личных сведений"),
            Option("copyright", "Нарушение авторских прав"),
            Option("ethics", "Нарушение этики общения"),
            Option("statements", "Недостоверное или вредное высказывание"),
            Option("leaders_talk", "Обсуждение руководителей вне отведённой темы"),
            Option("hindering", "Помехи в работе руководителя и модераторов"),
            Option("spam", "Реклама и посторонние сообщения"),
        ),
        read_by=("staffroom.shared.moderation.queries.grounds",),
        page="«Пожаловаться»: причины",
    ),
    Key(
        code="moderation.meta_topics",
        group="talking",
        title="Где обсуждают действия модераторов",
        hint="Сообщения не на месте переносят, а не удаляют.",
        kind=Kind.CHOICE,
        default="free",
        options=(
            Option(
                "free",
                "Где угодно",
                "Обсуждать работу сообщества и предлагать улучшения можно свободно.",
            ),
            Option(
                "special",
                "Только в отведённых темах",
                "Действия руководителя и модераторов обсуждают только в специально созданных темах.",
            ),
        ),
        read_by=("staffroom.shared.publications.queries.meta.is_talk_apart",),
        page="«Обсуждения» сообщества: где говорят о модерации",
    ),
    Key(
        code="moderation.sanctions",
        group="talking",
        title="Меры за нарушения",
        hint="Порядок мер: замечание, скрытие, предупреждение, запрет писать на 3, 7, 30 дней, исключение.",
        kind=Kind.CHOICE,
        default="ladder",
        options=(
            Option(
                "ladder",
                "Обычный порядок мер",
                "Меры применяют по порядку: от замечания до исключения; на каждую можно "
                "пожаловаться в течение 10 дней.",
            ),
            Option(
                "ladder_second_person",
                "Обычный порядок; о помехах решают двое",
                "Меры применяют по порядку: от замечания до исключения; решение о помехах в работе принимают двое.",
            ),
        ),
    ),
    Key(
        code="moderation.pii_check",
        group="talking",
        title="Если в записи телефон или адрес",
        hint="Сайт замечает личные сведения до публикации.",
        kind=Kind.CHOICE,
        default="warn",
        options=(
            Option("off", "Не проверять", "Записи на личные сведения не проверяются."),
            Option(
                "warn",
                "Предупредить автора",
                "Автора, который указывает телефон или адрес, сайт предупреждает.",
            ),
            Option(
                "warn_hide",
                "Предупредить и скрыть по первой жалобе",
                "Автора, который указывает телефон или адрес, сайт предупреждает; по первой жалобе запись скрывается.",
            ),
        ),
        read_by=(
            "staffroom.shared.publications.queries.personal.personal_in",
            "staffroom.shared.moderation.queries.holding_reason",
        ),
        page="Ответ и новая запись: вопрос перед публикацией; жалоба на личные сведения",
    ),
    Key(
        code="chat.direct",
        group="talking",
        title="Личные сообщения",
        hint="Может ли участник написать участнику напрямую.",
        kind=Kind.FLAG,
        default=True,
        options=(
            Option("yes", "Да", "Каждый может написать каждому напрямую."),
            Option("no", "Нет", "Личных сообщений нет."),
        ),
    ),
    Key(
        code="channels.enabled",
        group="talking",
        title="Как приходят известия",
        hint="Кроме сайта и почты каналы подключает администратор.",
        kind=Kind.MANY,
        default=["site", "email"],
        options=(
            Option("site", "На сайте"),
            Option("email", "По электронной почте"),
            Option("messenger", "В мессенджере"),
            Option("social", "На странице в социальной сети"),
            Option("organization_sites", "На сайтах организаций"),
        ),
    ),
    Key(
        code="video.provider",
        group="talking",
        title="Видео по ссылкам",
        hint="Ссылки каких служб принимаются. Свой файл можно загрузить всегда.",
        kind=Kind.MANY,
        default=[video.ANY],
        options=(
            Option(video.ANY, "По любой ссылке"),
            *(Option(code, service.label) for code, service in video.SERVICES.items()),
            Option(video.OWN, "Только свой файл, без ссылок"),
        ),
        read_by=("staffroom.features.materials.policies.recordings.services_of",),
        page="Форма материала: ссылка на видео",
    ),
    Key(
        code="contacts.public",
        group="talking",
        title="Чьи контакты на сайте",
        hint="Кого видит посетитель на странице «Контакты».",
        kind=Kind.CHOICE,
        default="centre",
        options=(
            Option(
                "centre", "Методического центра", "На сайте указаны контакты методического центра."
            ),
            Option(
                "department",
                "Управления образования",
                "На сайте указаны контакты управления образования.",
            ),
            Option(
                "administrators",
                "Тех, кто ведёт сообщества, с их согласия",
                "На сайте названы те, кто ведёт сообщества; личный телефон публикуется только с согласия.",
            ),
            Option(
                "base_organization",
                "Базовых организаций",
                "На сайте указаны контакты базовых организаций.",
            ),
            Option("coordinator", "Координатора", "На сайте указан координатор."),
        ),
        read_by=("staffroom.overviews.site.queries.public.groups",),
        page="Открытый перечень сообществ: контакты ведущих",
        is_of_district=True,
    ),
)
