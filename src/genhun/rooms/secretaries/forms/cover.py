"""What the list of secretary posts is narrowed by."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from genhun.rooms.secretaries.queries.posts import vacant_only


class CoverFilter(forms.Form):
    """Posts by words and by how they are covered."""

    q = forms.CharField(label=_("Unit or post"), required=False)
    cover = forms.ChoiceField(
        label=_("Cover"),
        required=False,
        choices=[
            ("", _("All")),
            ("vacant", _("Nobody holds it")),
            ("none", _("No successor ready")),
            ("ready", _("Covered")),
        ],
    )

    def narrow(self, posts: QuerySet[Any]) -> QuerySet[Any]:
        """The posts that match; they come with `held` and `ready`."""
        wanted = self.cleaned_data if self.is_valid() else {}
        sought, cover = wanted.get("q", "").strip(), wanted.get("cover", "")
        if sought:
            posts = posts.filter(Q(title__icontains=sought) | Q(unit__name__icontains=sought))
        if cover == "vacant":
            return vacant_only(posts)
        if cover:
            return posts.filter(ready=0) if cover == "none" else posts.filter(ready__gt=0)
        return posts
