"""Kills a process between two statements of what it does, as a power cut or an operator would."""

import os
import signal
import traceback
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, connection, connections


class CutOff(BaseException):
    """Ends a deed where its connection was cut."""


def kill_after(statements: int, deed: Callable[[], object]) -> bool:
    """Runs a deed in a process of its own, which is killed before its statement number `statements` + 1.

    Returns whether the deed had ended before that. A deed that fails of itself fails the test.
    """
    connections.close_all()
    child = os.fork()
    if child == 0:
        _run_and_die(statements, deed)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return False
    assert os.WEXITSTATUS(status) == 0, "the deed failed; its traceback is above"
    return True


def cut_off_after(statements: int, deed: Callable[[], object]) -> bool:
    """Runs a deed whose connection to the database is cut before its statement number `statements` + 1.

    For deeds whose libraries cannot go on in a forked process: the database sees no difference from a process that was
    killed. Returns whether the deed had ended before that.
    """
    left = statements

    def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        nonlocal left
        if left == 0:
            connection.connection.close()
            raise CutOff
        left -= 1
        return execute(sql, params, many, context)

    try:
        with connection.execute_wrapper(count):
            deed()
    except (CutOff, DatabaseError):
        return False
    finally:
        connections.close_all()
    return True


def _run_and_die(statements: int, deed: Callable[[], object]) -> None:
    left = statements

    def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        nonlocal left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return execute(sql, params, many, context)

    try:
        with connection.execute_wrapper(count):
            deed()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)
