"""Who is told what: on the site and by letter, with the rights of the moment."""

from datetime import UTC, datetime, time, timedelta
import re

from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
import pytest

from staffroom.core import clock
from staffroom.core.jobs import run_once
from staffroom.core.live import may_listen
from staffroom.core.models import LiveEvent, QueuedJob
from staffroom.core.richtext import clean, from_text
from staffroom.core.viewer import GUEST
from staffroom.shared.accounts.models import Consent, Person
from staffroom.shared.communities.actions import members, roles
from staffroom.shared.communities.models import Membership
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.notifications.actions import letters, telling
from staffroom.shared.notifications.models import (
    CommunityPreference,
    MailSetting,
    NoticeRow,
    Preference,
)
from staffroom.shared.notifications.queries import notices
from staffroom.shared.notifications.queries.clock import may_come_at, setting_of, zone_of
from staffroom.shared.notifications.registry import Level, Mode
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.actions import comments, marks, moderation, traces
from staffroom.shared.publications.events import PublicationPublished
from staffroom.shared.publications.models import Audience, Publication, Reader
from staffroom.shared.publications.queries.readers import readers_among
from tests.factories.people import person, sign_in
from tests.factories.world import World, admit, make_world, publication
from tests.queries import assert_queries_constant
from tests.shared.accounts.pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

NOON = datetime(2026, 9, 14, 9, 30, tzinfo=UTC)  # Monday, 12:30 in Moscow
CANARY = "КАНАРЕЙКА"


@pytest.fixture
def world() -> World:
    made = make_world()
    for left in (QueuedJob, LiveEvent):  # by the making itself
        left.objects.all().delete()
    return made


def viewer(who: Person, at: datetime = NOON):
    return viewer_for(who, at=at)


def bells(who: Person, at: datetime = NOON) -> list[str]:
    """What the person's list says, newest first."""
    return [row.words for row in notices.page(viewer(who, at)).rows]


def work(at: datetime = NOON) -> None:
    """Do what is queued, the notices and their letters."""
    run_once(at=at)


def subjects_to(who: Person) -> list[str]:
    """Subjects of the letters that the person got."""
    return [letter.subject for letter in mail.outbox if letter.to == [who.email]]


def answer(world: World, who: Person, words: str = "Попробуйте с яблоком.", **more):
    """The person answers in the topic."""
    return comments.add_comment(
        publication=Publication.objects.get(pk=world.topic.pk), text=from_text(words),
        actor=viewer(who), at=NOON, **more,
    )  # fmt: skip


def follow(world: World, who: Person) -> None:
    marks.subscribe(publication=world.topic, level="all", actor=viewer(who))


def agree(who: Person) -> None:
    """The person agrees to letters about what is new."""
    Consent.objects.create(person=who, purpose="digest", text_version=1, given_at=NOON)


class TestReplies:
    def test_the_author_hears_at_once_and_the_writer_does_not(self, world) -> None:
        answer(world, world.boris)
        work()
        assert bells(world.anna) == ["Новый ответ на вашу запись «Как объяснить дроби»"]
        assert bells(world.boris) == []
        assert subjects_to(world.anna) == [
            "Новый ответ на вашу запись «Как объяснить дроби» · Берёзовский район"
        ]
        assert [letter.to for letter in mail.outbox] == [[world.anna.email]]

    def test_unread_replies_make_one_line(self, world) -> None:
        for _turn in range(3):
            answer(world, world.boris)
        work()
        assert bells(world.anna) == ["3 новых ответа на вашу запись «Как объяснить дроби»"]
        world.anna.refresh_from_db()
        assert world.anna.unread_n == 1
        assert len(subjects_to(world.anna)) == 1

    def test_followers_wait_for_the_digest(self, world) -> None:
        follow(world, world.galina)
        answer(world, world.boris)
        work()
        assert bells(world.galina) == ["Новый ответ в обсуждении «Как объяснить дроби»"]
        assert subjects_to(world.galina) == []

    def test_the_mentioned_are_told_once(self, world) -> None:
        follow(world, world.galina)
        words = f'<p><span data-mention="{world.galina.pid}">@Галина</span>, как у вас?</p>'
        comments.add_comment(
            publication=world.topic, text=clean(words), actor=viewer(world.boris), at=NOON
        )
        work()
        assert bells(world.galina) == ["Вас упомянули в обсуждении «Как объяснить дроби»"]

    def test_a_stranger_is_not_told_even_when_mentioned_or_following(self, world) -> None:
        follow(world, world.vera)
        answer(world, world.boris)
        work()
        assert NoticeRow.objects.filter(person=world.vera).count() == 0

    def test_the_answered_reply_has_an_author_too(self, world) -> None:
        answer(world, world.galina, reply_to=world.comment.seq)
        work()
        assert bells(world.boris) == ["Вам ответили в обсуждении «Как объяснить дроби»"]

    def test_who_chose_nothing_of_a_topic_hears_nothing(self, world) -> None:
        marks.subscribe(publication=world.topic, level="none", actor=viewer(world.anna))
        answer(world, world.boris)
        work()
        assert bells(world.anna) == []

    def test_thanks_are_gathered(self, world) -> None:
        for who in (world.boris, world.galina):
            marks.thank(publication=world.topic, comment=None, actor=viewer(who), at=NOON)
        work()
        assert bells(world.anna) == ["2 коллеги говорят вам спасибо: «Как объяснить дроби»"]
        assert subjects_to(world.anna) == []

    def test_a_job_done_twice_would_tell_twice_so_it_is_done_once(self, world) -> None:
        answer(world, world.boris)
        work()
        work()
        assert NoticeRow.objects.filter(person=world.anna).count() == 1


class TestDecisions:
    def test_the_author_reads_why_it_was_hidden(self, world) -> None:
        moderation.hide(publication=world.topic, reason="Не по теме", actor=viewer(world.galina))
        work()
        assert bells(world.anna) == [
            "Вашу запись «Как объяснить дроби» скрыл модератор. Причина: Не по теме"
        ]
        assert bells(world.boris) == []

    def test_the_writer_of_a_hidden_reply_reads_why(self, world) -> None:
        comments.hide_comment(
            comment=world.comment, reason="Грубо", actor=viewer(world.galina), at=NOON
        )
        work()
        assert bells(world.boris) == [
            "Ваш ответ в обсуждении «Как объяснить дроби» скрыл модератор. Причина: Грубо"
        ]

    def test_a_removed_member_reads_why(self, world) -> None:
        members.remove_member(
            membership=Membership.objects.get(person=world.boris, community=world.community),
            words="Реклама курсов", actor=viewer(world.galina), at=NOON,
        )  # fmt: skip
        work()
        said = "Вас исключили из сообщества «Учителя математики». Причина: Реклама курсов"
        assert bells(world.boris) == [said]

    def test_an_invited_person_is_told(self, world) -> None:
        elena = person("Елена Рогова")
        admit(elena, world.district, world.organization)
        members.invite(community=world.community, person=elena, actor=viewer(world.galina), at=NOON)
        work()
        assert bells(elena) == ["Вас приглашают в сообщество «Учителя математики»"]
        assert len(subjects_to(elena)) == 1

    def test_a_new_role_is_told_by_the_title_of_the_regulation(self, world) -> None:
        roles.grant_role(
            person=world.boris, role="moderator", scope=world.community,
            actor=viewer(world.dmitry), at=NOON,
        )  # fmt: skip
        work()
        assert len(bells(world.boris)) == 1
        assert bells(world.boris)[0].startswith("Вам назначена роль «")
        assert bells(world.boris)[0].endswith("» в сообществе «Учителя математики»")


class TestRights:
    def test_rights_lost_between_the_event_and_the_letter_stop_it(self, world) -> None:
        follow(world, world.boris)
        Preference.objects.create(person=world.boris, kind="publications.reply", mode=Mode.AT_ONCE)
        answer(world, world.anna, f"{CANARY} в ответе")
        night = NOON + timedelta(hours=9)  # 21:30 in Moscow: the letter waits for the morning
        work(night)
        assert NoticeRow.objects.filter(person=world.boris).count() == 1
        assert mail.outbox == []
        members.leave_community(
            community=world.community, actor=viewer(world.boris, night), at=night
        )
        work(NOON + timedelta(days=1))
        assert [letter for letter in mail.outbox if world.boris.email in letter.to] == []
        assert bells(world.boris) == []

    def test_words_of_closed_content_are_kept_in_no_row(self, world) -> None:
        Publication.objects.filter(pk=world.topic.pk).update(title=CANARY)
        answer(world, world.boris, CANARY)
        work()
        kept = [*NoticeRow.objects.values_list("text", "link", "group")]
        assert CANARY not in str(kept)

    def test_what_became_invisible_leaves_the_bell(self, client: Client, world) -> None:
        follow(world, world.boris)
        answer(world, world.anna)
        work()
        moderation.hide(publication=world.topic, reason="Спам", actor=viewer(world.galina))
        page = sign_in(client, world.boris).get("/notices/").content.decode()
        assert "Как объяснить дроби" not in page
        world.boris.refresh_from_db()
        assert world.boris.unread_n == 0

    def test_readers_are_the_same_by_both_faces_of_the_rule(self, world) -> None:
        everybody = list(Person.objects.order_by("pk"))
        for audience in Audience.values:
            thing = publication(world.anna, world.community, audience=Audience(audience))
            held = set(Reader.objects.filter(publication=thing).values_list("token", flat=True))
            judged = {one.pk for one in everybody if viewer(one).tokens & held}
            found = readers_among(thing.pk, [one.pk for one in everybody], at=NOON)
            assert found == judged, audience

    def test_a_title_is_no_place_for_names(self, world) -> None:
        Publication.objects.filter(pk=world.topic.pk).update(title="Задача {reason} {n}")
        answer(world, world.boris)
        work()
        assert bells(world.anna) == ["Новый ответ на вашу запись «Задача {reason} {n}»"]


class TestChoices:
    def test_a_kind_that_is_off_makes_nothing(self, world) -> None:
        Preference.objects.create(person=world.anna, kind="publications.answer", mode=Mode.OFF)
        Preference.objects.create(person=world.anna, kind="publications.reply", mode=Mode.OFF)
        answer(world, world.boris)
        work()
        assert (bells(world.anna), mail.outbox) == ([], [])

    def test_site_only_sends_no_letter(self, world) -> None:
        Preference.objects.create(person=world.anna, kind="publications.answer", mode=Mode.SITE)
        answer(world, world.boris)
        work()
        assert len(bells(world.anna)) == 1
        assert mail.outbox == []

    @pytest.mark.parametrize(
        ("level", "heard"), [(Level.ADDRESSED, 0), (Level.NONE, 0), (Level.ALL, 1)]
    )
    def test_a_community_can_be_turned_down(self, world, level, heard) -> None:
        follow(world, world.galina)
        CommunityPreference.objects.create(
            person=world.galina, community=world.community, level=level
        )
        answer(world, world.boris)
        work()
        assert len(bells(world.galina)) == heard

    def test_addressed_things_pass_where_only_they_are_wanted(self, world) -> None:
        CommunityPreference.objects.create(
            person=world.anna, community=world.community, level=Level.ADDRESSED
        )
        answer(world, world.boris)
        work()
        assert len(bells(world.anna)) == 1

    def test_the_page_keeps_what_is_chosen(self, client: Client, world) -> None:
        sign_in(client, world.anna)
        page = client.get("/settings/notices/").content.decode()
        assert "Меня упомянули" in page
        assert "Учителя математики" in page
        for staffs in ("Просьбы принять в сообщества, которые я веду", "План ждёт утверждения"):
            assert staffs not in page
            assert staffs in text_of(sign_in(Client(), world.galina).get("/settings/notices/"))
        data = dict.fromkeys(re.findall(r'name="(kind:[^"]+)"', page), "at_once")
        data["kind:publications.answer"] = "off"
        data[f"community:{world.community.pid}"] = "none"
        data |= {
            "quiet_from": "22:00",
            "quiet_to": "07:00",
            "zone": "Asia/Yakutsk",
            "has_quiet_hours": "on",
        }
        assert client.post("/settings/notices/", data).status_code == 302
        chosen = Preference.objects.get(person=world.anna, kind="publications.answer")
        assert chosen.mode == "off"
        setting = MailSetting.objects.get(person=world.anna)
        assert (setting.zone, setting.quiet_from, setting.has_quiet_weekends) == (
            "Asia/Yakutsk", time(22), False,
        )  # fmt: skip
        level = CommunityPreference.objects.get(person=world.anna)
        assert (level.community_id, level.level) == (world.community.pk, "none")
        assert client.post("/settings/notices/", {**data, "quiet_from": "х"}).status_code == 422


class TestQuietHours:
    @pytest.mark.parametrize(
        ("at", "expected"),
        [
            # Friday 20:30 in Olekminsk → Monday 8:00 there
            (datetime(2026, 9, 18, 11, 30, tzinfo=UTC), datetime(2026, 9, 20, 23, 0, tzinfo=UTC)),
            # Saturday noon there → Monday 8:00
            (datetime(2026, 9, 19, 3, 0, tzinfo=UTC), datetime(2026, 9, 20, 23, 0, tzinfo=UTC)),
            # Monday 7:59 there → 8:00; 8:00 goes
            (datetime(2026, 9, 20, 22, 59, tzinfo=UTC), datetime(2026, 9, 20, 23, 0, tzinfo=UTC)),
            (datetime(2026, 9, 20, 23, 0, tzinfo=UTC), datetime(2026, 9, 20, 23, 0, tzinfo=UTC)),
            # Friday 19:59 there goes
            (datetime(2026, 9, 18, 10, 59, tzinfo=UTC), datetime(2026, 9, 18, 10, 59, tzinfo=UTC)),
        ],
    )
    def test_letters_wait_for_the_readers_working_morning(self, world, at, expected) -> None:
        District.objects.filter(pk=world.district.pk).update(time_zone="Asia/Yakutsk")
        world.district.refresh_from_db()
        setting = setting_of(world.anna)
        assert may_come_at(setting, zone_of(setting, world.district), at) == expected

    def test_a_letter_of_friday_night_comes_on_monday_morning(self, world) -> None:
        District.objects.filter(pk=world.district.pk).update(time_zone="Asia/Yakutsk")
        answer(world, world.boris)
        work(datetime(2026, 9, 18, 12, 0, tzinfo=UTC))  # Friday, 21:00 there
        for hours in (12, 24, 48, 58.9):
            work(datetime(2026, 9, 18, 12, 0, tzinfo=UTC) + timedelta(hours=hours))
        assert mail.outbox == []
        work(datetime(2026, 9, 20, 23, 1, tzinfo=UTC))  # Monday, 8:01 there
        assert len(subjects_to(world.anna)) == 1

    def test_what_was_read_meanwhile_is_not_mailed(self, world) -> None:
        answer(world, world.boris)
        night = NOON + timedelta(hours=9)
        work(night)
        telling.mark_read(person_id=world.anna.pk, at=night)
        work(NOON + timedelta(days=1))
        assert mail.outbox == []

    def test_who_turned_quiet_hours_off_gets_letters_at_night(self, world) -> None:
        MailSetting.objects.create(
            person=world.anna, has_quiet_hours=False, has_quiet_weekends=False
        )
        answer(world, world.boris)
        work(NOON + timedelta(hours=12))
        assert len(subjects_to(world.anna)) == 1


class TestDigest:
    MORNING = datetime(2026, 9, 15, 5, 30, tzinfo=UTC)  # Tuesday, 8:30 in Moscow

    def send(self, who: Person, at: datetime | None = None) -> bool:
        return letters.send_digest(person_id=who.pk, at=at or self.MORNING)

    def test_it_tells_replies_and_new_things_once(self, world) -> None:
        agree(world.galina)
        follow(world, world.galina)
        answer(world, world.boris)
        work()
        publication(world.boris, world.community, "Олимпиада для пятых", at=NOON)
        assert self.send(world.galina)
        (letter,) = [one for one in mail.outbox if one.to == [world.galina.email]]
        assert letter.subject == "Что нового в ваших сообществах · Берёзовский район"
        assert "Новый ответ в обсуждении «Как объяснить дроби»" in letter.body
        assert "Новая запись: «Олимпиада для пятых»" in letter.body
        assert not self.send(world.galina, self.MORNING + timedelta(hours=1))
        assert not self.send(world.galina, self.MORNING + timedelta(days=1))
        assert len(subjects_to(world.galina)) == 1

    def test_nothing_new_is_no_letter(self, world) -> None:
        agree(world.galina)
        assert not self.send(world.galina)
        assert mail.outbox == []

    def test_without_consent_there_is_no_digest(self, world) -> None:
        publication(world.boris, world.community, "Олимпиада", at=NOON)
        assert not self.send(world.galina)
        assert mail.outbox == []

    def test_it_is_computed_with_the_readers_rights_of_the_morning(self, world) -> None:
        agree(world.boris)
        follow(world, world.boris)
        answer(world, world.anna)
        work()
        publication(world.anna, world.community, CANARY, at=NOON)
        members.leave_community(community=world.community, actor=viewer(world.boris), at=NOON)
        assert not self.send(world.boris)
        assert CANARY not in str([letter.body for letter in mail.outbox])

    def test_it_waits_out_the_weekend(self, world) -> None:
        agree(world.galina)
        saturday = datetime(2026, 9, 19, 9, 0, tzinfo=UTC)
        publication(world.boris, world.community, "Олимпиада", at=saturday - timedelta(hours=20))
        assert not self.send(world.galina, saturday)
        assert self.send(world.galina, saturday + timedelta(days=2))

    def test_the_schedule_finds_those_whose_morning_has_come(self, world) -> None:
        agree(world.galina)
        publication(world.boris, world.community, "Олимпиада", at=NOON)
        work(self.MORNING - timedelta(hours=1))
        assert subjects_to(world.galina) == []
        work(self.MORNING + timedelta(hours=2))
        work(self.MORNING + timedelta(hours=3))
        assert len(subjects_to(world.galina)) == 1

    def test_twenty_letters_a_day_then_the_digest(self, world) -> None:
        agree(world.anna)
        for number in range(22):
            topic = publication(world.anna, world.community, f"Тема {number}", at=NOON)
            traces.follow(topic.pk, world.anna.pk)
            comments.add_comment(
                publication=topic, text=from_text("Ответ"), actor=viewer(world.boris), at=NOON
            )
        work()
        assert len(subjects_to(world.anna)) == 20
        assert self.send(world.anna)
        body = mail.outbox[-1].body
        assert len(re.findall(r"Новый ответ на вашу запись", body)) == 2


class TestLetters:
    def letter(self, world: World):
        answer(world, world.boris, f"{CANARY}, и ещё раз {CANARY}")
        work()
        (found,) = mail.outbox
        return found

    def test_a_letter_carries_title_and_link_only(self, world) -> None:
        letter = self.letter(world)
        html = letter.alternatives[0].content
        for text in (letter.body, html):
            assert CANARY not in text
            assert "Борис" not in text
            assert f"/p/{world.topic.pid}-{world.topic.slug}/#c2" in text
        assert letter.to == [world.anna.email]
        assert (letter.cc, letter.bcc) == ([], [])

    def test_headers_cannot_be_injected(self, world) -> None:
        Publication.objects.filter(pk=world.topic.pk).update(
            title="Дроби\r\nBcc: all@zlo.example\u2028x"
        )
        message = self.letter(world).message()
        assert message["Bcc"] is None
        assert "\n" not in str(message["Subject"]).replace("\n ", "")

    def test_one_press_in_the_mail_program_is_enough(self, world) -> None:
        letter = self.letter(world)
        assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        address = letter.extra_headers["List-Unsubscribe"].strip("<>")
        path = re.sub(r"^https?://[^/]+", "", address)
        stranger = Client(enforce_csrf_checks=True)
        assert "Больше не присылать" in stranger.get(path).content.decode()
        done = stranger.post(path, {"List-Unsubscribe": "One-Click"})
        assert done.status_code == 200
        mail.outbox.clear()
        telling.mark_read(person_id=world.anna.pk, at=NOON)
        answer(world, world.boris)
        work()
        assert (len(bells(world.anna)), mail.outbox) == (2, [])

    def test_a_forged_address_changes_nothing(self, world) -> None:
        page = Client().post("/notices/unsubscribe/forged:token:here/")
        assert page.status_code == 404
        assert Preference.objects.count() == 0

    def test_leaving_the_digest_stops_it(self, world) -> None:
        agree(world.anna)
        publication(world.boris, world.community, "Олимпиада", at=NOON)
        Client().post(f"/notices/unsubscribe/{letters.token(world.anna, 'digest')}/")
        assert not letters.send_digest(person_id=world.anna.pk, at=TestDigest.MORNING)

    def test_an_unconfirmed_address_gets_nothing(self, world) -> None:
        Person.objects.filter(pk=world.anna.pk).update(email_confirmed_at=None)
        answer(world, world.boris)
        work()
        assert mail.outbox == []


class TestBell:
    def test_the_number_rings_for_its_owner_alone(self, world) -> None:
        answer(world, world.boris)
        work()
        ringing = LiveEvent.objects.filter(topic=f"bell:{world.anna.pid}")
        assert [event.payload for event in ringing] == [{"n": 1}]
        assert may_listen(viewer(world.anna), f"bell:{world.anna.pid}")
        assert not may_listen(viewer(world.boris), f"bell:{world.anna.pid}")
        assert not may_listen(GUEST, "bell:")

    def test_a_reply_is_announced_to_readers_in_its_transaction(self, world) -> None:
        answer(world, world.boris)
        topic = f"publication:{world.topic.pid}"
        (event,) = LiveEvent.objects.filter(topic=topic)
        assert (event.kind, event.payload) == ("reply", {"seq": 2})
        assert may_listen(viewer(world.galina), topic)
        assert not may_listen(viewer(world.vera), topic)
        assert not may_listen(GUEST, topic)

    def test_opening_the_thing_reads_its_notices(self, client: Client, world) -> None:
        answer(world, world.boris)
        work()
        sign_in(client, world.anna)
        assert "Уведомления: 1 новое" in client.get("/notices/").content.decode()
        page = client.get(f"/p/{world.topic.pid}-{world.topic.slug}/").content.decode()
        assert "Уведомления, новых нет" in page
        assert NoticeRow.objects.get(person=world.anna).read_at is not None

    def test_a_line_of_the_list_leads_to_the_reply(self, client: Client, world) -> None:
        answer(world, world.boris)
        work()
        row = NoticeRow.objects.get(person=world.anna)
        went = sign_in(client, world.anna).get(f"/notices/{row.pid}/")
        assert went["Location"] == f"/p/{world.topic.pid}-{world.topic.slug}/#c2"
        world.anna.refresh_from_db()
        assert world.anna.unread_n == 0
        assert sign_in(Client(), world.boris).get(f"/notices/{row.pid}/").status_code == 404

    def test_everything_can_be_read_at_once(self, client: Client, world) -> None:
        answer(world, world.boris)
        marks.thank(publication=world.topic, comment=None, actor=viewer(world.boris), at=NOON)
        work()
        assert sign_in(client, world.anna).post("/notices/read/").status_code == 302
        world.anna.refresh_from_db()
        assert (world.anna.unread_n, NoticeRow.objects.filter(read_at=None).count()) == (0, 0)

    def test_the_list_goes_on_page_by_page(self, world) -> None:
        NoticeRow.objects.bulk_create(
            NoticeRow(person=world.anna, kind="x", text=f"Строка {n}", link="/", at=NOON)
            for n in range(70)
        )
        viewer_, seen, after = viewer(world.anna), [], None
        for _turn in range(3):
            page = notices.page(viewer_, after=after)
            seen += [row.id for row in page.rows]
            moment, _, key = page.older.partition("|")
            after = (datetime.fromisoformat(moment), int(key)) if moment else None
        assert (len(seen), len(set(seen)), after) == (70, 70, None)

    def test_the_list_costs_the_same_for_one_row_and_for_many(self, client: Client, world) -> None:
        def make(count: int) -> None:
            for _turn in range(count):
                topic = publication(world.anna, world.community, at=NOON)
                NoticeRow.objects.create(
                    person=world.anna, kind="publications.answer", publication=topic, actor=world.boris,
                    community=world.community, text="Ответ {publication} {reason}", seq=1, at=NOON,
                )  # fmt: skip

        assert_queries_constant(sign_in(client, world.anna), "/notices/", make, expected=6)

    def test_telling_many_costs_few_queries(self, world) -> None:
        news = publication(world.dmitry, world.community, "День учителя", kind="news", at=NOON)

        event = PublicationPublished(
            district_id=world.district.pk, actor_id=world.dmitry.pk, publication_id=news.pk,
            kind="news", community_id=world.community.pk,
        )  # fmt: skip
        with CaptureQueriesContext(connection) as seen:
            telling.tell(facts=[(event, NOON)], at=NOON)
        assert len(seen) < 30
        heard = NoticeRow.objects.order_by("person_id").values_list("person_id", flat=True)
        assert list(heard) == sorted([world.anna.pk, world.boris.pk, world.galina.pk])

    def test_a_notice_bears_the_moment_of_its_fact_however_late_the_worker(self, world) -> None:
        for hours in (0, 2):
            with clock.told(NOON + timedelta(hours=hours)):
                answer(world, world.boris)
        work(NOON + timedelta(hours=7))
        row = NoticeRow.objects.get(person=world.anna)
        assert (row.n, row.at) == (2, NOON + timedelta(hours=2)), "the later of the two"

    def test_what_an_older_version_left_in_the_queue_is_told_too(self, world) -> None:
        answer(world, world.boris)
        for waiting in QueuedJob.objects.filter(name__endswith="tell_people"):
            del waiting.kwargs["at"]
            waiting.save(update_fields=["kwargs"])
        work(NOON + timedelta(hours=7))
        assert NoticeRow.objects.filter(person=world.anna).exists()


def test_the_clock_of_jobs_is_the_one_told() -> None:
    with clock.told(NOON):
        assert clock.now() == NOON
