"""Stories of what comes before a sanction: notices to improve, and the record that has to be whole."""

from schoolward.demo.steps.matter import matter
from schoolward.demo.stories.story import Laid, Story

_IN_SEPTEMBER = Laid("O", 44, 39)
"""Twelve sessions: what the notice or sanction is for."""

_ON_RECORD = (
    "support_offered: early help and an attendance contract were offered in September",
    "authority_agrees_support_was_sufficient: agreed at the attendance legal panel",
    "barriers_considered: bullying was looked into; nothing else was named",
    "send_and_medical_considered: no special needs known; the nurse was asked",
    "equality_act_considered: no protected characteristic bears on it",
    "notice_to_improve_or_reason: notice to improve of September, not met",
    "previous_notices_checked: none in three years",
    "other_authorities_asked: always lived in the borough",
    "home_authority_asked: not needed, lives here",
    "parent_identified: birth certificate seen, lives with the child",
    "likely_to_change_behaviour: attended for weeks after the notice to improve",
    "authority_would_prosecute: agreed with legal services",
    "no_other_proceedings: none",
    "code_of_conduct_satisfied: section 4 of the borough's code",
    "decided_by: attendance legal panel",
)
"""Each item with what was entered for it."""

BEFORE_NOTICES = (
    Story(
        name="a notice to improve, running",
        tells="A notice to improve since the start of the half-term, and no session missed without leave since.",
        fires={"notice_to_improve": "running"},
        marks=(_IN_SEPTEMBER,),
        matters=(
            matter(
                "notice_to_improve",
                ("issued", 28), ("starts", 18), ("ends", -14), ("most_unauthorised_sessions", 28, "1"),
                parent="A",
            ),
        ),
    ),
    Story(
        name="a notice to improve, met",
        tells="The improvement period ended last week without a session missed; nobody has decided what follows.",
        fires={"notice_to_improve": "met"},
        marks=(_IN_SEPTEMBER,),
        matters=(
            matter(
                "notice_to_improve",
                ("issued", 43), ("starts", 39), ("ends", 7), ("most_unauthorised_sessions", 43, "2"),
                parent="A",
            ),
        ),
    ),
    Story(
        name="a notice to improve, not met",
        tells="Four sessions of O in a period that allowed two; it ended last week, and nothing is decided.",
        fires={"notice_to_improve": "not_met"},
        marks=(_IN_SEPTEMBER, Laid("O", 8, 7)),
        matters=(
            matter(
                "notice_to_improve",
                ("issued", 43), ("starts", 39), ("ends", 7), ("most_unauthorised_sessions", 43, "2"),
                parent="A",
            ),
        ),
    ),
    Story(
        name="a notice to improve, broken early",
        tells="Six sessions of O in the first half of a period that allows two.",
        fires={"notice_to_improve": "early_escalation"},
        marks=(_IN_SEPTEMBER, Laid("O", 6, 4)),
        matters=(
            matter(
                "notice_to_improve",
                ("issued", 28), ("starts", 18), ("ends", -14), ("most_unauthorised_sessions", 28, "2"),
                parent="A",
            ),
        ),
    ),
    Story(
        name="a notice to improve, too short",
        tells="An improvement period of two weeks, where three are the least.",
        fires={"notice_to_improve": "length_not_allowed"},
        marks=(_IN_SEPTEMBER,),
        matters=(
            matter(
                "notice_to_improve",
                ("issued", 24), ("starts", 18), ("ends", 5), ("most_unauthorised_sessions", 24, "0"),
                parent="A",
            ),
        ),
    ),
    Story(
        name="a notice to improve, decided",
        tells="Not met, and decided: a penalty notice is proposed, with everything on record.",
        fires={"notice_to_improve": "decided", "sanction_checklist": "complete"},
        marks=(_IN_SEPTEMBER, Laid("O", 20, 18)),
        matters=(
            matter(
                "notice_to_improve",
                ("issued", 49), ("starts", 46), ("ends", 21), ("most_unauthorised_sessions", 49, "0"),
                ("decided", 16, "not met"),
                parent="A",
            ),
            matter(
                "sanction",
                ("proposed", 16, "penalty notice"),
                *(("item", 10, words) for words in _ON_RECORD),
                parent="A",
            ),
        ),
    ),
    Story(
        name="a sanction proposed, the record incomplete",
        tells="A penalty notice is proposed; support and the parent are on record, the rest is not.",
        fires={"sanction_checklist": "incomplete"},
        marks=(_IN_SEPTEMBER,),
        matters=(
            matter(
                "sanction",
                ("proposed", 9, "penalty notice"),
                *(("item", 9, _ON_RECORD[at]) for at in (0, 2, 6, 9)),
                parent="A",
            ),
        ),
    ),
    Story(
        name="a sanction decided too soon",
        tells="A penalty notice was decided on while half of the record was missing.",
        fires={"sanction_checklist": "decided_incomplete"},
        marks=(_IN_SEPTEMBER,),
        matters=(
            matter(
                "sanction",
                ("proposed", 23, "penalty notice"),
                *(("item", 17, words) for words in _ON_RECORD[:8]),
                ("decided", 14, "penalty notice"),
                *(("item", 3, words) for words in _ON_RECORD[8:]),
                parent="A",
            ),
        ),
    ),
)  # fmt: skip
