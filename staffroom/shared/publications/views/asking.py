"""A form is shown once more when its words look like personal data: nothing typed is lost, nothing is refused."""

from django.utils.translation import gettext as _

from staffroom.core.http import Request
from staffroom.shared.communities.models import Community
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.forms import CommentForm, PublicationForm
from staffroom.shared.publications.queries.mentions import with_typed_mentions
from staffroom.shared.publications.queries.personal import personal_in
from staffroom.shared.publications.queries.threads import Head

SURE = "personal_ok"


def is_ready(
    form: PublicationForm | CommentForm,
    request: Request,
    scope: Community | District | Head,
    *,
    was: str = "",
) -> bool:
    """True when the form is valid and holds no telephone or address that its author has not thought of.

    Typed «@Имя Фамилия» become mentions on the way.

    `scope` is whose rules are asked, or the publication that is answered.
    «Опубликовать всё равно» answers the question (`personal_ok=1`); a draft is asked nothing. `was` is
    what the thing said before an edit.
    """
    if not form.is_valid():
        return False
    form.cleaned_data["body"] = with_typed_mentions(request.viewer, form.cleaned_data["body"])
    if request.POST.get(SURE) == "1" or request.POST.get("act") == "draft":
        return True
    text = f"{form.cleaned_data.get('title', '')}\n{form.cleaned_data['body'].plain}"
    form.personal = personal_in(scope, text, was=was)
    if form.personal:
        form.add_error(
            "body", _("Похоже, здесь личные сведения. Проверьте, стоит ли их показывать.")
        )
    return not form.personal
