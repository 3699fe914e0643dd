"""What the public face keeps of its own."""

from staffroom.overviews.site.models.inquiries import Inquiry, InquiryState

__all__ = ["Inquiry", "InquiryState"]
