"""Refuses to count days whose registers were scrubbed: what is gone must not look as if no school had been open."""

from schoolward.measures.figures import BadQuestion, Question
from schoolward.store.home import Home
from schoolward.store.layout import TableName
from schoolward.store.scrubs import scrubs


def refuse_scrubbed_days(home: Home, question: Question) -> None:
    """BadQuestion for a period with a day of which marks were scrubbed; it names the first day to ask from."""
    gone = [row for row in scrubs(home).to_pylist() if row["table"] == TableName.MARKS]
    for row in sorted(gone, key=lambda row: row["before_on"], reverse=True):
        if row["first_on"] <= question.last_on and row["last_on"] >= question.first_on:
            raise BadQuestion(
                f"registers from before {row['before_on']} were scrubbed on {row['scrubbed_at']:%Y-%m-%d} under "
                f"{row['rule']}, so that figures for {question.first_on} to {question.last_on} cannot be told any "
                f"more. Ask for {row['before_on']} or later."
            )
