"""Letters to visitors, and forgetting them in time."""

from staffroom.core.clock import now
from staffroom.core.jobs import every, job
from staffroom.core.lookups import one_or_none
from staffroom.overviews.site.actions.inquiries import forget_old
from staffroom.overviews.site.models import Inquiry, InquiryState
from staffroom.shared.accounts.actions.letters import send_letter


@job(title="Письмо: ответ на вопрос посетителя")
def send_answer(*, inquiry_id: int) -> None:
    """Send the answer to whoever asked, unless he is forgotten already."""
    inquiry = one_or_none(
        Inquiry.objects.select_related("district", "community")
        .filter(pk=inquiry_id, state=InquiryState.ANSWERED)
        .exclude(email="")
    )
    if inquiry is None:
        return
    send_letter(
        template="site/letters/answer.txt",
        kind="Ответ на вопрос с сайта",
        to=inquiry.email,
        context={"inquiry": inquiry, "district": inquiry.district},
    )


@every("35 3 * * *")
@job(title="Уборка: имена и адреса посетителей, которым ответили", queue="slow", unique=True)
def forget_visitors() -> None:
    """Personal data of visitors go a month after the answer."""
    forget_old(at=now())
