"""The public face: what the network is, its news, its groups, how to join. Read by anybody, without an account.

Nouns: Inquiry. States: InquiryAsked, InquiryAnswered, InquiryDeclined, InquiryShown, InquiryWithdrawn.
"""
