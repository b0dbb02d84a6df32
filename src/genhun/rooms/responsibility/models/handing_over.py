"""Duties that went with a post to somebody else."""

from django.conf import settings
from django.db import models

from genhun.records.models import Tenure


class HandOver(models.Model):
    """Somebody who came to a post has taken its duties over."""

    tenure = models.OneToOneField(Tenure, models.CASCADE, related_name="hand_over")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
