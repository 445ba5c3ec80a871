"""The log holds fields of a list and nothing else, whatever an exception or another library says."""

import io
import json
import logging
import logging.config
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from schoolward.config.logging import FIELDS, logging_to_json

UPN, NAME = "A123456789012", "Robin Example"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What is written, as the settings of an installation have it written."""
    text = io.StringIO()
    root = logging.getLogger()
    before = root.handlers[:]
    told = logging_to_json()
    formatter = told["formatters"]["json"]
    handler = logging.StreamHandler(text)
    make = {key: value for key, value in formatter.items() if key != "()"}
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(**make))
    root.addHandler(handler)
    yield text
    root.handlers = before


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    """Each line, held to the list."""
    assert UPN not in log.getvalue()
    assert NAME not in log.getvalue()
    told = [json.loads(line) for line in log.getvalue().splitlines()]
    assert all(set(line) <= FIELDS for line in told)
    return told


def test_a_field_that_is_not_listed_is_left_out(log: io.StringIO) -> None:
    structlog.get_logger("schoolward.jobs").warning("load.failed", run=7, upn=UPN, pupil=NAME)
    (line,) = lines(log)
    assert (line["event"], line["run"], line["level"]) == ("load.failed", 7, "warning")


def test_of_an_exception_the_kind_and_the_place_are_told(log: io.StringIO) -> None:
    try:
        raise ValueError(f"{NAME} ({UPN}) has two marks")
    except ValueError:
        structlog.get_logger("schoolward.jobs").exception("load.broke", run=7)
    (line,) = lines(log)
    assert line["fault"] == "ValueError"
    assert line["frames"][-1].split(":")[0].endswith("test_no_pupil_in_the_log.py")


def test_words_that_were_put_together_are_not_written(log: io.StringIO) -> None:
    structlog.get_logger("schoolward.jobs").error(f"could not load {NAME}")
    (line,) = lines(log)
    assert line["event"] == "unnamed"


def test_another_librarys_line_is_written_before_it_is_filled_in(log: io.StringIO) -> None:
    logging.getLogger("django.request").error(
        "%s: %s", "Internal Server Error", f"/pupils/{UPN}", exc_info=None
    )
    logging.getLogger("other").error(f"cannot read {NAME}")
    first, second = lines(log)
    assert (first["event"], first["logger"]) == ("%s: %s", "django.request")
    assert second["event"] == "message"


def test_what_breaks_a_page_is_logged_without_its_words(log: io.StringIO) -> None:
    try:
        raise KeyError(UPN)
    except KeyError:
        logging.getLogger("django.request").error(
            "%s: %s", "Error", "/", exc_info=True, extra={"status_code": 500}
        )
    (line,) = lines(log)
    assert line["fault"] == "KeyError"
