"""What is owed about expert review, how many experts and days, and the words of its codes."""

from collections.abc import Callable, Collection, Mapping

from staffroom.shared.accounts.registry import SUBJECTS, Power
from staffroom.shared.communities import registry as communities
from staffroom.shared.duties.registry import DutySort, declare
from staffroom.shared.regulations.registry import KEYS

NAME = "review.name"  # the organiser owes experts
CONCLUDE = "review.conclude"  # the organiser owes the conclusion
ANSWER = "review.answer"  # an expert owes his yes or no
SCORE = "review.score"  # an expert owes his opinion
REVISE = "review.revise"  # the author owes a new version
PAPER = "review.paper"  # keepers of papers owe the registration of a conclusion
VOTE = "review.vote"  # a member of the council owes his voice

STEP_ANSWER = "review.step_answer"  # the person named for a step of spreading owes his yes or no
STEP = "review.step"  # who agreed owes the record of the step by its day

REQUEST = "review_request"  # subjects of duties
SPREADING_STEP = "spreading_step"
ASSIGNMENT = "review_assignment"
BALLOT = "review_ballot"

ROUND_FILES = "review.round"  # the frozen files of a round
CONCLUSION_PAPER = "review.conclusion"  # the origin of its paper
TEMPLATE = "review-conclusion"

EXPERTS = 2
MOST_EXPERTS = 5
MOST_ROUNDS = 3
NAME_DAYS = 2  # of the whole term: to name experts (BT-3.3, the rest is theirs)
ANSWER_DAYS = 2  # calendar days to accept or to decline
SCORE_DAYS = 5  # calendar days from the offer to the opinion, those to answer among them
USUAL_LOAD = 3  # works at once
DISAGREEMENT = 25  # points of a hundred between two opinions, after which a third expert is named
CALIBRATED = 0.4  # κ from which the agreement is called fair
LEARNT_DAYS = 365  # how long a calibration holds
EXTERNAL_DAYS = 8  # how long an invitation of an external expert opens, where the rules set no term

# Kinds of works in the words of the regulations; which of them a district has is `materials.kinds`.
KINDS = {one.code: str(one.label) for one in KEYS["materials.kinds"].options}

LEVELS = communities.LEVELS

MERITS = {
    "category": "Высшая или первая категория",
    "methodologist": "Учитель-методист, педагог-методист",
    "title": "Звание или награда",
    "prize": "Победа в конкурсе",
    "degree": "Учёная степень",
    "experience": "Стаж и признанный опыт",
}

TIES = {
    "kin": "Родство или свойство",
    "mentor": "Наставник и подопечный",
    "work": "Общая работа или личный интерес",
}

# `review.organiser` → whose duty it is: the power and whether it is held in the community or above.
ORGANISERS: dict[str, tuple[Power, bool]] = {
    "moderator": (Power.MODERATE, True),
    "department": (Power.MANAGE_COMMUNITIES, False),
    "coordinator": (Power.MANAGE_COMMUNITIES, False),
}

# What shows both sides by itself: nobody who holds it is an expert of a work that is looked at blindly.
SEES_BOTH = Power.SEE_JOURNAL | Power.SEE_STATISTICS


def subject_label(code: str) -> str:
    """A subject in words; «Любой предмет» without one."""
    return SUBJECTS[code].label if code in SUBJECTS else "Любой предмет"


def level_label(code: str) -> str:
    """A level in words; «Любой уровень» without one."""
    return LEVELS.get(code, "Любой уровень")


for _sort in (
    DutySort(
        code=NAME, act="Назвать экспертов", label="Экспертиза: назвать экспертов", quotes=True
    ),
    DutySort(code=CONCLUDE, act="Открыть", label="Экспертиза: дать заключение", quotes=True),
    DutySort(code=ANSWER, act="Ответить", label="Экспертиза: моё согласие", is_private=True),
    DutySort(code=SCORE, act="Оценить", label="Экспертиза: мой отзыв", is_private=True),
    DutySort(code=REVISE, act="Доработать", label="Экспертиза: доработка", is_private=True),
    DutySort(code=STEP_ANSWER, act="Ответить", label="Диссеминация: моё согласие", is_private=True),
    DutySort(code=STEP, act="Отметить", label="Диссеминация: мой шаг", is_private=True),
    DutySort(code=VOTE, act="Голосовать", label="Методический совет: мой голос", is_private=True),
    DutySort(code=PAPER, act="Зарегистрировать", label="Регистрация заключений", quotes=True),
):
    declare(_sort)

# Other rooms tell of what joins two people (a mentor and his pupil): bridges put their functions here.
# Each is given keys of persons and keys of the work's authors and tells person → why he may not judge.
Nearness = Callable[[Collection[int], Collection[int]], Mapping[int, str]]
nearness: list[Nearness] = []


def joins_people(tell: Nearness) -> Nearness:
    """Declare a source of conflicts of interest; once, at import."""
    nearness.append(tell)
    return tell
