"""Districts, their organisations and who works where.

Nouns: District, Organization, Department, Affiliation, ImportDraft. States: OrganizationAdded,
OrganizationChanged, DepartmentAdded, DepartmentRemoved, AffiliationStarted, StaffListConfirmed, StaffImported,
DistrictChanged.
"""
