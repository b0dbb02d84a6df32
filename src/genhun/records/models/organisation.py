"""Units, posts, people, and who held what when. Months are stored as the first day of the month."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Track(models.TextChoices):
    """The lane of a post."""

    PARTY = "party", _("Party affairs")
    PRODUCTION = "production", _("Production and operation")
    BOTH = "both", _("Both lanes")


class Mobility(models.TextChoices):
    """How far a person may be moved."""

    CIRCLE = "circle", _("Within the circle")
    CITY = "city", _("Within the city")
    NONE = "none", _("Stays")


class Unit(models.Model):
    """An organisation. `path` is the materialised way from the root: pages and scopes select by its prefix."""

    code = models.CharField(_("Unit code"), max_length=64, unique=True)
    name = models.CharField(_("Name"), max_length=200)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=1000, unique=True)
    tier = models.PositiveSmallIntegerField(_("Tier"))
    industry = models.CharField(_("Industry"), max_length=100, blank=True)
    city = models.CharField(_("City"), max_length=100)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    circle = models.CharField(_("Circle"), max_length=64, blank=True)

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """One kind of seat in a unit."""

    code = models.CharField(_("Post code"), max_length=64, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    title = models.CharField(_("Title"), max_length=200)
    track = models.CharField(_("Track"), max_length=12, choices=Track.choices)
    level = models.IntegerField(_("Level"))
    seats = models.PositiveIntegerField(_("Seats"), default=1)
    roles = models.CharField(_("Roles"), max_length=120, blank=True)  # sorted keys joined by ";"
    grassroots = models.BooleanField(_("Grass roots"), default=False)
    fixed = models.BooleanField(_("Not rotated"), default=False)

    class Meta:
        ordering = ["unit__path", "-level", "code"]

    def __str__(self) -> str:
        return self.title


class Person(models.Model):
    """A cadre or party-affairs worker. `unit` is derived: that of the open post (non-fixed, else the latest)."""

    code = models.CharField(_("Person code"), max_length=64, unique=True)
    name = models.CharField(_("Name"), max_length=100)
    sex = models.CharField(_("Sex"), max_length=1, choices=[("m", _("Male")), ("f", _("Female"))])
    birth = models.DateField(_("Born"))
    level = models.IntegerField(_("Level"))
    level_since = models.DateField(_("At this level since"))
    home_city = models.CharField(_("Home city"), max_length=100, blank=True)
    mobility = models.CharField(_("Mobility"), max_length=8, choices=Mobility.choices, default=Mobility.CIRCLE)
    young = models.BooleanField(_("Young cadre"), default=False)
    retire = models.DateField(_("Retires"), null=True, blank=True)  # blank: by the retirement rule
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="people")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Tenure(models.Model):
    """An appointment: a person in a post from `start` until before `end` (blank = still open).

    Posts outside the records have no `post`; their track, level, industry and grass-roots mark stand here.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="tenures")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="tenures")
    start = models.DateField(_("From"))
    end = models.DateField(_("Until"), null=True, blank=True)
    track = models.CharField(_("Track"), max_length=12, choices=Track.choices, blank=True)
    level = models.IntegerField(_("Level"), default=0)
    industry = models.CharField(_("Industry"), max_length=100, blank=True)
    grassroots = models.BooleanField(_("Grass roots"), default=False)

    class Meta:
        ordering = ["person", "start"]
        indexes = [models.Index(fields=["end", "post"])]


class Kinship(models.Model):
    """Two people who are related; used for avoidance only."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="kin")
    kin = models.ForeignKey(Person, models.CASCADE, related_name="kin_of")
    relation = models.CharField(_("Relation"), max_length=60, blank=True)


class Strength(models.Model):
    """A unit's state (0-100) in one of the six aspects."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="strengths")
    aspect = models.PositiveSmallIntegerField(_("Aspect"))
    value = models.PositiveSmallIntegerField(_("Value"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "aspect"], name="one_value_per_unit_and_aspect")]
