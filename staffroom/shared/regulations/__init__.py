"""Every point on which districts differ, held as data: keys, profiles, versions, the rules in force.

A *profile* says what each key of `registry` is; a child says only what it changes. It is resolved on
writing into an immutable row of all values with their sources, so a page reads one row, and a running
procedure keeps the row it began with.

Nouns: Profile, ProfileVersion, ResolvedProfile, DistrictProfile; Rules (what other apps read).
States: ProfileAdopted, ProfileChanged.
"""
