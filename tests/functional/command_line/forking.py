"""Starts `schoolward` many times at the cost of one: imports it once, then forks a process for each command.

A command runs as the installed script runs it, in a process with its own arguments, environment, folder, output and
exit code; only the imports are shared. Requests come as lines of JSON on standard input, exit codes go back.
"""

import json
import os
import signal
import sys
import traceback
from typing import NoReturn

from schoolward.console.app import app

LONGEST = 120
"""Seconds after which a command is taken to hang and is ended."""


def run(words: list[str], folder: str, environment: dict[str, str], out: str, err: str) -> NoReturn:
    """Becomes the command."""
    signal.alarm(LONGEST)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for number, path, flags in ((0, os.devnull, os.O_RDONLY), (1, out, os.O_WRONLY), (2, err, os.O_WRONLY)):
        os.dup2(os.open(path, flags | os.O_CREAT), number)
    sys.argv = ["schoolward", *words]
    code = 1
    try:
        app()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def serve() -> None:
    """Answers one request after another until there are no more."""
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            run(**request)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
