"""What is owed about the adoption of papers."""

from staffroom.shared.duties.registry import DutySort, declare

ACT = "adoption.act"  # an organisation owes its order
NOBODY = "adoption.nobody"  # the district owes an organisation somebody who answers for it
RENEW = "adoption.renew"  # a new edition is to be sent

SUBJECT = "local_act"
ACT_FILES = "adoption.act"  # whose the files are

for _sort in (
    DutySort(code=ACT, act="Записать приказ", label="Принятие документов организациями"),
    DutySort(code=NOBODY, act="Назвать представителя", label="Организации без представителя"),
    DutySort(code=RENEW, act="Разослать", label="Новые редакции документов"),
):
    declare(_sort)
