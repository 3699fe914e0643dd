"""Who may take part and how a person becomes a member."""

from staffroom.shared.accounts.registry import POSITION_GROUPS
from staffroom.shared.regulations.registry.kinds import Key, Kind, Option

KEYS = (
    Key(
        code="registration.mode",
        group="joining",
        title="Как педагог регистрируется на сайте",
        hint="От этого зависит, нужно ли кому-то проверять новую регистрацию.",
        kind=Kind.CHOICE,
        default="self_checked",
        options=(
            Option(
                "self",
                "Сам, без проверки",
                "Педагог регистрируется сам и сразу становится участником.",
            ),
            Option(
                "self_checked",
                "Сам, место работы проверяется",
                "Педагог регистрируется сам и сразу становится участником; место работы потом подтверждают.",
            ),
            Option(
                "by_coordinator",
                "Сам, принимает координатор",
                "Педагог подаёт заявку на регистрацию, решение по ней принимает координатор.",
            ),
            Option(
                "by_organization",
                "Его вносит организация или управление",
                "Участников вносит в список организация или управление образования.",
            ),
            Option(
                "by_centre",
                "Его вносит методический центр",
                "Участников вносит в список методический центр.",
            ),
        ),
        read_by=("staffroom.shared.communities.queries.admissions.state_at_once",),
        page="Регистрация в районе и очередь заявок",
        is_of_district=True,
    ),
    Key(
        code="membership.scope",
        group="joining",
        title="Работники каких организаций становятся участниками",
        hint="Остальных можно принять только гостями.",
        kind=Kind.CHOICE,
        default="district",
        options=(
            Option(
                "district",
                "Любых организаций района или города",
                "Участниками становятся работники организаций, которые числятся в списке организаций сети.",
            ),
            Option(
                "education",
                "Школ, детских садов и дополнительного образования",
                "Участниками становятся педагоги общего и дополнительного образования: школ, "
                "детских садов, учреждений дополнительного образования.",
            ),
            Option(
                "anyone",
                "Любых, в том числе других районов",
                "Участником может стать педагог любой организации, в том числе из другого района.",
            ),
        ),
        read_by=(
            "staffroom.shared.communities.queries.admissions.is_in_scope",
            "staffroom.shared.communities.queries.admissions.outsider_state",
        ),
        page="Регистрация в районе: участник или гость",
        is_of_district=True,
    ),
    Key(
        code="membership.positions",
        group="joining",
        title="Каких должностей",
        hint="Человека с другой должностью принимают отдельным решением.",
        kind=Kind.MANY,
        default=list(POSITION_GROUPS),
        options=tuple(Option(group.code, group.label) for group in POSITION_GROUPS.values()),
        read_by=("staffroom.shared.communities.queries.rules.position_is_named",),
        page="«Вступить» на странице сообщества",
    ),
    Key(
        code="membership.mode",
        group="joining",
        title="Как вступают в сообщество",
        hint="Действует для каждого сообщества района, если у него нет своих правил.",
        kind=Kind.CHOICE,
        default="self",
        options=(
            Option(
                "self",
                "Свободно, одной кнопкой",
                "Вступление свободное: педагог сам входит в сообщество и сам выходит из него.",
            ),
            Option(
                "invitation",
                "По приглашению или просьбе",
                "В сообщество приглашает тот, кто его ведёт; педагог принимает приглашение или "
                "отклоняет его. Можно и самому попросить о приёме.",
            ),
            Option(
                "roster",
                "Согласие педагога, затем приказ о составе",
                "Педагог даёт согласие, после чего состав утверждает приказ. Выйти можно сразу, "
                "изменение приказа следует за этим.",
            ),
            Option(
                "registration",
                "Открыто каждому, кто принят на сайт",
                "Участником становится каждый, кого зарегистрировал координатор; в секции входят свободно.",
            ),
        ),
        read_by=(
            "staffroom.shared.communities.queries.rules.joins_at_once",
            "staffroom.shared.communities.queries.rules.joins_by_order",
        ),
        page="«Вступить» на странице сообщества; «Состав по приказу»",
    ),
    Key(
        code="membership.min",
        group="joining",
        title="Сколько людей нужно, чтобы начать",
        hint="Меньшим составом сообщество не создаётся.",
        kind=Kind.MINIMUM,
        default={"persons": 1, "organizations": 1, "leader": False},
        read_by=(
            "staffroom.shared.communities.queries.rules.least_of",
            "staffroom.features.governance.policies.demands.Least",
        ),
        page="Состояние сообщества: можно ли начать работу; «Подать заявление»",
    ),
    Key(
        code="membership.limit",
        group="joining",
        title="Сколько участников может быть в сообществе",
        hint="Пустое поле: без ограничения.",
        kind=Kind.NUMBER,
        default=None,
        empty="без ограничения",
        unit=("участник", "участника", "участников"),
        read_by=("staffroom.shared.communities.queries.rules.joins_at_once",),
        page="«Вступить» на странице сообщества",
    ),
    Key(
        code="participants.organizations",
        group="joining",
        title="Участвуют ли организации, а не только люди",
        read_by=("staffroom.shared.communities.policies.ties.may_invite_organization",),
        page="Связи сообщества: можно ли пригласить организацию",
        hint="Если да, организация может состоять в сети как сторона.",
        kind=Kind.FLAG,
        default=False,
        options=(
            Option("yes", "Да", "Наравне с людьми в сети участвуют организации."),
            Option("no", "Нет", "В сети участвуют люди, организации в ней сторонами не считаются."),
        ),
    ),
)
