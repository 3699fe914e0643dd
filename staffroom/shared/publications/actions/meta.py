"""The permanent topic where acts of the Leader, moderators and members are talked about (OL-3.6.5)."""

from datetime import datetime

from django.db import transaction

from staffroom.core.richtext import from_text
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import RoleGrant, ScopeKind
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.actions.content import Content
from staffroom.shared.publications.actions.publishing import publish_draft, write_draft
from staffroom.shared.publications.models import Audience, Publication
from staffroom.shared.publications.queries.meta import is_talk_apart, meta_topic
from staffroom.shared.publications.registry import META

TITLE = "О действиях руководителя, модераторов и участников"
WORDS = """Здесь говорят о том, как ведут себя на сайте руководитель, модераторы и участники: что показалось \
несправедливым, что стоит изменить, за что хочется поблагодарить.

По положению района такие разговоры ведут только в этой теме. Ответ, написанный не на месте, модератор \
переносит сюда, а не удаляет; на прежнем месте остаётся заметка.

Пишите по существу и без обидных слов: тему читают все участники сети района."""


@transaction.atomic
def open_meta_topic(*, district: District, at: datetime) -> Publication | None:
    """Open the topic where the regulation asks for it (`moderation.meta_topics`) and it does not stand yet.

    Whoever coordinates the district signs it; while nobody does, there is nothing to open. None when
    nothing was opened.
    """
    if not is_talk_apart(district) or meta_topic(district.pk) is not None:
        return None
    grants = RoleGrant.objects.filter(
        scope_kind=ScopeKind.DISTRICT, scope_id=district.pk, to_at=None, person__is_active=True
    )
    leads = (one for one in grants.order_by("pk") if one.powers & Power.MODERATE)
    lead = next(leads, None)
    if lead is None:
        return None
    actor = Viewer(person_id=lead.person_id, is_system=True)
    content = Content(title=TITLE, text=from_text(WORDS), audience=Audience.DISTRICT)
    draft = write_draft(kind=META, content=content, actor=actor, at=at, district=district)
    return publish_draft(publication=draft, actor=actor, at=at)
