"""Makes of calls and decisions the objects that other programs read, as docs/reference/command-line.md tells."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from schoolward.attention.borough import Judged
from schoolward.attention.explaining import Explained
from schoolward.attention.summing import NOBODY_HAS_ACTED, summary_of
from schoolward.attention.whom import Call
from schoolward.law.decision import Decision


def calls_as_objects(
    judged: Judged, calls: Iterable[Call], *, as_known_on: str | None
) -> list[dict[str, Any]]:
    """Each call. `upn` is null where the call is on a school's registers as a whole."""
    return [
        {
            "upn": call.upn or None,
            "urn": call.urn,
            "school": call.school,
            "year_group": call.year_group or None,
            "cohorts": list(call.cohorts),
            "tier": call.tier or None,
            "trajectory": call.trajectory or None,
            "what_to_do": call.action.what,
            "by_whom": str(call.action.by_whom),
            "by_when": call.decision.due_on,
            "since": call.since_on,
            "severity": call.action.severity,
            "nobody_has_acted": call.nobody_has_acted if _can_tell(judged, call) else None,
            "steps": [asdict(step) for step in call.steps],
            **_decision(call.decision, is_listed=True),
            "as_known_on": as_known_on,
        }
        for call in calls
    ]


def summary_as_object(judged: Judged, calls: Iterable[Call], *, as_known_on: str | None) -> dict[str, Any]:
    """The list in numbers."""
    told = summary_of(calls)
    rows = [asdict(row) for row in told.by_rule]
    if not judged.steps_are_recorded:
        rows = [{**row, "nobody_has_acted": None} for row in rows]
    return {
        "as_at": judged.as_at,
        "as_known_on": as_known_on,
        "pupils_on_roll": judged.pupils_on_roll,
        "coverage": asdict(judged.coverage),
        "calls": told.calls,
        "pupils": told.pupils,
        "schools": told.schools,
        "nobody_has_acted": told.nobody_has_acted if judged.steps_are_recorded else None,
        "nobody_has_acted_definition": NOBODY_HAS_ACTED,
        "by_rule": rows,
    }


def explained_as_objects(
    told: Iterable[tuple[Explained, Iterable[Decision]]], *, as_known_on: str | None
) -> list[dict[str, Any]]:
    """Each decision about each enrolment."""
    return [
        {
            "upn": each.enrolment.upn,
            "urn": each.enrolment.school.urn,
            "is_main": each.enrolment.is_main,
            "is_on_roll": each.is_on_roll,
            **_decision(decision, is_listed=each.is_listed(decision)),
            "as_known_on": as_known_on,
        }
        for each, decisions in told
        for decision in decisions
    ]


def _can_tell(judged: Judged, call: Call) -> bool:
    """Whether it is known what has been done: steps are told of pupils, and of no school's registers as a whole."""
    return judged.steps_are_recorded and call.pupil is not None


def _decision(decision: Decision, *, is_listed: bool) -> dict[str, Any]:
    return {
        "rule": decision.rule,
        "outcome": str(decision.outcome),
        "as_at": decision.as_at,
        "calls_for_action": is_listed,
        "reasons": list(decision.reasons),
        "since_on": decision.since_on,
        "due_on": decision.due_on,
        "facts": dict(decision.facts),
        "values": [
            {
                "name": value.name,
                "value": list(value.content) if isinstance(value.content, tuple) else value.content,
                "unit": value.unit,
                "in_force_from": value.in_force_from,
                "citation": value.citation,
                "authority": str(value.authority),
                "verified": value.is_verified,
            }
            for value in decision.values
        ],
        "verified": decision.is_verified,
        "missing": list(decision.missing),
    }
