"""Who may read the files of a result: whoever sees the term of its community."""

from staffroom.core.files import file_access
from staffroom.core.lookups import one_or_none
from staffroom.core.viewer import Viewer
from staffroom.features.lifecycle.models import Product
from staffroom.features.lifecycle.policies import endings as policies
from staffroom.features.lifecycle.registry import PRODUCT_FILES


@file_access(PRODUCT_FILES)
def may_read_file(viewer: Viewer, key: int) -> bool:
    """Asked at each request."""
    found = one_or_none(Product.objects.select_related("community").filter(pk=key))
    return found is not None and bool(policies.may_see(viewer, found.community))
