"""Where the regulation demands it, a product handed in goes to review at once (BT-3.3.a)."""

from staffroom.core.clock import now
from staffroom.core.errors import Absent, DomainError, Forbidden
from staffroom.core.events import on
from staffroom.core.viewer import SYSTEM
from staffroom.features.lifecycle.events import ProductHandedIn
from staffroom.features.lifecycle.models import Product
from staffroom.features.review.actions.requests import Asked, ask
from staffroom.features.review.actions.rubrics import offered
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.publications.registry import about
from staffroom.ui.words import in_quotes


@on(ProductHandedIn)
def handed_in(event: ProductHandedIn) -> None:
    """The product's publication stands in the queue of who organises reviews (`review.mode`).

    A product of files alone is no publication: its leader hands the publication in when there is one. A
    work that is under review already stays there; one that may not be taken is left to its author.
    """
    product = Product.objects.select_related(
        "community__district",
        "publication__home_community",
        "publication__district",
        "publication__author",
    ).get(pk=event.product_id)
    work = product.publication
    if work is None or rules_of(product.community).choice("review.mode") != "required":
        return
    at = now()
    rubric = offered(district=product.community.district, at=at)
    words, told = (
        f"Продукт группы {in_quotes(product.community.name)}. {product.words}",
        about(work),
    )
    asked = Asked(
        rubric=rubric, words=words[:2000], subject=told.subject, level=told.level, kind=told.kind
    )  # fmt: skip
    try:
        ask(publication=work, asked=asked, actor=SYSTEM, at=at)
    except (Absent, DomainError, Forbidden):
        return
