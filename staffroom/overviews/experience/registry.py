"""What is owed about a teacher's experience, and how it may open (`visibility.experience`)."""

from staffroom.shared.duties.registry import DutySort, declare

ANSWER = "experience.answer"  # the teacher owes an answer to who asks
REQUEST = "acquaintance"  # the subject of that duty
PREPARE = (
    "experience.prepare"  # a moderator owes the preparation of a material for showing (PD-4.8)
)
PIECE = "experience_piece"  # the subject of that duty

declare(
    DutySort(
        code=ANSWER,
        act="Ответить",
        label="Просьбы познакомиться с опытом",
        is_private=True,
    )
)

declare(
    DutySort(
        code=PREPARE,
        act="Подготовить",
        label="Материалы на страницы опыта",
        quotes=True,
    )
)

OPEN, MEMBERS, ON_REQUEST = "open", "members", "on_request"
AFTER_REVIEW, AFTER_EDITING = "after_review", "after_editing"

AGAIN_DAYS = 30  # how soon who was refused may ask again
MOST_SHOWN = 60  # materials on one page
MOST_LISTED = 200  # teachers in the list of a district
LESSONS = 5  # lessons told of under a material
