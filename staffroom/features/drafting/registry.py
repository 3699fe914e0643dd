"""What is owed about drafts, and whose business their papers are."""

from staffroom.shared.duties.registry import DutySort, declare

PAPER = "drafting.paper"  # the document itself
GROUND = "drafting.ground"  # minutes and order that bring it into force

OPINION = "drafting.opinion"  # an organisation owes its word
SUMMING = "drafting.summing"  # the answers to remarks
APPROVAL = "drafting.approval"
SUBJECT, ASKED_SUBJECT = "draft", "draft_asked"
KINDS = {"regulation": "Положение", "order": "Приказ"}

for _sort in (
    DutySort(code=OPINION, act="Высказаться", label="Замечания к проектам документов"),
    DutySort(code=SUMMING, act="Подвести итог", label="Итоги обсуждения проектов"),
    DutySort(code=APPROVAL, act="Рассмотреть", label="Утверждение проектов документов"),
):
    declare(_sort)
