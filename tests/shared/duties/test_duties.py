"""Duties: opened and closed by facts, seen by those who owe them and by nobody else."""

from datetime import UTC, datetime, timedelta

from django.test import Client
import pytest

from staffroom.core import clock
from staffroom.core.errors import Absent, DomainError, Forbidden
from staffroom.core.richtext import from_text
from staffroom.core.viewer import SYSTEM
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.actions import admissions, members, roles, states
from staffroom.shared.communities.models import Membership, MembershipState, RoleGrant, ScopeKind
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.duties import actions, queries
from staffroom.shared.duties.jobs import raise_unanswered
from staffroom.shared.duties.models import Duty
from staffroom.shared.duties.registry import DutyKind, Outcome
from staffroom.shared.journal.models import JournalRow
from staffroom.shared.organizations.models import Organization
from staffroom.shared.publications.actions import comments, moderation
from staffroom.shared.publications.registry import Kind, kinds
from staffroom.shared.regulations import actions as regulations
from tests.factories.people import person, sign_in
from tests.factories.world import World, admit, enrol, grant, make_world, publication
from tests.queries import assert_queries_constant

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def help_kind(monkeypatch) -> None:
    """A kind of publication that is a question, wherever the forum stands."""
    kind = Kind(
        code="help", label="Нужна помощь", new_label="Спросить", icon="help", is_question=True
    )
    monkeypatch.setitem(kinds, "help", kind)


def viewer(who: Person, at: datetime):
    return viewer_for(who, at=at)


def waiting(who: Person, at: datetime) -> list[str]:
    return [duty.words for duty in queries.waiting_for(viewer(who, at))]


def newcomer(world: World, name: str = "Елена Рогова") -> Person:
    made = person(name, position="subject_teacher")
    admit(made, world.district, world.organization)
    return made


def asks(world: World, who: Person, at: datetime) -> Membership:
    """The person asks to be admitted to the community."""
    row = Membership.objects.create(
        person=who, community=world.community, state=MembershipState.DECLINED, since=at
    )
    return (
        members._set(world.community, who, MembershipState.ASKED, actor=viewer(who, at), at=at)
        or row
    )


REQUEST = "Елена Рогова просит принять в сообщество «Учителя математики»"


def test_a_request_waits_for_those_who_run_the_community(world, at) -> None:
    elena = newcomer(world)
    asks(world, elena, at)
    assert waiting(world.galina, at) == [REQUEST]
    everybody_else = (world.anna, world.boris, world.vera, world.dmitry, world.timur, elena)
    assert [waiting(who, at) for who in everybody_else] == [[]] * 6


def test_while_nobody_runs_the_community_its_requests_wait_for_the_coordinator(world, at) -> None:
    RoleGrant.objects.filter(person=world.galina).update(to_at=at - timedelta(days=1))
    asks(world, newcomer(world), at)
    assert waiting(world.dmitry, at) == [REQUEST]
    assert waiting(world.galina, at) == []


def test_a_decision_closes_the_request(world, at) -> None:
    membership = asks(world, newcomer(world), at)
    members.decide_request(
        membership=membership, admits=True, actor=viewer(world.galina, at), at=at
    )
    assert waiting(world.galina, at) == []
    duty = Duty.objects.get()
    assert (duty.outcome, duty.closed_by_id) == (Outcome.DONE, world.galina.pk)
    codes = JournalRow.objects.filter(event__startswith="duties.").order_by("id")
    assert list(codes.values_list("event", "subject_id", "community_id")) == [
        ("duties.duty.opened", duty.pk, world.community.pk),
        ("duties.duty.closed", duty.pk, world.community.pk),
    ]


def test_a_refusal_closes_it_as_refused(world, at) -> None:
    membership = asks(world, newcomer(world), at)
    members.decide_request(
        membership=membership, admits=False, words="Это группа для физиков",
        actor=viewer(world.galina, at), at=at,
    )  # fmt: skip
    assert Duty.objects.get().outcome == Outcome.REFUSED


def test_an_invitation_waits_for_the_invited_alone(world, at) -> None:
    elena = newcomer(world)
    galina = viewer(world.galina, at)
    membership = members.invite(community=world.community, person=elena, actor=galina, at=at)
    assert waiting(elena, at) == ["Вас приглашают в сообщество «Учителя математики»"]
    assert waiting(world.galina, at) == []
    members.answer_invitation(membership=membership, accepts=False, actor=viewer(elena, at), at=at)
    assert waiting(elena, at) == []
    assert Duty.objects.get().outcome == Outcome.REFUSED


def test_a_lost_role_takes_its_duties_away_at_once(world, at) -> None:
    asks(world, newcomer(world), at)
    held = RoleGrant.objects.get(person=world.galina)
    roles.end_role(grant=held, actor=viewer(world.dmitry, at), at=at)
    assert waiting(world.galina, at) == []
    assert waiting(world.dmitry, at) == [REQUEST]


def test_a_taken_duty_returns_when_its_owner_leaves(world, at) -> None:
    asks(world, newcomer(world), at)
    irina = newcomer(world, "Ирина Белова")
    enrol(irina, world.community)
    grant(irina, ScopeKind.COMMUNITY, world.community.pk, "moderator", Power.MANAGE_MEMBERS)
    actions.hand_over(
        duty=Duty.objects.get(), to=irina, actor=viewer(world.galina, at), at=at, words="Уезжаю"
    )
    assert (waiting(irina, at), waiting(world.galina, at)) == ([REQUEST], [])
    members.leave_community(community=world.community, actor=viewer(irina, at), at=at)
    later = at + timedelta(seconds=1)
    assert (waiting(irina, later), waiting(world.galina, later)) == ([], [REQUEST])


def test_a_duty_is_handed_only_to_who_can_do_it(world, at) -> None:
    asks(world, newcomer(world), at)
    duty = Duty.objects.get()
    with pytest.raises(DomainError, match="у кого есть такое же право"):
        actions.hand_over(duty=duty, to=world.anna, actor=viewer(world.galina, at), at=at)
    with pytest.raises(Absent):
        actions.hand_over(duty=duty, to=world.galina, actor=viewer(world.anna, at), at=at)


def test_a_personal_duty_is_nobody_elses(world, at) -> None:
    elena = newcomer(world)
    members.invite(community=world.community, person=elena, actor=viewer(world.galina, at), at=at)
    with pytest.raises(Forbidden, match="только ваше"):
        actions.hand_over(duty=Duty.objects.get(), to=None, actor=viewer(elena, at), at=at)


def test_the_same_thing_is_owed_once(world, at) -> None:
    def report():
        return actions.open_duty(
            kind=DutyKind.REPORT, district_id=world.district.pk, title="Жалоба на запись", url="/p/x/",
            subject=("publication", world.topic.pk), power=Power.MODERATE,
            scope=("community", world.community.pk), actor=SYSTEM, at=at,
        )  # fmt: skip

    assert report() is not None
    assert report() is None
    assert waiting(world.galina, at) == ["Жалоба на запись"]
    subject = ("publication", world.topic.pk)
    closed = actions.close_duties(
        subject=subject, kind=DutyKind.REPORT, outcome=Outcome.DONE, actor=viewer(world.galina, at), at=at
    )  # fmt: skip
    assert closed == 1
    assert report() is not None


def test_nobody_decides_about_himself(world, at) -> None:
    actions.open_duty(
        kind=DutyKind.ADMISSION, district_id=world.district.pk, title="Заявка: {person}", url="/x/",
        subject=("admission", 1), power=Power.ADMIT, scope=("district", world.district.pk),
        about_id=world.dmitry.pk, actor=SYSTEM, at=at,
    )  # fmt: skip
    assert waiting(world.dmitry, at) == []


def test_an_archived_community_owes_nothing(world, at) -> None:
    asks(world, newcomer(world), at)
    states.archive_community(
        community=world.community, words="Работа закончена", actor=viewer(world.dmitry, at), at=at
    )
    assert waiting(world.galina, at) == []


ASKED = datetime(2026, 9, 4, 12, 0, tzinfo=UTC)  # a Friday
QUESTION = "Вопрос без ответа: «Как начать тему?»"


@pytest.mark.usefixtures("help_kind")
class TestUnanswered:
    def ask(self, world: World):
        return publication(world.anna, world.community, "Как начать тему?", at=ASKED, kind="help")

    def test_a_question_is_raised_after_the_days_of_the_regulation(self, world) -> None:
        self.ask(world)
        friday = datetime(2026, 9, 11, 20, 0, tzinfo=UTC)  # 23:00: the fifth working day goes on
        assert queries.unanswered(at=friday) == []
        late = queries.unanswered(at=friday + timedelta(hours=2))
        assert [row.title for row in late] == ["Как начать тему?"]

    def test_the_setting_changes_when_it_is_raised(self, client: Client, world) -> None:
        """Changing `consultations.sla_days` changes «Все дела» of the moderator."""
        self.ask(world)
        tuesday = datetime(2026, 9, 8, 9, 0, tzinfo=UTC)
        assert queries.unanswered(at=tuesday) == []
        profile = world.community.profile
        regulations.change_keys(
            profile=profile, changes={"consultations.sla_days": 1}, actor=SYSTEM, at=tuesday
        )
        self.raise_at(tuesday)
        page = sign_in(client, world.galina).get("/home/duties/").content.decode()
        assert QUESTION in page

    def raise_at(self, moment: datetime) -> None:
        with clock.told(moment):
            raise_unanswered()

    def test_the_moderator_sees_it_until_somebody_answers(self, world) -> None:
        question = self.ask(world)
        late = datetime(2026, 9, 16, 9, 0, tzinfo=UTC)
        self.raise_at(late)
        self.raise_at(late)
        assert waiting(world.galina, late) == [QUESTION]
        assert waiting(world.boris, late) == []
        anna, boris = viewer(world.anna, late), viewer(world.boris, late)
        comments.add_comment(
            publication=question, text=from_text("Дополню: 7 класс."), actor=anna, at=late
        )
        assert waiting(world.galina, late) == [QUESTION]
        comments.add_comment(publication=question, text=from_text("С опыта."), actor=boris, at=late)
        assert waiting(world.galina, late) == []

    def test_a_hidden_question_waits_for_nobody(self, world) -> None:
        question = self.ask(world)
        late = datetime(2026, 9, 16, 9, 0, tzinfo=UTC)
        self.raise_at(late)
        moderation.hide(publication=question, reason="Спам", actor=viewer(world.galina, late))
        assert Duty.objects.get().outcome == Outcome.GONE


def test_the_most_urgent_comes_first(world, at) -> None:
    for number, days in ((1, 5), (2, None), (3, 1)):
        actions.open_duty(
            kind=DutyKind.REPORT, district_id=world.district.pk, title=f"Дело {number}", url="/x/",
            subject=("thing", number), owner_id=world.anna.pk, actor=SYSTEM, at=at,
            due_at=at + timedelta(days=days) if days else None,
        )  # fmt: skip
    assert waiting(world.anna, at) == ["Дело 3", "Дело 1", "Дело 2"]


def test_the_page_lets_a_moderator_take_a_duty(client: Client, world, at) -> None:
    asks(world, newcomer(world), at)
    sign_in(client, world.galina)
    assert REQUEST in client.get("/home/duties/").content.decode()
    duty = Duty.objects.get()
    address = f"/home/duties/{duty.pid}/hand-over/"
    assert "Галина Ветрова" in client.get(address).content.decode()
    assert client.post(address, {"person": world.galina.pid}).status_code == 302
    assert Duty.objects.get().owner_id == world.galina.pk
    assert client.post(address, {"person": ""}).status_code == 302
    assert Duty.objects.get().owner_id is None
    assert sign_in(Client(), world.anna).get(address).status_code == 404


def test_the_page_costs_the_same_for_one_duty_and_for_many(client: Client, world, at) -> None:
    count = iter(range(1000))

    def make(rows: int) -> None:
        for _turn in range(rows):
            actions.open_duty(
                kind=DutyKind.REPORT, district_id=world.district.pk, title="{person}: дело", url="/x/",
                subject=("thing", next(count)), owner_id=world.anna.pk, about_id=world.boris.pk,
                actor=SYSTEM, at=at,
            )  # fmt: skip

    assert_queries_constant(sign_in(client, world.anna), "/home/duties/", make, expected=5)


def test_what_waits_is_one_query(world, at, django_assert_num_queries) -> None:
    asks(world, newcomer(world), at)
    who = viewer(world.galina, at)
    with django_assert_num_queries(1):
        assert [duty.words for duty in queries.waiting_for(who)] == [REQUEST]


class TestApplications:
    def asked(self, world: World, at: datetime):
        elena = person("Елена Рогова")
        admission = admissions.ask_admission(
            person=elena, district=world.district, position="subject_teacher",
            organization=world.organization, actor=viewer(elena, at), at=at,
        )  # fmt: skip
        return elena, admission

    @pytest.fixture(autouse=True)
    def _the_coordinator_admits(self, world, at) -> None:
        regulations.change_keys(
            profile=world.community.profile, changes={"registration.mode": "by_coordinator"}, actor=SYSTEM, at=at
        )  # fmt: skip

    def test_an_application_waits_for_the_coordinator_alone(self, world, at) -> None:
        elena, admission = self.asked(world, at)
        assert waiting(world.dmitry, at) == ["Заявка на участие: Елена Рогова"]
        others = (elena, world.anna, world.galina, world.vera, world.timur)
        assert [waiting(who, at) for who in others] == [[]] * 5
        admissions.admit(admission=admission, actor=viewer(world.dmitry, at), at=at)
        assert waiting(world.dmitry, at) == []

    def test_a_question_waits_for_the_applicant_and_comes_back(self, world, at) -> None:
        elena, admission = self.asked(world, at)
        dmitry = viewer(world.dmitry, at)
        admissions.ask_again(admission=admission, question="Где вы работаете?", actor=dmitry, at=at)
        assert waiting(world.dmitry, at) == []
        assert waiting(elena, at) == ["Ответьте на вопрос о вашей заявке"]
        admissions.answer(admission=admission, words="В школе № 1", actor=viewer(elena, at), at=at)
        assert waiting(elena, at) == []
        assert waiting(world.dmitry, at) == ["Заявка на участие: Елена Рогова"]

    def test_a_withdrawn_application_waits_for_nobody(self, world, at) -> None:
        elena, admission = self.asked(world, at)
        admissions.withdraw(admission=admission, actor=viewer(elena, at), at=at)
        assert Duty.objects.get().outcome == Outcome.GONE

    def test_where_organizations_admit_their_representative_owes_it_too(self, world, at) -> None:
        regulations.change_keys(
            profile=world.community.profile, changes={"registration.mode": "by_organization"},
            actor=SYSTEM, at=at,
        )  # fmt: skip
        Organization.objects.filter(pk=world.organization.pk).update(representative=world.anna)
        world.organization.refresh_from_db()
        _elena, admission = self.asked(world, at)
        assert waiting(world.anna, at) == ["Заявка на участие: Елена Рогова"]
        admissions.admit(admission=admission, actor=viewer(world.anna, at), at=at)
        assert (waiting(world.anna, at), waiting(world.dmitry, at)) == ([], [])
