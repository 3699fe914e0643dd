"""Pages of experience in the world: made by the product's own actions."""

from staffroom.core.viewer import SYSTEM
from staffroom.features.materials.models import Material
from staffroom.overviews.experience import actions
from staffroom.overviews.experience.models import Acquaintance, Experience
from staffroom.shared.regulations.actions import change_keys
from staffroom.shared.regulations.models import DistrictProfile
from tests.factories import materials
from tests.factories.review import viewer as acting
from tests.factories.world import THEN, World


def rule(w: World, value: str) -> None:
    """How experience opens in the district."""
    profile = DistrictProfile.objects.get(district=w.district).profile
    change_keys(profile=profile, changes={"visibility.experience": value}, actor=SYSTEM, at=THEN)


def page(w: World, *works: Material, about: str = "", is_shown: bool = True) -> Experience:
    """What Анна shows: these materials, or the one that stands."""
    shown = works or (materials.standing(w),)
    return actions.gather(
        person=w.anna, about=about, works=[one.publication for one in shown], is_shown=is_shown,
        shows_reviews=True, actor=acting(w.anna), at=THEN,
    )  # fmt: skip


def asked(w: World, why: str = "Веду седьмые классы впервые.") -> Acquaintance:
    """Борис asked Анна to let him study her experience, where it opens on request."""
    found = Acquaintance.objects.select_related("experience__person").first()
    if found is not None:
        return found
    rule(w, "on_request")
    return actions.ask(experience=page(w), why=why, actor=acting(w.boris), at=THEN)
