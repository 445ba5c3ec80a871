"""Invents the help that schools and the authority gave: contacts, plans, contracts, timetables, education elsewhere."""

from collections.abc import Iterator

from schoolward.demo.steps.matter import Event, Matter
from schoolward.demo.steps.noticed import Noticed, days_earlier, days_later

_CONTACTED, _PLANNED, _CONTRACTED = 0.34, 0.5, 0.07
_LEADS = (
    "attendance lead of the school", "early help worker", "family support worker", "learning mentor",
    "pastoral lead of the school", "social worker", "inclusion officer",
)  # fmt: skip
_CONTACTS = (
    ("letter", "telephone_call", "meeting"),
    ("telephone_call", "letter", "meeting", "early_help_offered"),
    ("telephone_call", "telephone_call", "home_visit"),
    ("letter", "meeting", "early_help_offered", "referral"),
    ("telephone_call", "letter"),
    ("letter", "home_visit", "meeting", "referral"),
)
_SESSIONS = tuple(f"{day} {half}" for day in ("Mon", "Tue", "Wed", "Thu", "Fri") for half in ("AM", "PM"))
_PROVISION = (
    "hospital and home teaching",
    "lessons online with a tutor",
    "a place at the medical needs unit",
)


def support_of(child: Noticed, *, has_social_worker: bool) -> Iterator[Matter]:
    """Every matter of support of the child in the year."""
    if child.is_persistent and child.chance[0] < _CONTACTED:
        yield from _contacts(child)
    if child.is_severe and child.chance[1] < _PLANNED:
        yield _plan(child)
    if child.part_time_from:
        yield from _timetable(child)
    ill_on = child.ill_reached_on
    if ill_on and child.is_of_age(ill_on) and child.chance[7] < 0.3:
        yield _education_otherwise(child)
    if child.unexplained_on and has_social_worker and child.chance[8] < 0.6:
        told_on = days_later(child.unexplained_on, int(child.chance[8] * 4))
        yield Matter("professional_told", (Event("told", told_on, "social worker"),))


def _contacts(child: Noticed) -> Iterator[Matter]:
    """Some weeks of trying to reach the family; of some, an attendance contract in the end."""
    names = _CONTACTS[int(child.chance[2] * len(_CONTACTS))]
    on = child.day(14 + int(child.chance[3] * max(1, child.days - 30)))
    events = []
    for turn, name in enumerate(names):
        if on > child.last_on:
            break
        events.append(Event(name, on))
        on = days_later(on, 6 + int(child.chance[4] * 97) * (turn + 1) % 13)
    if events:
        yield Matter("contact", tuple(events))
    if child.chance[5] < _CONTRACTED / _CONTACTED and on <= child.last_on:
        answer = ("accepted", "accepted", "accepted", "declined", "")[int(child.chance[6] * 5)]
        offered = [Event("offered", on)]
        offered += [Event(answer, days_later(on, 9))] if answer else []
        offered += (
            [Event("ended", days_later(on, 100))] if answer == "accepted" and child.chance[6] < 0.3 else []
        )
        yield Matter("attendance_contract", tuple(offered), parent="A")


def _plan(child: Noticed) -> Matter:
    """A plan agreed some weeks into the year, most with a lead, most reviewed every five weeks."""
    chance = child.chance[2]
    agreed = child.day(21 + int(child.chance[3] * max(1, child.days - 35)))
    events = [Event("agreed", agreed)]
    if chance < 0.87:
        events.append(Event("lead", agreed, _LEADS[int(chance / 0.87 * len(_LEADS))]))
    ends = child.chance[5] < 0.1 and (child.last_on - agreed).days > 60
    last = days_later(agreed, 60) if ends else child.last_on
    if child.chance[4] < 0.72:
        reviewed = days_later(agreed, 35)
        while reviewed <= last:
            events.append(Event("reviewed", reviewed))
            reviewed = days_later(reviewed, 35)
    if ends:
        events.append(Event("ended", last))
    return Matter("support_plan", tuple(events))


def _timetable(child: Noticed) -> Iterator[Matter]:
    """Of most part-time timetables the authority was told; a few ended on paper before they did in school."""
    first, last = child.part_time_from, child.part_time_until
    assert first is not None
    assert last is not None
    chance = child.chance[9]
    if chance > 0.88:
        return
    agreed = max(child.first_on, days_earlier(first, 4 + int(child.chance[10] * 7)))
    events = [Event("agreed", agreed)]
    if chance > 0.03:
        events.append(Event("parent_agreed", agreed))
    events.append(Event("starts", first))
    sessions = [name for bit, name in enumerate(_SESSIONS) if child.part_time_sessions >> bit & 1]
    events.append(Event("sessions_off", agreed, ", ".join(sessions)))
    goes_on = (child.last_on - last).days < 10
    ends = days_later(last, 7 + int(child.chance[11] * 30)) if goes_on else last
    if chance < 0.1:
        ends = max(first, days_earlier(last, 16))
    if chance < 0.85:
        events.append(Event("ends", ends))
    if chance > 0.2:
        reviewed = days_later(first, 28)
        while reviewed <= min(last, child.last_on):
            events.append(Event("reviewed", reviewed))
            reviewed = days_later(reviewed, 28)
    yield Matter("part_time_timetable", tuple(events))


def _education_otherwise(child: Noticed) -> Matter:
    assert child.ill_reached_on is not None
    decided = days_later(child.ill_reached_on, 3 + int(child.chance[6] * 12))
    if child.chance[7] < 0.1:
        return Matter("section_19", (Event("decided", decided, "not needed: back at school soon"),))
    provision = _PROVISION[int(child.chance[5] * len(_PROVISION))]
    events = (Event("decided", decided, provision), Event("provision_began", days_later(decided, 8)))
    return Matter("section_19", events)
