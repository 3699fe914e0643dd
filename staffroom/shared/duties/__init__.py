"""What somebody owes by a date: decide a request, answer an invitation, see to an unanswered question.

Nouns: Duty. States: DutyOpened, DutyClosed, DutyHandedOver, DutyDue. A duty belongs to one person or
to the holders of a power in a scope; «Ждёт вас» is one query over this table.
"""
