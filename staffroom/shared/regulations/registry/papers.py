"""Papers: which are kept, who issues and approves them."""

from staffroom.shared.regulations.registry.kinds import Key, Kind, Option

KEYS = (
    Key(
        code="documents.required",
        group="papers",
        title="Какие документы должны быть",
        hint="Полка документов сообщества и района.",
        kind=Kind.MANY,
        default=["order", "regulation"],
        options=(
            Option("order", "Приказ"),
            Option("regulation", "Положение"),
            Option("group_regulation", "Положение о группе"),
            Option("leader_regulation", "Положение о руководителе группы"),
            Option("agreements", "Договоры о совместной деятельности"),
            Option("annex", "Приложение с перечнем"),
            Option("acts", "Перечень нормативных актов"),
            Option("minutes", "Протокол"),
            Option("composition", "Приказы о составе"),
        ),
    ),
    Key(
        code="documents.issuer",
        group="papers",
        title="Кто издаёт приказы",
        hint="Полное название органа, как его печатают в документах.",
        kind=Kind.TEXT,
        default="",
        empty="не указано",
    ),
    Key(
        code="documents.approval",
        group="papers",
        title="Как утверждают документы",
        hint="Какие шаги проходит документ.",
        kind=Kind.CHOICE,
        default="order",
        options=(
            Option("order", "Приказом", "Документы утверждаются приказом."),
            Option(
                "council_order",
                "Протокол совета, затем приказ",
                "Документ принимает совет, затем его утверждает приказ.",
            ),
            Option("unstated", "Порядок не назван", "Порядок утверждения не назван."),
        ),
    ),
    Key(
        code="documents.adoption",
        group="papers",
        title="Принимают ли документ организации",
        hint="Если да, каждая организация записывает свой приказ о принятии.",
        kind=Kind.FLAG,
        default=False,
        options=(
            Option("yes", "Да", "Каждая организация принимает районный документ своим приказом."),
            Option("no", "Нет", ""),
        ),
    ),
    Key(
        code="documents.control",
        group="papers",
        title="Есть ли у приказа контролёр",
        hint="Кто следит, что приказ исполнен.",
        kind=Kind.FLAG,
        default=False,
        options=(
            Option("yes", "Да", "В приказе называют того, кто следит за исполнением."),
            Option("no", "Нет", ""),
        ),
    ),
    Key(
        code="documents.agreements",
        group="papers",
        title="Договоры о совместной деятельности",
        hint="Могут ли организации подкреплять общую работу договором.",
        kind=Kind.FLAG,
        default=False,
        options=(
            Option("yes", "Да", "Организации могут заключать договоры о совместной деятельности."),
            Option("no", "Нет", ""),
        ),
    ),
    Key(
        code="documents.drafting",
        group="papers",
        title="Обсуждают ли проекты документов",
        hint="Проект рассылается организациям, они присылают замечания.",
        kind=Kind.FLAG,
        default=False,
        options=(
            Option("yes", "Да", "Проекты документов обсуждаются с организациями до утверждения."),
            Option("no", "Нет", ""),
        ),
    ),
    Key(
        code="documents.languages",
        group="papers",
        title="Языки бланков",
        hint="На каких языках печатаются бланки.",
        kind=Kind.MANY,
        default=["ru"],
        options=(
            Option("ru", "Русский"),
            Option("tt", "Татарский"),
            Option("sah", "Якутский (саха)"),
        ),
    ),
)
