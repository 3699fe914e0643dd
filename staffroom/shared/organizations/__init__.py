"""Districts, their organisations and who works where.

Nouns: District, Organization, Department, Affiliation. States: OrganizationAdded,
OrganizationChanged,
AffiliationStarted, AffiliationEnded, StaffImported, DistrictOpened, DistrictChanged.
"""
