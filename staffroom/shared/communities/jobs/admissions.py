"""Letters about registration, to the applicant and to those who decide."""

from django.conf import settings
from django.urls import reverse

from staffroom.core.clock import now
from staffroom.core.jobs import every, job
from staffroom.core.lookups import one_or_none
from staffroom.shared.accounts.actions.letters import address_of, send_letter
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.queries.credentials import person_by_email
from staffroom.shared.accounts.queries.links import reset_token
from staffroom.shared.communities.actions.admissions import drop_unanswered
from staffroom.shared.communities.models import Admission, AdmissionState, Registration
from staffroom.shared.communities.policies.admissions import UNDECIDED
from staffroom.shared.communities.queries.admissions import decider_ids
from staffroom.shared.organizations.models import District

WORDS = {
    AdmissionState.ADMITTED: "admitted",
    AdmissionState.GUEST: "guest",
    AdmissionState.REFUSED: "refused",
    AdmissionState.ASKED: "question",
}


@job(title="Письмо: подтверждение регистрации", queue="urgent", is_post=True)
def send_confirmation(*, registration_id: int) -> None:
    """Send the link to a newcomer; who has an account already gets the way into it instead."""
    sent = one_or_none(Registration.objects.select_related("district").filter(pk=registration_id))
    if sent is None:
        return
    person = person_by_email(sent.email)
    if person is not None:
        send_letter(
            template="communities/letters/known.txt",
            kind="Регистрация: аккаунт уже есть",
            to=sent.email,
            context={
                "person": person,
                "district": sent.district,
                "sign_in": f"{settings.SITE_ADDRESS}{settings.LOGIN_URL}",
                "link": address_of("accounts:reset", person.pid, reset_token(person)),
            },
        )
        return
    send_letter(
        template="communities/letters/confirm.txt",
        kind="Подтверждение регистрации",
        to=sent.email,
        context={
            "name": sent.form["first_name"],
            "district": sent.district,
            "link": address_of("admissions:confirm", sent.pid),
        },
    )


@job(title="Письмо о заявке на участие", is_post=True)
def send_admission_letter(*, admission_id: int, state: str) -> None:
    """Tell the applicant the decision or the question."""
    admission = Admission.objects.select_related("person", "district").get(pk=admission_id)
    if admission.state != state or not admission.person.is_active:
        return
    name = "welcome" if state == AdmissionState.ADMITTED else "application"
    send_letter(
        template=f"communities/letters/{WORDS[AdmissionState(state)]}.txt",
        kind="Вопрос по заявке" if state == AdmissionState.ASKED else "Решение по заявке",
        to=admission.person.email,
        context={
            "person": admission.person,
            "district": admission.district,
            "admission": admission,
            "link": address_of(f"admissions:{name}", admission.district.slug),
        },
    )


@job(title="Письмо тем, кто решает заявки", unique=True, is_post=True)
def send_queue_letter(*, district_id: int, person_id: int = 0) -> None:
    """Tell those who decide how many wait; one letter for all that came in a while."""
    district = District.objects.get(pk=district_id)
    waiting = Admission.objects.filter(district=district, state__in=UNDECIDED)
    to = [person_id] if person_id else decider_ids(district_id, at=now())
    for person in Person.objects.filter(pk__in=to, is_active=True).order_by("pk"):
        mine = waiting.filter(organization__representative=person) if person_id else waiting
        count = mine.count()
        if count:
            send_letter(
                template="communities/letters/queue.txt",
                kind="Заявки ждут решения",
                to=person.email,
                context={
                    "person": person,
                    "district": district,
                    "count": count,
                    "link": f"{settings.SITE_ADDRESS}{reverse('admissions:queue', args=[district.slug])}",
                },
            )


@every("40 3 * * *")
@job(title="Уборка: формы регистрации без ответа", queue="slow", unique=True)
def clean_registrations() -> None:
    """Delete forms whose letters nobody answered."""
    drop_unanswered(at=now())
