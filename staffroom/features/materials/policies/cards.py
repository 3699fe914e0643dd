"""What a card must hold before others read the material."""

from staffroom.core.errors import DomainError
from staffroom.features.materials.models import Material
from staffroom.features.materials.registry import PRACTICE, WITH_CHILDREN
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.publications.models import Coauthor, CoauthorState, Publication


def require_ready(publication: Publication) -> None:
    """Stop a material whose card leaves open what its readers rely on.

    Raises:
        DomainError: origin or terms are not told, a video says nothing of children, a practice has no
            essence, a co-author has not agreed yet where the regulation wants everybody's consent
            (`ip.policy`, PD-3.4).
    """
    card = Material.objects.filter(publication=publication).first()
    if card is None:
        raise DomainError("Заполните карточку материала.", field="material_kind")
    if not card.origin:
        raise DomainError("Скажите, откуда материал: это защищает и вас, и коллег.", field="origin")
    if card.origin == "borrowed" and not card.source.strip():
        raise DomainError("Укажите источник: название и автора или ссылку.", field="source")
    if not card.terms:
        raise DomainError("Выберите, на каких условиях этим можно пользоваться.", field="terms")
    if card.accepted_at is None:
        raise DomainError("Отметьте, что согласны с условиями пользования.", field="accepts")
    if card.kind in WITH_CHILDREN and not card.children:
        raise DomainError("Скажите, есть ли на видео дети.", field="children")
    if card.kind == PRACTICE and not card.essence.strip():
        raise DomainError("Опишите, в чём суть практики.", field="essence")
    _require_consents(publication)


def _require_consents(publication: Publication) -> None:
    scope = publication.home_community or publication.district
    if rules_of(scope).choice("ip.policy") != "consent":
        return
    waiting = Coauthor.objects.filter(publication=publication, state=CoauthorState.INVITED)
    if names := list(waiting.order_by("pk").values_list("person__name", flat=True)):
        raise DomainError(
            f"Общий материал публикуют с согласия каждого соавтора. Ещё не ответили: {', '.join(names)}."
        )
