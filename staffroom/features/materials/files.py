"""Who reads the files of old versions: whoever reads the material itself."""

from staffroom.core.files import Home, file_access, file_home, file_taken
from staffroom.core.lookups import one_or_none
from staffroom.core.viewer import Viewer
from staffroom.features.materials.models import Version
from staffroom.features.materials.registry import VERSION_FILES
from staffroom.shared.publications import policies
from staffroom.shared.publications.actions.marks import count_download


@file_access(VERSION_FILES)
def may_read_version_file(viewer: Viewer, key: int) -> bool:
    """The readers of the material, asked at each request."""
    found = one_or_none(Version.objects.select_related("material__publication").filter(pk=key))
    return found is not None and policies.may_read(viewer, found.material.publication)


@file_home(VERSION_FILES)
def home_of_version_file(key: int) -> Home | None:
    """The version that the file belongs to."""
    rows = Version.objects.filter(pk=key)
    found = rows.values_list("title", "material__publication__pid", "n").first()
    return Home(found[0], f"/p/{found[1]}/versions/{found[2]}/") if found else None


@file_taken(VERSION_FILES)
def count(viewer: Viewer, key: int) -> None:
    """Files of an old version are files of the material."""
    found = one_or_none(Version.objects.filter(pk=key).values_list("material_id", flat=True))
    if found is not None:
        count_download(publication_id=found, viewer=viewer)
