"""Plans of work and of publications, projects with tasks, and what is open to members of a community.

Nouns: plan, plan line (an activity or a stage), tie (a publication stands by a line or a project),
rubric (what a day of the week is for), project, stage, team mate, task. Events: see `events`.
"""
