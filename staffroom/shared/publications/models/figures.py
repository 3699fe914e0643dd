"""Figures of talk, kept by the actions, so that no page counts."""

from django.db import models

from staffroom.shared.communities.models import Community


class HelpFigures(models.Model):
    """How soon requests for help of a community were answered: how many were, seconds waited in all."""

    community = models.OneToOneField(
        Community, models.CASCADE, primary_key=True, related_name="help_figures"
    )
    answered_n = models.PositiveIntegerField(default=0)
    waited_s = models.PositiveBigIntegerField(default=0)
