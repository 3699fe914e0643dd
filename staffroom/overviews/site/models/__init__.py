"""What the public face keeps of its own."""

from staffroom.overviews.site.models.inquiries import Inquiry, InquiryState
from staffroom.overviews.site.models.pages import MenuItem, Shelf, ShelfItem

__all__ = ["Inquiry", "InquiryState", "MenuItem", "Shelf", "ShelfItem"]
