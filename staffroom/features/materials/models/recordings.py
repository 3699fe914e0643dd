"""What of a material is watched: its own file or a link, who is shown, what helps on a slow line."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from staffroom.features.materials.models.cards import Material
from staffroom.shared.accounts.models import Person


class Adults(models.TextChoices):
    """Whom of adults a recording shows beside its author (152.1 ГК; BT-1.5.b)."""

    NOBODY = "nobody", _("Только автор или никого из взрослых")
    SHOWN = "shown", _("Показаны и другие взрослые")


class Recording(models.Model):
    """A material's video; children in it are told of by the card itself (`Material.children`).

    The file is one of the publication's own; `link` leads to a service of video (`video.provider`), of
    which the author tells `minutes` and `megabytes`. `has_light`: the smallest of several recordings
    is for a slow line. `spoken` is what is said, for who cannot hear or load it. `people` are the adults
    shown, read by authors and moderators alone; `agreed_at` is when the author stated that each of
    them consented in writing. `is_watched` while there is a file or a link to watch.

    A live stream stands at `live_link`, begins at `starts_at` and takes `planned` minutes; `begun_at` is
    when its beginning was told of, `added_at` when its recording was put beside it (TV-1.1.c).
    """

    material = models.OneToOneField(
        Material, models.CASCADE, primary_key=True, related_name="recording"
    )
    link = models.CharField(max_length=500, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    megabytes = models.PositiveSmallIntegerField(null=True, blank=True)
    has_light = models.BooleanField(default=False)
    spoken = models.TextField(blank=True)
    adults = models.CharField(max_length=8, choices=Adults.choices, blank=True)
    people = models.CharField(max_length=300, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    is_watched = models.BooleanField(default=False)
    live_link = models.CharField(max_length=500, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    planned = models.PositiveSmallIntegerField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.material_id)
