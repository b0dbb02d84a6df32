"""Every secretary post with its holder and its bench; posts with no successor first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genhun.records.listing import listing
from genhun.records.pages import page, reader
from genhun.records.policies import OFFICES, check_can_request, why_not
from genhun.rooms.secretaries.forms.cover import CoverFilter
from genhun.rooms.secretaries.queries.posts import Cover, cover_of, seats_of, secretary_posts, with_cover
from genhun.rooms.secretaries.queries.terms import rules_now, terms_of_units
from genhun.rooms.secretaries.views.tabs import tabs
from genhun.rooms.secretaries.views.terms import state_of


@page(name="posts", roles=OFFICES)
def posts(request: HttpRequest) -> HttpResponse:
    """The secretary posts of the reader's part."""
    account = reader(request)
    cover = cover_of(account)
    form = CoverFilter(request.GET or None)
    chosen = form.narrow(with_cover(secretary_posts(account), cover.plan)).select_related("unit")
    shown = listing(request, chosen, ("ready", "unit__path", "code"))
    terms, rules, today = terms_of_units([post.unit_id for post in shown.rows]), rules_now(), timezone.localdate()
    context = {
        "tabs": tabs("posts"),
        "form": form,
        "page": shown,
        "seats": [
            (seat, term, state_of(term, rules, today) if term else "")
            for seat in seats_of(account, shown.rows, cover.plan)
            for term in [terms.get(seat.post.unit_id)]
        ],
        "cover": cover,
        "bar": bench_bar(cover),
        "finding": finding(cover),
        "may_ask": account.unit is not None and not why_not(check_can_request, ["benches"], account.unit, account),
    }
    return render(request, "secretaries/posts.html", context)


def finding(cover: Cover) -> str:
    """How the posts are covered, in one sentence."""
    if cover.plan is None:
        return _("No benches have been planned yet, so nobody is known to be ready for any of the %(posts)d posts.") % {
            "posts": cover.posts
        }
    if not cover.uncovered:
        return _("Each of the %(posts)d secretary posts has at least one successor who is ready now.") % {
            "posts": cover.posts
        }
    words = {"bare": cover.uncovered, "posts": cover.posts}
    return (
        ngettext(
            "%(bare)d of %(posts)d secretary posts has no successor who is ready now.",
            "%(bare)d of %(posts)d secretary posts have no successor who is ready now.",
            cover.uncovered,
        )
        % words
    )


BAR_WIDTH, LEAST = 720, 60


def bench_bar(cover: Cover) -> list[dict[str, object]]:
    """The posts by how many are ready (0, 1, 2, 3+) as pieces of one bar, in px; a piece is never too thin to read."""
    total, x, pieces = sum(cover.by_ready), 0.0, []
    filled = [n for n in cover.by_ready if n]
    spare = BAR_WIDTH - LEAST * len(filled)
    for ready, count in enumerate(cover.by_ready):
        if count:
            width = LEAST + spare * count / total
            label = f"{ready}+" if ready == 3 else str(ready)
            pieces.append(
                {"x": round(x, 1), "width": round(width - 2, 1), "ready": ready, "label": label, "count": count}
            )
            x += width
    return pieces
