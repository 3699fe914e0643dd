"""Registration in a district's network: asked, questioned, decided, taken back (OL-3.2.4.b)."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.lookups import one_or_none
from staffroom.core.policy import require
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.shared.accounts.actions.cards import register_person, set_workplace
from staffroom.shared.accounts.actions.consents import give_consent
from staffroom.shared.accounts.actions.credentials import judge_password
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import PURPOSES
from staffroom.shared.communities import events
from staffroom.shared.communities.models import Admission, AdmissionState, Registration
from staffroom.shared.communities.policies import admissions as policies
from staffroom.shared.communities.queries import admissions as queries
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.organizations.actions.affiliations import affiliate, confirm_affiliation
from staffroom.shared.organizations.models import District, Organization
from staffroom.shared.regulations.queries import values

State = AdmissionState
LINK_LIVES = timedelta(days=3)
CARD = ("last_name", "first_name", "patronymic", "position")


class LinkSpent(Stale):
    """The letter's link has been used, or its time is over."""

    def __init__(self) -> None:
        super().__init__("Ссылка из письма больше не действует. Зарегистрируйтесь заново.")


@transaction.atomic
def start_registration(
    *,
    district: District,
    email: str,
    password: str,
    form: Mapping[str, Any],
    consented_at: datetime,
    at: datetime,
    address: str | None = None,
) -> Registration:
    """Keep a sent form until its letter is answered; the same for a free and for a taken address.

    Args:
        district: where the person registers.
        email: the address that the letter goes to.
        password: as typed.
        form: names, position, subjects, functions, organisation.
        consented_at: when the words of the consent were agreed to.
        at: now.
        address: where the form came from.

    Raises:
        WeakPassword: too short, too common, or made of the own name.
    """
    words = (email, str(form.get("last_name", "")), str(form.get("first_name", "")))
    judge_password(password, words=words)
    sent = Registration.objects.create(
        district=district,
        email=email.strip().lower(),
        password=make_password(password),
        form=dict(form),
        consented_at=consented_at,
        consent_version=PURPOSES["membership"].current.number,
        address=address,
        asked_at=at,
    )
    publish(
        events.RegistrationSent(district_id=district.pk, actor_id=None, registration_id=sent.pk)
    )
    return sent


@transaction.atomic
def confirm_registration(*, registration: Registration, at: datetime) -> Admission:
    """The address is proved: the account stands, its consent is recorded, the application is made.

    Raises:
        LinkSpent: used before, or older than three days.
        AlreadyRegistered: the address got an account meanwhile.
    """
    if at - registration.asked_at > LINK_LIVES:
        raise LinkSpent
    taken, _ = Registration.objects.filter(pk=registration.pk).delete()
    if not taken:
        raise LinkSpent
    form = registration.form
    person = register_person(
        email=registration.email,
        password_hash=registration.password,
        at=at,
        subjects=form["subjects"],
        functions=form["functions"],
        **{name: form[name] for name in CARD},
    )
    give_consent(
        person=person,
        purpose="membership",
        actor=SYSTEM,
        at=registration.consented_at,
        address=registration.address,
    )
    Registration.objects.filter(email=registration.email).delete()
    organization = one_or_none(
        Organization.objects.filter(pid=form["organization"], district=registration.district)
    )
    return ask_admission(
        person=person,
        district=registration.district,
        position=form["position"],
        organization=organization,
        organization_words=form["organization_words"],
        is_outsider=form["is_outsider"],
        actor=Viewer(person_id=person.pk),
        at=at,
    )


@transaction.atomic
def ask_admission(
    *,
    person: Person,
    district: District,
    position: str,
    actor: Viewer,
    at: datetime,
    organization: Organization | None = None,
    organization_words: str = "",
    is_outsider: bool = False,
) -> Admission:
    """Ask to be admitted to a district's network; the regulation may admit at once.

    Somebody refused, or who has left, may ask again; an undecided application is not doubled.

    Raises:
        DomainError: he is in the network already.
    """
    if not actor.is_system and actor.person_id != person.pk:
        raise DomainError("Заявку подаёт сам педагог.")
    rules = rules_of(district)
    at_once = queries.state_at_once(
        rules, position=position, organization=organization, is_outsider=is_outsider
    )
    values = {
        "state": State.WAITING,
        "organization": None if is_outsider else organization,
        "organization_words": "" if organization and not is_outsider else organization_words[:255],
        "position": position,
        "is_outsider": is_outsider,
        "asked_at": at,
        "mode": rules.choice("registration.mode"),
        "rules_id": rules.id,
        "decided_at": None,
        "decided_by": None,
        "reason": "",
        "question": "",
        "answer": "",
    }
    admission = _standing_or_new(person, district, values)
    _tell(events.AdmissionAsked, admission, actor, is_at_once=at_once is not None)
    if at_once is not None:
        _settle(admission, at_once, actor=SYSTEM, at=at, is_confirmed=False)
    return admission


def _standing_or_new(person: Person, district: District, values: dict[str, Any]) -> Admission:
    try:
        with transaction.atomic():
            return Admission.objects.create(person=person, district=district, **values)
    except IntegrityError:
        pass
    admission = Admission.objects.select_related("person", "organization", "district").get(
        person=person, district=district
    )
    if admission.state in {State.ADMITTED, State.GUEST} or admission.state in policies.UNDECIDED:
        raise DomainError("Вы уже подали заявку в этот район или приняты в него.")
    for name, value in values.items():
        setattr(admission, name, value)
    admission.save(update_fields=list(values))
    return admission


@transaction.atomic
def admit(*, admission: Admission, actor: Viewer, at: datetime) -> bool:
    """Admit one applicant (an outsider as a guest); False when somebody else was quicker."""
    require(policies.may_decide(actor, admission))
    rules = values(admission.rules_id) if admission.rules_id else rules_of(admission.district)
    state = queries.outsider_state(rules) if admission.is_outsider else State.ADMITTED
    return _settle(admission, state, actor=actor, at=at, is_confirmed=True)


@transaction.atomic
def refuse(*, admission: Admission, reason: str, actor: Viewer, at: datetime) -> bool:
    """Refuse with a reason that the applicant reads; False when somebody else was quicker.

    Raises:
        DomainError: no reason is given.
    """
    require(policies.may_decide(actor, admission))
    if not reason.strip():
        raise DomainError("Напишите причину отказа: заявитель её прочтёт.", field="words")
    return _settle(
        admission, State.REFUSED, actor=actor, at=at, is_confirmed=False, reason=reason.strip()
    )


@transaction.atomic
def ask_again(*, admission: Admission, question: str, actor: Viewer, at: datetime) -> bool:
    """Ask the applicant something before deciding; the time waited goes on.

    Raises:
        DomainError: no question is typed.
    """
    require(policies.may_decide(actor, admission))
    if not question.strip():
        raise DomainError(
            "Напишите вопрос: заявитель ответит на него на своей странице.", field="words"
        )
    asked = Admission.objects.filter(pk=admission.pk, state__in=policies.UNDECIDED).update(
        state=State.ASKED, question=question.strip(), answer=""
    )
    if asked:
        admission.state, admission.question = State.ASKED, question.strip()
        _tell(events.AdmissionQuestioned, admission, actor)
    return bool(asked)


@transaction.atomic
def answer(*, admission: Admission, words: str, actor: Viewer, at: datetime) -> Admission:
    """The applicant answers; the application waits again, from the day it was made.

    Raises:
        DomainError: the answer is empty.
    """
    require(policies.may_answer(actor, admission))
    if not words.strip():
        raise DomainError("Напишите ответ.", field="words")
    answered = Admission.objects.filter(pk=admission.pk, state=State.ASKED).update(
        state=State.WAITING, answer=words.strip()
    )
    if answered:
        admission.state, admission.answer = State.WAITING, words.strip()
        _tell(events.AdmissionAnswered, admission, actor)
    return admission


@transaction.atomic
def withdraw(*, admission: Admission, actor: Viewer, at: datetime) -> None:
    """The applicant takes the application back."""
    require(policies.may_withdraw(actor, admission))
    gone = Admission.objects.filter(pk=admission.pk, state__in=policies.UNDECIDED).update(
        state=State.LEFT, decided_at=at
    )
    if gone:
        _tell(events.AdmissionWithdrawn, admission, actor)


@transaction.atomic
def confirm_workplace(*, admission: Admission, actor: Viewer, at: datetime) -> bool:
    """Say that the person works where he says; False when that was known already."""
    require(policies.may_confirm_workplace(actor, admission))
    if admission.organization is None:
        return False
    is_new = confirm_affiliation(person=admission.person, organization=admission.organization)
    if is_new:
        _tell(events.WorkplaceConfirmed, admission, actor)
    return is_new


def drop_unanswered(*, at: datetime) -> int:
    """Delete sent forms whose letters nobody answered; a nightly job calls it."""
    dropped, _ = Registration.objects.filter(asked_at__lt=at - LINK_LIVES).delete()
    return dropped


def _settle(
    admission: Admission,
    state: AdmissionState,
    *,
    actor: Viewer,
    at: datetime,
    is_confirmed: bool,
    reason: str = "",
) -> bool:
    decided = Admission.objects.filter(pk=admission.pk, state__in=policies.UNDECIDED).update(
        state=state, decided_at=at, decided_by=actor.person_id, reason=reason
    )
    if not decided:
        return False
    admission.state, admission.decided_at, admission.reason = state, at, reason
    if state == State.ADMITTED:
        _employ(admission, at=at, is_confirmed=is_confirmed)
    _tell(events.AdmissionDecided, admission, actor, state=str(state))
    return True


def _employ(admission: Admission, *, at: datetime, is_confirmed: bool) -> None:
    if admission.organization is not None:
        affiliate(
            person=admission.person,
            organization=admission.organization,
            position=admission.position,
            is_confirmed=is_confirmed,
            at=at,
        )
    elif not admission.person.workplace:
        set_workplace(
            person=admission.person,
            workplace=admission.organization_words,
            position=admission.position,
            at=at,
        )


def _tell(
    fact: type[events.AdmissionFact], admission: Admission, actor: Viewer, **more: Any
) -> None:
    publish(
        fact(
            district_id=admission.district_id,
            actor_id=actor.person_id,
            admission_id=admission.pk,
            person_id=admission.person_id,
            **more,
        )
    )


def each(admissions: Iterable[Admission], act: Any) -> int:
    """Do one act to several, each in its own transaction; how many it changed."""
    return sum(bool(act(admission=admission)) for admission in admissions)
