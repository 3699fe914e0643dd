"""The public face: what the network is, its news, its groups, how to join. Read by anybody, without an account.

Nouns: Inquiry, MenuItem, Shelf, ShelfItem. States: InquiryAsked, InquiryAnswered, InquiryDeclined,
InquiryShown, InquiryWithdrawn, MenuChanged, ShelfOpened, ShelfChanged, ShelfRemoved, ShelfFilled,
ShelfCleared.
"""
