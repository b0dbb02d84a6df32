"""What a form would add to the tables: a person, appointments, kin, each guess marked, for a person to confirm.

Only the tables' own columns are proposed. Family members who are not people of the group are left out: nothing about
them is kept.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from genhun.core.calendar import Month, month_of
from genhun.core.group import Appointment, Group, Kin, Person
from genhun.formats.dates import read_month
from genhun.formats.form import AppointmentForm, plain_name
from genhun.formats.post_words import GRASSROOTS_WORDS, is_study, track_words, words_in
from genhun.formats.resume import ResumeEntry

_BLANKS = re.compile(r"[\s　]+")
_SEXES = {"男": "m", "女": "f"}
_YEAR_ZERO = month_of(1900, 1)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One cell that a person has to confirm: the table, the row of the proposal (from 0), the column, what it rests on.

    `kind`: `missing` (the form does not say), `guessed` (from the words in `evidence`), `several` (more than one fits).
    """

    table: str
    row: int
    column: str
    kind: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The rows a form would add or change. `person.person_id` is that of the one namesake of the same age, else empty.

    `namesakes` are the ids of the group's people with the same name and month of birth; `posts` holds the wording of
    each appointment, row for row; `left_out` the lines of the resume that speak of no post. A month of birth or of the
    level that nothing states stands as 1900-01, with its doubt.
    """

    person: Person
    appointments: tuple[Appointment, ...]
    posts: tuple[str, ...]
    kin: tuple[Kin, ...]
    doubts: tuple[Doubt, ...]
    namesakes: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def propose(form: AppointmentForm, group: Group | None = None) -> Proposal:
    """The rows that a form would add to a group (an empty one if none is given)."""
    known = group or Group()
    doubts: list[Doubt] = []
    namesakes = _namesakes(form.plain_name, form.birth_month, known.people)
    person_id = namesakes[0] if len(namesakes) == 1 else ""
    if len(namesakes) > 1:
        doubts.append(Doubt("people", 0, "person_id", "several", "；".join(namesakes)))
    entries = form.resume_entries
    served = [entry for entry in entries if entry.start is not None and not is_study(entry.text)]
    appointments = tuple(_appointment(row, entry, person_id, known, doubts) for row, entry in enumerate(served))
    return Proposal(
        person=_person(form, person_id, served, known, doubts),
        appointments=appointments,
        posts=tuple(entry.text for entry in served),
        kin=_kin(form, person_id, known, doubts),
        doubts=tuple(doubts),
        namesakes=namesakes,
        left_out=tuple(entry.text for entry in entries if entry not in served),
    )


def _namesakes(name: str, birth: Month | None, people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(p.person_id for p in people if p.birth == birth and plain_name(p.name) == name)


def _person(
    form: AppointmentForm, person_id: str, served: list[ResumeEntry], known: Group, doubts: list[Doubt]
) -> Person:
    """The person's row; what the tables already say of the person stands before what the form leaves open."""
    now = known.person.get(person_id)
    sex = _SEXES.get(form.sex.strip(), "")
    birth = form.birth_month
    for column, value in (("name", form.plain_name), ("sex", sex), ("birth", birth)):
        if not value:
            doubts.append(Doubt("people", 0, column, "missing"))
    latest = served[-1].start if served else None
    if now is None:
        doubts.append(Doubt("people", 0, "level", "missing"))
        since = Doubt("people", 0, "level_since", "guessed", served[-1].text) if served else None
        doubts.append(since or Doubt("people", 0, "level_since", "missing"))
    return Person(
        person_id=person_id,
        name=form.plain_name,
        sex=sex,
        birth=birth if birth is not None else _YEAR_ZERO,
        level=now.level if now else 0,
        level_since=now.level_since if now else latest or _YEAR_ZERO,
        home_city=_home_city(form, known, doubts),
        mobility=now.mobility if now else "circle",
        young=now.young if now else False,
        retire=read_month(form.retirement_due) or (now.retire if now else None),
    )


def _home_city(form: AppointmentForm, known: Group, doubts: list[Doubt]) -> str:
    """The city of the native place, in the group's own spelling where it has one."""
    place = _BLANKS.sub("", form.native_place)
    for city in sorted({unit.city for unit in known.units}, key=len, reverse=True):
        if city and city.removesuffix("市") in place:
            return city
    if place:
        doubts.append(Doubt("people", 0, "home_city", "guessed", form.native_place))
    return re.sub(r"^.*?(?:省|自治区)(?=.)", "", place)


def _appointment(row: int, entry: ResumeEntry, person_id: str, known: Group, doubts: list[Doubt]) -> Appointment:
    """A line as an appointment: to the post of the table that it names, else outside the table with guessed columns."""
    assert entry.start is not None
    posts = _posts_named(entry.text, known)
    if len(posts) == 1:
        doubts.append(Doubt("appointments", row, "post_id", "guessed", entry.text))
        return Appointment(person_id, posts[0], entry.start, entry.end)
    if posts:
        doubts.append(Doubt("appointments", row, "post_id", "several", "；".join(posts)))
    track, words = track_words(entry.text)
    grassroots = words_in(entry.text, GRASSROOTS_WORDS)
    doubts.append(Doubt("appointments", row, "track", "guessed" if track else "missing", "、".join(words)))
    doubts.append(Doubt("appointments", row, "level", "missing"))
    doubts.append(Doubt("appointments", row, "industry", "missing"))
    if grassroots:
        doubts.append(Doubt("appointments", row, "grassroots", "guessed", "、".join(grassroots)))
    return Appointment(person_id, "", entry.start, entry.end, track, 0, "", bool(grassroots))


def _posts_named(text: str, known: Group) -> tuple[str, ...]:
    """Posts whose unit and title together make up the end of a line; the longest such wording wins."""
    plain = re.sub(r"[（(][^（(]*[)）]$", "", _BLANKS.sub("", text))
    named = {
        post.post_id: _BLANKS.sub("", known.unit[post.unit_id].name + post.title)
        for post in known.posts
        if plain.endswith(_BLANKS.sub("", post.title))
    }
    fitting = {post_id: wording for post_id, wording in named.items() if plain.endswith(wording)}
    longest = max(map(len, fitting.values()), default=0)
    return tuple(post_id for post_id, wording in fitting.items() if len(wording) == longest)


def _kin(form: AppointmentForm, person_id: str, known: Group, doubts: list[Doubt]) -> tuple[Kin, ...]:
    """Family members who are people of the group, found by name and month of birth."""
    rows: list[Kin] = []
    for member in form.family:
        found = _namesakes(plain_name(member.name), read_month(member.birth), known.people)
        for kin_id in found:
            kind = "guessed" if len(found) == 1 else "several"
            doubts.append(Doubt("kin", len(rows), "kin_id", kind, f"{member.relation}{plain_name(member.name)}"))
            rows.append(Kin(person_id, kin_id, member.relation.strip()))
    return tuple(rows)
