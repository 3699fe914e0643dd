"""The kinds of publications that people talk in."""

from staffroom.shared.accounts.registry import Power
from staffroom.shared.publications.registry import META, Kind, register_kind

TOPIC = register_kind(
    Kind(
        code="topic",
        label="Обсуждение",
        new_label="Начать обсуждение",
        icon="comment",
        form_code="forum",
        is_talk=True,
        is_led=True,
        order=20,
    )
)
HELP = register_kind(
    Kind(
        code="help", label="Нужна помощь", new_label="Спросить коллег", icon="help", form_code="help",
        is_talk=True, is_question=True, order=10,
    )
)  # fmt: skip
PROPOSAL = register_kind(
    Kind(
        code="proposal",
        label="Предложение",
        new_label="Предложить улучшение",
        icon="star",
        form_code="proposal",
        is_talk=True,
        order=40,
    )
)
EXCHANGE = register_kind(
    Kind(
        code="exchange",
        label="Обмен недели",
        new_label="Провести обмен недели",
        icon="refresh",
        power=Power.MODERATE,
        is_led=True,
        hint="Опишите один приём: что делали, в каком классе, что вышло. Неделю коллеги спрашивают, "
        "потом вы подводите итог. Того, чей это опыт, можно позвать в соавторы.",
        order=50,
    )
)
NEWS = register_kind(
    Kind(
        code="news",
        label="Новость",
        new_label="Опубликовать новость",
        icon="megaphone",
        form_code="news",
        power=Power.MODERATE,
        order=30,
    )
)
META_TOPIC = register_kind(
    Kind(
        code=META,
        label="О правилах и модерации",
        new_label="Открыть тему о модерации",
        icon="shield",
        is_of_district=True,
        order=60,
    )
)
TALK = (HELP.code, TOPIC.code, PROPOSAL.code, EXCHANGE.code)
