"""The letter to an external expert."""

from staffroom.features.review.models import Assignment
from staffroom.shared.accounts.actions.letters import address_of, send_letter


def write_invitation(*, assignment: Assignment, secret: str) -> None:
    """Send the link that opens one work; nothing is sent to who was released meanwhile.

    Args:
        assignment: with its invitation, round and district.
        secret: what the link carries; it is kept nowhere else.
    """
    invitation, asked = assignment.invitation, assignment.request
    if invitation is None or not assignment.is_live:
        return
    send_letter(
        template="review/letters/invited.txt", to=invitation.email, kind="Приглашение эксперта",
        context={
            "invitation": invitation, "title": assignment.round.title, "district": asked.district,
            "link": address_of("review:by-link", asked.district.slug, secret),
        },
    )  # fmt: skip
