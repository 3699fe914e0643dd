"""Groups of educators: tree, membership, roles and powers, and admission to a district's network.

Nouns: Community, Section, Membership, RoleGrant, Admission. States: CommunityOpened,
CommunityChanged,
CommunityMoved, CommunityArchived, MemberJoined, MemberLeft, RoleGranted, RoleEnded, and the
admissions' facts.
"""
