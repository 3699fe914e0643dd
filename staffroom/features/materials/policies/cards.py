"""What a card must hold before others read the material."""

from staffroom.core import files
from staffroom.core.errors import DomainError
from staffroom.features.materials.models import Children, Material
from staffroom.features.materials.policies.guarding import doubts_of
from staffroom.features.materials.policies.opening import has_yes, is_guarded
from staffroom.features.materials.policies.recordings import asks_who_is_shown, require_watched
from staffroom.features.materials.registry import PRACTICE, RECORDINGS, WORKS_OF_PUPILS
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.publications.models import Coauthor, CoauthorState, Publication
from staffroom.shared.publications.policies import OPEN_TO_ALL
from staffroom.shared.publications.registry import PUBLICATION_FILES


def require_ready(publication: Publication) -> None:
    """Stop a material whose card leaves open what its readers rely on.

    Raises:
        DomainError: origin or terms are not told, a video says nothing of children, children or their
            works are shown without the statement of consents, a video has nothing to watch, a link of a
            service that is not taken, or adults without their consent, something looks like pupils' data and
            nobody has answered for it, children would be shown to everybody without a moderator's yes, a
            practice has no essence, a co-author has not agreed yet where
            the regulation wants everybody's consent (`ip.policy`, PD-3.4).
    """
    card = Material.objects.filter(publication=publication).first()
    if card is None:
        raise DomainError("Заполните карточку материала.", field="material_kind")
    if not card.origin:
        raise DomainError("Скажите, откуда материал: это защищает и вас, и коллег.", field="origin")
    if card.origin == "borrowed" and not card.source.strip():
        raise DomainError("Укажите источник: название и автора или ссылку.", field="source")
    if not card.terms:
        told = " и отметьте, что согласны с ними" if card.accepted_at is None else ""
        raise DomainError(
            f"Выберите, на каких условиях этим можно пользоваться{told}.", field="terms"
        )
    if card.accepted_at is None:
        raise DomainError("Отметьте, что согласны с условиями пользования.", field="accepts")
    if card.kind == PRACTICE and not card.essence.strip():
        raise DomainError("Опишите, в чём суть практики.", field="essence")
    _require_statement(card, publication)
    _require_yes(card, publication)
    _require_answer(publication)
    _require_consents(publication)


def _require_statement(card: Material, publication: Publication) -> None:
    """Children are shown, and their works, by the consent of their parents alone (152-ФЗ; BT-1.5.b)."""
    rows = files.files_of(PUBLICATION_FILES, [publication.pk]).get(publication.pk, [])
    is_video = asks_who_is_shown(card, rows)
    if is_video and not card.children:
        raise DomainError("Скажите, есть ли на видео дети.", field="children")
    if is_video:
        require_watched(card, publication, rows)
    is_mute = any(row.kind in RECORDINGS and not row.about for row in rows)
    if not publication.plain.strip() and (is_mute or (is_video and not rows)):
        raise DomainError(
            "Скажите в тексте, о чём запись: её прочтут те, кто не слышит или не может её загрузить.",
            field="body",
        )
    if card.consents_at is not None:
        return
    if card.children == Children.SHOWN:
        raise DomainError(
            "Видео с детьми публикуют, когда письменное согласие родителей каждого ребёнка есть в школе."
            " Отметьте это или сохраните черновик.",
            field="consents",
        )
    if card.origin == WORKS_OF_PUPILS:
        raise DomainError(
            "Работы учеников публикуют, когда письменное согласие родителей каждого ребёнка есть в школе."
            " Отметьте это или сохраните черновик.",
            field="consents",
        )


def _require_yes(card: Material, publication: Publication) -> None:
    """The author opens children to those who have signed in; to everybody, a moderator (law.md)."""
    if publication.audience not in OPEN_TO_ALL or not is_guarded(card, publication):
        return
    if not has_yes(card, publication):
        raise DomainError(
            "Запись, где есть дети, автор открывает участникам сообщества или района. Выберите их и"
            " опубликуйте, потом на странице материала попросите модератора открыть шире.",
            field="audience",
        )


def _require_answer(publication: Publication) -> None:
    found = doubts_of(publication)
    if found:
        raise DomainError(
            f"Похоже, здесь сведения об учениках. {'; '.join(one.told for one in found)}."
            " Уберите их или ответьте, почему их можно показать.",
            field="pupils",
        )


def _require_consents(publication: Publication) -> None:
    scope = publication.home_community or publication.district
    if rules_of(scope).choice("ip.policy") != "consent":
        return
    waiting = Coauthor.objects.filter(publication=publication, state=CoauthorState.INVITED)
    if names := list(waiting.order_by("pk").values_list("person__name", flat=True)):
        raise DomainError(
            f"Общий материал публикуют с согласия каждого соавтора. Ещё не ответили: {', '.join(names)}."
        )
