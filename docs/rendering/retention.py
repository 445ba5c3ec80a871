"""The page of how long everything is kept, made from what the models say of themselves and from the law's values."""

from docs.rendering.markdown import Page, bullets, code, page, prose, sentence, table
from docs.rendering.upper_floor import set_up
from schoolward.audit.retention import Retention, Scrub
from schoolward.law.value_files import national_law


def retention() -> Page:
    """A line for every table of the database, ours and those of other packages, and one for each of the store's."""
    set_up()
    from schoolward.keeping.declarations import every_model, rule_of

    ours, others = [], []
    for model in every_model():
        rule = rule_of(model)
        said = (*_said(rule), sentence(rule.why))
        if model.__module__.startswith("schoolward."):
            what, _, _ = (model.__doc__ or "").partition("\n")
            ours.append((code(model._meta.label_lower), prose(what), *said))
        else:
            others.append((code(model._meta.label_lower), str(model._meta.verbose_name_plural), *said))
    headings = ("table", "a row", "kept for", "counted from", "what happens then", "why")
    values = national_law().parameter("register_retention_years").values
    law = max((value for value in values if value.in_force_from), key=lambda value: str(value.in_force_from))
    return page(
        "retention.md",
        "How long everything is kept",
        "Nothing goes by itself. The data protection officer has a plan made of what has outlived its time, reads it, "
        "and has it applied; if anything else would go by then, nothing does. Everything on a pupil under a legal "
        "hold stays. Records that were found to be one child's stay or go together, and a record stays while another "
        "that has time of its own left leads to it.",
        "## The marks store",
        f"Register entries are kept for {law.words} from the day on which each was made ({law.citation}), "
        "that day's anniversary included. A pupil of whom nothing must be kept any longer goes with everything that "
        "the store holds on them. Refused rows are kept to the end of the academic year after the one in which they "
        "came. What was scrubbed is written down in the store, without a name.",
        "## The database",
        table(headings, ours),
        "## Tables of other packages",
        table(headings, others),
        "## What stays for good",
        bullets(
            [
                "Events: when, what was done, the name of whoever did it, and the number of the record that it was "
                "about. Their details go after six years. The rest cannot, since each event is sealed to the one "
                "before it; the number leads to nobody once the pupil is gone.",
                "The row of a member of staff who left, without name, address and job title, so that no later "
                "account is given the same number.",
            ]
        ),
        made_from="what each model says of itself, `schoolward/keeping/declarations.py` and the values of the law",
    )


def _said(rule: Retention) -> tuple[str, str, str]:
    if rule.scrub is Scrub.NEVER:
        return "for good", "", sentence(rule.scrub.value)
    if rule.scrub is Scrub.WITH_OWNER:
        return "as long as another record", f"its {rule.owner.replace('_', ' ')}", sentence(rule.scrub.value)
    if rule.scrub is Scrub.WITH_LAST:
        return "as long as others", f"its {rule.owner.replace('_', ' ')}", sentence(rule.scrub.value)
    return str(rule.kept_for), rule.counted_from, sentence(rule.scrub.value)
