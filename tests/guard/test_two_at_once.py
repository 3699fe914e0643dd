"""Two windows, two people, one moment: what one did is never undone or counted twice by the other.

Each story loads the row before the other acts, as two requests under way do; so it holds on either
database without threads.
"""

from datetime import datetime, timedelta

import pytest

from staffroom.core.errors import DomainError
from staffroom.core.richtext import from_text
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.viewers import viewer_of
from staffroom.shared.publications.actions import comments, moderation, publishing
from staffroom.shared.publications.models import Comment, Publication, PublicationStatus
from staffroom.shared.publications.policies import may_read
from tests.factories import world as small

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> small.World:
    return small.make_world()


def of(who: Person, at: datetime) -> Viewer:
    return viewer_of(who, at=at)[0]


def again(row: Publication) -> Publication:
    """The row as another request has loaded it."""
    return Publication.objects.select_related("home_community", "district").get(pk=row.pk)


def said(row: Comment) -> Comment:
    return Comment.objects.select_related("publication__home_community").get(pk=row.pk)


def words(title: str = "Новое название") -> publishing.Content:
    return publishing.Content(title=title, text=from_text("Новые слова"))


def test_an_answer_given_while_the_author_was_editing_stays(
    world: small.World, at: datetime
) -> None:
    opened, anna = again(world.topic), of(world.anna, at)
    comments.add_comment(
        publication=again(world.topic),
        text=from_text("Пока вы правили"),
        actor=of(world.boris, at),
        at=at,
    )
    publishing.edit_publication(publication=opened, content=words(), actor=anna, at=at)
    now = again(world.topic)
    assert (now.title, now.comment_n, now.last_seq) == ("Новое название", 2, 2)
    assert now.bumped_at == at


def test_what_a_moderator_hid_is_not_shown_again_by_an_edit_under_way(
    world: small.World, at: datetime
) -> None:
    opened = again(world.topic)
    moderation.hide(
        publication=again(world.topic), reason="Данные ученика", actor=of(world.galina, at)
    )
    with pytest.raises(DomainError, match="скрыта модератором"):
        publishing.edit_publication(
            publication=opened, content=words(), actor=of(world.anna, at), at=at
        )
    assert again(world.topic).status == PublicationStatus.HIDDEN
    assert not may_read(of(world.boris, at), world.topic)


def test_two_moderators_hide_one_record_once(world: small.World, at: datetime) -> None:
    first, second, galina = again(world.topic), again(world.topic), of(world.galina, at)
    before = Community.objects.get(pk=world.community.pk).publication_n
    moderation.hide(publication=first, reason="Реклама", actor=galina)
    with pytest.raises(DomainError, match="изменилась"):
        moderation.hide(publication=second, reason="Грубость", actor=of(world.dmitry, at))
    assert Community.objects.get(pk=world.community.pk).publication_n == before - 1
    assert again(world.topic).hidden_reason == "Реклама"


def test_two_moderators_restore_one_record_once(world: small.World, at: datetime) -> None:
    galina = of(world.galina, at)
    before = Community.objects.get(pk=world.community.pk).publication_n
    moderation.hide(publication=again(world.topic), reason="Реклама", actor=galina)
    first, second = again(world.topic), again(world.topic)
    moderation.restore(publication=first, actor=galina)
    with pytest.raises(DomainError, match="изменилась"):
        moderation.restore(publication=second, actor=of(world.dmitry, at))
    assert Community.objects.get(pk=world.community.pk).publication_n == before


def test_a_record_taken_back_by_its_author_is_not_raised_by_a_moderator(
    world: small.World, at: datetime
) -> None:
    opened = again(world.open_topic)
    publishing.remove_publication(
        publication=again(world.open_topic), actor=of(world.anna, at), at=at
    )
    with pytest.raises(DomainError, match="изменилась"):
        moderation.hide(publication=opened, reason="Реклама", actor=of(world.galina, at))
    assert again(world.open_topic).status == PublicationStatus.REMOVED


def test_a_record_is_taken_back_once(world: small.World, at: datetime) -> None:
    first, second = again(world.open_topic), again(world.open_topic)
    before = Community.objects.get(pk=world.community.pk).publication_n
    publishing.remove_publication(publication=first, actor=of(world.anna, at), at=at)
    with pytest.raises(DomainError):
        publishing.remove_publication(publication=second, actor=of(world.anna, at), at=at)
    assert Community.objects.get(pk=world.community.pk).publication_n == before - 1


def test_a_record_published_in_another_window_is_not_put_off(
    world: small.World, at: datetime
) -> None:
    first, second, anna = again(world.draft), again(world.draft), of(world.anna, at)
    publishing.publish_draft(publication=first, actor=anna, at=at)
    with pytest.raises(DomainError, match="уже опубликована"):
        publishing.publish_draft(
            publication=second, actor=anna, at=at, later_at=at + timedelta(days=1)
        )
    assert again(world.draft).status == PublicationStatus.PUBLISHED


def test_a_reply_is_hidden_once_and_counted_once(world: small.World, at: datetime) -> None:
    first, second = said(world.comment), said(world.comment)
    comments.hide_comment(comment=first, reason="Не о том", actor=of(world.galina, at), at=at)
    with pytest.raises(DomainError, match="уже скрыт"):
        comments.hide_comment(comment=second, reason="Грубо", actor=of(world.dmitry, at), at=at)
    assert again(world.topic).comment_n == 0


def test_a_reply_is_restored_once_and_counted_once(world: small.World, at: datetime) -> None:
    galina = of(world.galina, at)
    comments.hide_comment(comment=said(world.comment), reason="Не о том", actor=galina, at=at)
    first, second = said(world.comment), said(world.comment)
    comments.restore_comment(comment=first, actor=galina)
    with pytest.raises(DomainError, match="уже возвращён"):
        comments.restore_comment(comment=second, actor=of(world.dmitry, at))
    assert again(world.topic).comment_n == 1


def test_a_reply_is_taken_back_once_also_while_it_is_being_hidden(
    world: small.World, at: datetime
) -> None:
    first, second, third = said(world.comment), said(world.comment), said(world.comment)
    comments.hide_comment(comment=first, reason="Не о том", actor=of(world.galina, at), at=at)
    comments.remove_comment(comment=second, actor=of(world.boris, at), at=at)
    with pytest.raises(DomainError, match="уже удалён"):
        comments.remove_comment(comment=third, actor=of(world.boris, at), at=at)
    assert again(world.topic).comment_n == 0
    assert said(world.comment).plain == ""
