"""Runs that go on from a plan: what was asked, how far they are, what they found."""

from collections.abc import Sequence
from typing import Any

from genhun.records.models import Account, Job, Plan, Post
from genhun.records.scope import jobs_of, plans_of
from genhun.rooms.rotation.queries.plans import priced

MOST_SHOWN, MOST_POSTS = 20, 60


def runs_from(account: Account, plan: Plan) -> list[Job]:
    """The latest runs that go on from a plan, with the plans that they made; two queries."""
    jobs = jobs_of(account).filter(request__from_plan=plan.pk).select_related("asked_by")
    return list(jobs.prefetch_related("plans")[:MOST_SHOWN])


def origin(account: Account, plan: Plan) -> Plan | None:
    """The plan from which another was made by going on; None for one that was planned afresh, or if it is not seen."""
    number = plan.job.request.get("from_plan") if plan.job else None
    return plans_of(account).select_related("unit").filter(pk=number).first() if number else None


def scarce_posts(account: Account, plan: Plan) -> list[Post]:
    """The posts of which one more seat would save most by the plan's prices, the dearest first."""
    found: dict[str, Post] = {}
    for row in priced(account, plan):
        if row.scarce == "seat" and isinstance(row.place, Post):
            found.setdefault(row.place.code, row.place)
    return list(found.values())[:MOST_POSTS]


def named_changes(jobs: Sequence[Job]) -> dict[str, str]:
    """The posts that the runs' changes speak of, with their units, by code; one query."""
    codes: set[Any] = {row[1] for job in jobs for row in job.request.get("changes", ()) if row[0] == "seats"}
    posts = Post.objects.filter(code__in=codes).select_related("unit")
    return {post.code: f"{post.unit.name} {post.title}" for post in posts}
