"""Addresses of the room of training."""

from django.urls import path

from genhun.rooms.training.views import classes, days, drafts, feeds, meetings, pairs, rosters, takeaway, waiting, year

app_name = "training"
urlpatterns = [
    path("", year.year, name="year"),
    path("people/", year.gaps, name="gaps"),
    path("absence/", year.absence, name="absence"),
    path("mentors/", pairs.mentors, name="mentors"),
    path("mentors/<int:pk>/", pairs.pair, name="pair"),
    path("visits/", meetings.visits, name="visits"),
    path("visits/<int:pk>/", meetings.visit, name="visit"),
    path("seminars/", meetings.seminars, name="seminars"),
    path("seminars/<int:pk>/", meetings.seminar, name="seminar"),
    path("calendar.ics", takeaway.calendar, name="calendar"),
    path("units/<int:pk>/classes.ics", takeaway.unit_calendar, name="unit-calendar"),
    path("seats.xlsx", takeaway.seat_list, name="list"),
    path("rules/", days.rules, name="rules"),
    path("rosters/", rosters.rosters, name="rosters"),
    path("rosters/<int:pk>/", rosters.roster, name="roster"),
    path("rosters/<int:pk>/commit/", rosters.commit, name="commit-roster"),
    path("rosters/<int:pk>/discard/", rosters.discard, name="discard-roster"),
    path("rosters/<int:pk>/undo/", rosters.undo, name="undo-roster"),
    path("plans/<int:pk>/draft/", drafts.begin, name="begin-draft"),
    path("drafts/<int:pk>/", drafts.draft, name="draft"),
    path("drafts/<int:pk>/save/", drafts.save, name="save-draft"),
    path("classes/<int:pk>/waiting/", waiting.waiting, name="waiting"),
    path("waiting/<int:pk>/end/", waiting.end, name="end-waiting"),
    path("waiting/<int:pk>/seat/", waiting.seat, name="seat-waiting"),
    path("classes/<int:pk>/waiting/fill/", waiting.fill, name="fill-waiting"),
    path("wishes/<int:pk>/", waiting.wish, name="wish"),
    path("calendars/", feeds.feeds, name="feeds"),
    path("calendars/revoke/", feeds.revoke, name="revoke-feed"),
    path("feed.ics", feeds.feed, name="feed"),
    path("classes/<int:pk>/certificates.docx", takeaway.certificates, name="certificates"),
    path("classes/<int:pk>/roster/", rosters.send_roster, name="send-roster"),
    path("classes/", classes.classes, name="classes"),
    path("classes/<int:pk>/", classes.one_class, name="class"),
    path("classes/<int:pk>/notice.docx", takeaway.notice, name="notice"),
    path("classes/<int:pk>/list.xlsx", takeaway.class_list, name="class-list"),
    path("classes/<int:pk>/class.ics", takeaway.class_calendar, name="class-calendar"),
]
