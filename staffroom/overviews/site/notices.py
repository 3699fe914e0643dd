"""Those who answer visitors are told at once; the visitor's words stand on the page alone."""

from collections.abc import Iterator

from staffroom.core.clock import now
from staffroom.core.plugs import Notice, notice
from staffroom.overviews.site.events import InquiryAsked
from staffroom.overviews.site.models import Inquiry
from staffroom.shared.accounts.registry import Power
from staffroom.shared.duties.queries import holders, scope_of_community


@notice(
    InquiryAsked,
    kind="site.inquiry",
    title="Вопросы посетителей сайта",
    default_mail="at_once",
    is_for_staff=True,
)
def asked(event: InquiryAsked) -> Iterator[Notice]:
    """Whoever may answer."""
    inquiry = Inquiry.objects.select_related("district", "community").get(pk=event.inquiry_id)
    community, at = inquiry.community, now()
    power = Power.MODERATE if community else Power.PUBLISH_NEWS
    scope = (
        scope_of_community(power, community, at=at)
        if community
        else ("district", inquiry.district_id)
    )
    yield Notice(
        text="Новый вопрос посетителя сайта"
        + (" вашему сообществу {community}" if community else ""),
        link=f"/{inquiry.district.slug}/staff/questions/{inquiry.pid}/",
        community_id=inquiry.community_id,
        to=list(holders(power, scope, at=at).values_list("pk", flat=True)),
        addressed=True,
    )
