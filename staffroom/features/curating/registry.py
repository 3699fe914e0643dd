"""The kind of publication by which a curator speaks to the listeners."""

from staffroom.shared.accounts.registry import Power
from staffroom.shared.publications.registry import Kind, register_kind

MESSAGE = register_kind(
    Kind(
        code="message",
        label="Обращение к слушателям",
        new_label="Написать слушателям",
        icon="send",
        power=Power.GUIDE,
        is_addressed=True,
    )
)
