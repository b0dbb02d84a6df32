"""Made-up people and units for the tests of the room."""

from datetime import date

from genhun.records.models import Person, Post, Tenure, Unit


def unit(code: str = "u", parent: Unit | None = None, city: str = "大同", circle: str = "c") -> Unit:
    """A unit of one circle."""
    path = f"{parent.path if parent else '/'}{code}/"
    tier = parent.tier + 1 if parent else 1
    return Unit.objects.create(
        code=code, name=f"单位{code}", parent=parent, path=path, tier=tier, city=city, circle=circle
    )


def post(at: Unit, code: str, roles: str = "", track: str = "party", level: int = 4, grassroots: bool = False) -> Post:
    """A post with one seat."""
    return Post.objects.create(
        code=code, unit=at, title=f"岗位{code}", track=track, level=level, roles=roles, grassroots=grassroots
    )


def person(code: str, at: Unit | None, level: int = 4, since: date = date(2015, 1, 1), **more: object) -> Person:
    """Somebody born in 1980 who may be moved within the circle."""
    facts = {"sex": "m", "birth": date(1980, 1, 1), **more}
    return Person.objects.create(code=code, name=f"某{code}", unit=at, level=level, level_since=since, **facts)


def hold(who: Person, where: Post | None, start: date, end: date | None = None, **outside: object) -> Tenure:
    """An appointment; outside the records it says its own track."""
    return Tenure.objects.create(person=who, post=where, start=start, end=end, **outside)
