"""Kinds of papers and the signs of their codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

DOCUMENT_FILES = "documents.document"
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that a person takes for another sign
CODE_LENGTH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentKind:
    """A kind of paper.

    `title` stands in lists; `of` is «к приказу», `by` «на основании приказа», `with_it` «утверждено
    приказом»; `second` is the name in the second language of the letterhead (Tatar, Sakha).
    `is_ours` papers are written and printed here, others are only registered. A kind without
    letterhead is written to an organisation, or by several; `prints` says what stands on the paper
    instead of the title. An agreement names its parties. `signers` are the roles of those who sign.
    """

    code: str
    title: str
    plural: str
    of: str
    by: str
    with_it: str
    is_ours: bool = True
    has_letterhead: bool = True
    has_addressee: bool = False
    has_parties: bool = False
    prints: str | None = None
    signers: tuple[str, ...] = ()
    second: Mapping[str, str] = field(default_factory=dict)

    @property
    def upper(self) -> str:
        """The name on the paper; "" when it bears none, as a letter."""
        return self.title.upper() if self.prints is None else self.prints


_KINDS = (
    DocumentKind(
        code="order", title="Приказ", plural="Приказы", of="приказу", by="приказа", with_it="приказом",
        second={"tt": "БОЕРЫК", "sah": "БИРИКЭЭС"},
    ),
    DocumentKind(
        code="regulation", title="Положение", plural="Положения", of="положению", by="положения",
        with_it="положением", second={"tt": "НИГЕЗЛӘМӘ", "sah": "БАЛАҺЫАНЬА"},
    ),
    DocumentKind(
        code="minutes", title="Протокол", plural="Протоколы", of="протоколу", by="протокола",
        with_it="протоколом", signers=("Председатель", "Секретарь"),
        second={"tt": "БЕРКЕТМӘ", "sah": "БОРОТОКУОЛ"},
    ),
    DocumentKind(
        code="application", title="Заявление", plural="Заявления", of="заявлению", by="заявления",
        with_it="заявлением", has_letterhead=False, has_addressee=True,
    ),
    DocumentKind(
        code="refusal", title="Уведомление об отказе", plural="Уведомления об отказе",
        of="уведомлению об отказе", by="уведомления об отказе", with_it="уведомлением об отказе",
        has_addressee=True,
    ),
    DocumentKind(
        code="letter", title="Письмо", plural="Письма", of="письму", by="письма", with_it="письмом",
        has_addressee=True, prints="",
    ),
    DocumentKind(
        code="agreement", title="Договор", plural="Договоры", of="договору", by="договора",
        with_it="договором", has_letterhead=False, has_parties=True,
    ),
    DocumentKind(
        code="conclusion", title="Экспертное заключение", plural="Экспертные заключения",
        of="экспертному заключению", by="экспертного заключения", with_it="экспертным заключением",
    ),
    DocumentKind(
        code="act", title="Нормативный акт", plural="Нормативные акты", of="акту", by="акта",
        with_it="актом", is_ours=False,
    ),
)  # fmt: skip
KINDS: dict[str, DocumentKind] = {kind.code: kind for kind in _KINDS}
NUMBERED = tuple(kind for kind in _KINDS if kind.is_ours)
