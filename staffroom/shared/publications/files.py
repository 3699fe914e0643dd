"""Who may read the files of publications and replies: whoever may read the words beside them."""

from staffroom.core.files import Home, file_access, file_home, file_taken, file_words
from staffroom.core.lookups import one_or_none
from staffroom.core.viewer import Viewer
from staffroom.shared.publications import policies
from staffroom.shared.publications.actions.marks import count_download
from staffroom.shared.publications.models import Comment, Publication
from staffroom.shared.publications.registry import COMMENT_FILES, PUBLICATION_FILES, page_address


@file_access(PUBLICATION_FILES)
def may_read_file(viewer: Viewer, key: int) -> bool:
    """The readers of the publication, asked at each request: a hidden one closes its files at once."""
    found = one_or_none(Publication.objects.filter(pk=key))
    return found is not None and policies.may_read(viewer, found)


@file_words(PUBLICATION_FILES)
def may_tell_of_file(viewer: Viewer, key: int) -> bool:
    """Who may write the publication."""
    found = one_or_none(Publication.objects.select_related("home_community").filter(pk=key))
    return found is not None and bool(policies.may_edit(viewer, found))


@file_access(COMMENT_FILES)
def may_read_comment_file(viewer: Viewer, key: int) -> bool:
    """The readers of the reply; of a hidden or removed one, its author and those who moderate."""
    rows = Comment.objects.select_related("publication__home_community")
    found = one_or_none(rows.filter(pk=key))
    return found is not None and policies.may_read_comment(viewer, found)


@file_home(PUBLICATION_FILES)
def home_of_file(key: int) -> Home | None:
    """The publication itself."""
    found = one_or_none(Publication.objects.filter(pk=key).values_list("title", "pid", "slug"))
    return Home(found[0], page_address(found[1], found[2])) if found else None


@file_taken(PUBLICATION_FILES)
def count(viewer: Viewer, key: int) -> None:
    """The publication's author sees how often its files were taken."""
    count_download(publication_id=key, viewer=viewer)


@file_home(COMMENT_FILES)
def home_of_comment_file(key: int) -> Home | None:
    """The publication, at the reply."""
    rows = Comment.objects.filter(pk=key)
    found = rows.values_list("publication__title", "publication__pid", "publication__slug", "seq")
    one = found.first()
    return (
        Home(one[0], f"{page_address(one[1], one[2])}?page={-(-one[3] // 20)}#c{one[3]}")
        if one
        else None
    )
