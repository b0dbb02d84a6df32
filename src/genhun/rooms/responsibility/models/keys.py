"""Keys for programs that send objectives in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SendingKey(models.Model):
    """A key with which a program sends objectives for its owner's part; only its digest is kept, so it shows once."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sending_keys")
    name = models.CharField(_("Which program"), max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name
