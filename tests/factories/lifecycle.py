"""A request about the end of the community of the small district, and a change of its shape."""

from staffroom.features.lifecycle.actions import asking
from staffroom.features.lifecycle.actions import reshaping as reshapings
from staffroom.features.lifecycle.models import EndingRequest, Reshaping, ReshapingKind
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.viewers import viewer_of
from tests.factories.world import THEN, World


def closing_asked(world: World, words: str = "Все темы разобраны") -> EndingRequest:
    """Галина asks to end the work."""
    home = Community.objects.select_related("district", "profile").get(pk=world.community.pk)
    galina, _home = viewer_of(world.galina, at=THEN)
    return asking.ask_closing(community=home, words=words, actor=galina, at=THEN)


def reshaping(world: World, kind: str = ReshapingKind.SPLIT) -> Reshaping:
    """Дмитрий has prepared a change of shape: Борис and the topic go over into «Геометрия»."""
    home = Community.objects.select_related("district", "profile").get(pk=world.community.pk)
    choice = reshapings.Choice(
        name="Геометрия", goal="Чертежи", kind="subject", people=[world.boris],
        publications=[world.topic],
    )  # fmt: skip
    dmitry, _home = viewer_of(world.dmitry, at=THEN)
    return reshapings.prepare(source=home, kind=kind, choice=choice, actor=dmitry, at=THEN)
