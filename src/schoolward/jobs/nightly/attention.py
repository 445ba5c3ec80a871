"""Judges the borough for the day, and keeps how many calls there were."""

from schoolward.attention.borough import judge_borough
from schoolward.attention.law_of_home import law_of
from schoolward.attention.summing import summary_of
from schoolward.jobs.nightly.night import Night, NightFault
from schoolward.law.local_policy import LocalPolicyFault
from schoolward.store.snapshot import snapshot


def judge_the_day(night: Night) -> dict[str, int | str]:
    """The list in numbers; its names stay in the store, where whoever may see them has them judged again."""
    known = snapshot(night.home)
    if known.load == 0:
        return {"load": 0, "calls": 0}
    try:
        law = law_of(night.home)
    except LocalPolicyFault as fault:
        raise NightFault(str(fault)) from fault
    judged = judge_borough(known, as_at=night.on, law=law)
    told = summary_of(judged.calls)
    return {
        "load": judged.load,
        "calls": told.calls,
        "pupils": told.pupils,
        "pupils_nobody_has_acted_for": told.nobody_has_acted,
        "schools": told.schools,
        "pupils_on_roll": judged.pupils_on_roll,
        **{f"{row.rule}:{row.outcome}": row.calls for row in told.by_rule},
    }
