"""Plans what need not be kept any longer, and keeps how much it is. It never scrubs: that is a person's to order."""

from schoolward.attention.law_of_home import law_of
from schoolward.jobs.nightly.night import Night, NightFault
from schoolward.keeping.retention import plan
from schoolward.law.local_policy import LocalPolicyFault


def plan_what_goes(night: Night) -> dict[str, int | str]:
    """How many rows would go, by table; the data protection officer looks at the plan and applies it."""
    try:
        law = law_of(night.home)
    except LocalPolicyFault as fault:
        raise NightFault(str(fault)) from fault
    made = plan(on=night.on, home=night.home, law=law)
    store = made.store.counts if made.store else {}
    return {**made.counts, **{f"registers:{name}": rows for name, rows in store.items()}}
