"""Logs as lines of JSON that hold nothing but fields of a list, so that no pupil's details can get into them."""

import re
import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog
from structlog.typing import Processor

FIELDS = frozenset(
    {
        "event", "level", "logger", "timestamp", "run", "load", "attempt", "worker", "job", "on", "rows_refused",
        "decisions", "events", "seal", "fault", "frames", "status_code",
    }
)  # fmt: skip
"""What a line may hold. None of it is what a sender or a reader wrote."""

NAME = re.compile(r"[a-z_]+(\.[a-z_]+)*")
"""What an event of our own is called. Anything else was put together from other things, and is not written."""

MOST_LETTERS = 120


def only_what_is_listed(_: Any, __: str, told: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Leaves out every field that is not on the list, and whatever a listed one should not hold."""
    kept = {key: _short(value) for key, value in told.items() if key in FIELDS and value is not None}
    if not told.get("_from_structlog", True):
        # Another library's line: its words before they were filled in. Words without places may be filled already.
        kept["event"] = kept["event"] if told.get("positional_args") else "message"
    elif not NAME.fullmatch(str(told.get("event", ""))):
        kept["event"] = "unnamed"
    return kept


def faults_without_words(_: Any, __: str, told: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Tells of an exception its kind and where it came from. Its text may quote a row."""
    fault = told.pop("exc_info", None)
    if isinstance(fault, tuple):
        fault = fault[1]
    elif fault and not isinstance(fault, BaseException):
        fault = sys.exc_info()[1]
    if isinstance(fault, BaseException):
        told["fault"] = type(fault).__name__
        told["frames"] = _frames(fault.__traceback__)
    return told


def _frames(where: TracebackType | None) -> list[str]:
    return [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(where)]


def _short(value: Any) -> Any:
    if isinstance(value, list):
        return [str(each)[-MOST_LETTERS:] for each in value]
    return value if isinstance(value, bool | int | float) else str(value)[:MOST_LETTERS]


BEFORE: list[Processor] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    faults_without_words,
]


def logging_to_json() -> dict[str, Any]:
    """Django's LOGGING: every line, ours and that of every library, to standard error as JSON."""
    structlog.configure(
        processors=[*BEFORE, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": "structlog.stdlib.ProcessorFormatter",
                "foreign_pre_chain": BEFORE,
                "use_get_message": False,
                "pass_foreign_args": True,
                "processors": [only_what_is_listed, structlog.processors.JSONRenderer()],
            }
        },
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["lines"], "level": "INFO"},
        # Django's own would mail or print what a page was asked.
        "loggers": {
            name: {"handlers": [], "level": "NOTSET", "propagate": True}
            for name in ("django", "django.server")
        },
    }
