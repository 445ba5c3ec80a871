"""The page of the command line, read off the commands themselves: the names that other people's scripts rely on."""

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_origin

import typer

from docs.rendering.attention_shapes import SHAPES_OF_ATTENTION
from docs.rendering.json_shapes import SHAPES, SHAPES_OF_DATABASE, SHAPES_OF_LAW
from docs.rendering.markdown import CannotRender, Page, block, bullets, code, page, sentence, table
from schoolward.console.app import app
from schoolward.console.arguments import LISTS
from schoolward.console.ending import Exit
from schoolward.reports.figures import DEFAULT_MEASURES

# Typer carries its own copy of click without types, hence Any for a command and a parameter.
Command = Any
Parameter = Any

ENDINGS = {
    Exit.DONE: "all that was asked is done; of a load, every row was accepted",
    Exit.FAILED: "a file or folder could not be read or written, or something failed that nobody foresaw",
    Exit.REFUSED: "nothing was done: a wrong argument, no file that could be read, or a fault in the local policy",
    Exit.ROWS_REJECTED: "loaded, but some rows were refused, or some file could not be read",
    Exit.NO_HOME: "no Schoolward data in the folder, or it belongs to another authority",
    Exit.STORE_DAMAGED: "the store's files are not as a load leaves them, or kept changing while it ran",
    Exit.DIFFERENT: "`reconcile`: some figures differ; `bench`: a promise was not kept",
    Exit.TAMPERED: "`audit verify`: the record of events was changed behind its back",
    Exit.NO_DATABASE: "there is no database, it is of an earlier release, or it does not answer",
}

SETTINGS = {
    "COLUMNS": "how many letters wide tables on the screen are; else as wide as the window, and 140 in a file",
    "NO_COLOR": "no colours on the screen",
    "SCHOOLWARD_DATABASE": "the authority's database, for commands that need it; [settings](../settings.md) tells of "
    "this and of what a server is told besides",
    "SCHOOLWARD_HOME": "the folder of all data, for every command that reads or writes it; `--home` goes "
    "before it",
}

EXAMPLES: Mapping[str, str] = {
    "init": 'schoolward init --authority 356 --name "Demo Borough"',
    "load": """
schoolward load schools.csv calendar.csv pupils.csv marks/
schoolward load delivery.zip --sender "Larkmoor Primary School" --received-at 2026-09-11T16:00:00+01:00
schoolward load marks.csv --json > summary.json
""",
    "loads": "schoolward loads",
    "rejects": "schoolward rejects 12 --csv for-the-school.csv",
    "figures": """
schoolward figures --from 2025-09-01 --to 2026-07-31
schoolward figures --by school year_group --measure overall_absence_rate --from 2025-09-01 --to 2026-07-31 --json
schoolward figures --where phase=Secondary --where cohort:looked_after=yes --from 2025-09-01 --to 2026-07-31
schoolward figures --as-known-on 2026-01-15 --from 2025-09-01 --to 2025-12-19 --csv autumn.csv
schoolward figures --dfe-annual-rules --measure persistent_absence_rate --from 2025-08-01 --to 2026-07-31
""",
    "measures": "schoolward measures",
    "check": "schoolward check --from 2026-09-01 --on 2026-10-12",
    "attention": """
schoolward attention
schoolward attention --whom "virtual school"
schoolward attention --whom school --school 900002 --most 50
schoolward attention --rule first_unexplained_absence,section_19_clock --json
schoolward attention --as-at 2026-11-20 --as-known-on 2026-11-20 --summary --json
""",
    "explain": """
schoolward explain F801200004022
schoolward explain F801200004022 --as-at 2026-11-20 --rule penalty_notice_threshold --json
""",
    "reconcile": """
schoolward load Daily_attendance_by_school_type.csv
schoolward reconcile --differences
""",
    "rebuild": "schoolward rebuild",
    "migrate": "schoolward migrate",
    "first-administrator": 'schoolward first-administrator chief@example.org --name "A Chief"',
    "serve": "schoolward serve --at 127.0.0.1:8000",
    "worker": "schoolward worker",
    "retention plan": "schoolward retention plan",
    "retention apply": "schoolward retention apply --plan "
    "9f2c6d1be0a4473f8d5c7b12ae9034d1c6f87e5b2a1d4c3f6e8b9a7c5d3f1e20",
    "backup": "schoolward backup backups/2026-11-20",
    "restore": "schoolward restore backups/2026-11-20 --keys keys-kept-apart --home restored",
    "audit verify": """
schoolward audit verify
schoolward audit verify --noted 5d3f0c1b8a7e4f62b91d0c7a6e5f43210fedcba98765432100112233445566aa
""",
    "law list": """
schoolward law list --unverified
schoolward law list --topic penalty_notices --as-at 2025-09-01 --json
""",
    "law show": "schoolward law show penalty_notice_threshold_sessions",
    "law changes": "schoolward law changes --from 2026-01-01 --to 2026-12-31",
    "demo-data": "schoolward demo-data borough --pupils 2000",
    "rehearse": "schoolward rehearse --sign-ins demo-borough/sign-ins.txt",
    "bench": "schoolward bench --pupils 5000 --rounds 3",
}  # fmt: skip

NOTES: Mapping[str, str] = {
    "figures": f"Without `--measure`: {', '.join(code(name) for name in DEFAULT_MEASURES)}. What the "
    "figures mean, and where DfE counts otherwise, is told under [measures](measures.md).",
    "attention": "How the list is made, what ranks it and what it leaves out is told under "
    "[who needs whom](../attention.md); what each call asks, and of whom, under [calls](attention.md). A day before "
    "the law that is held is refused.",
    "explain": "The calendar has the marks of the academic year; where sessions of an earlier one count, the reasons "
    "name them. A rule that has nothing to look at answers `nothing_to_judge`.",
    "law": "[The rules](law/README.md) and [every value](law/parameters.md) have pages of their own; how the law is "
    "held, and what an authority may set itself, is told under [the law as data](../law.md).",
    "law list": "Left out is what has no value on that day because the law held here begins later. A day before all of "
    "it is refused.",
}

PLACEHOLDERS: Mapping[str, str] = {
    "authority": "CODE", "first": "DAY", "last": "DAY", "on": "DAY", "until": "DAY",
    "as_at": "DAY", "topic": "TOPIC", "received_at": "INSTANT", "as_known_on": "INSTANT",
}  # fmt: skip
"""What stands for the value of an option that is any text, by the name of its parameter."""

LISTED: Mapping[str, str] = {
    "measure": "MEASURE", "by": "DIMENSION", "where": "DIMENSION=VALUE", "area": "CODE", "rule": "RULE",
}  # fmt: skip
"""The same for options that take several values."""

PROMISE = (
    "the names of commands and options, and the ways to write a day, an instant and a condition",
    "the exit codes",
    "`SCHOOLWARD_HOME`",
    "what `--json` prints: the names and kinds of values. New names may join them; none goes or changes "
    "its kind",
    "the columns of `figures --csv` and `--parquet` (dimensions, measures, schools_reported, "
    "schools_expected, marks_reported, marks_expected, as_known_on) and of the rejects file",
    "the names of [measures and dimensions](measures.md), the keys of [reasons](rejects.md), the names of "
    "[formats](formats.md)",
    "the names of [values of the law](law/parameters.md) and of [rules](law/README.md), and the outcomes of rules; "
    "what a call asks in words may change, and so may its severity",
)


def command_line() -> Page:
    """Settings, exit codes, and every command with its arguments, options and JSON."""
    return page(
        "command-line.md",
        "Command line",
        "After `make demo` or `make test` the command is `.venv/bin/schoolward`. `schoolward --help` and "
        "`schoolward figures --help` say in short what stands here, and `schoolward --version` says "
        "which version it is.",
        "## Names that do not change",
        "Scripts may rely on these. They change only with a major version, and [the "
        "changelog](../../CHANGELOG.md) says so:",
        bullets(PROMISE),
        "Tables on the screen, messages and file names inside the data folder are for people and may change.",
        "## Settings",
        table(
            ("environment variable", "what it does"),
            ((code(name), words) for name, words in SETTINGS.items()),
        ),
        "## Exit codes",
        _exit_codes(),
        "A failure that can be foreseen is one sentence on standard error, never a traceback. With "
        "`--json`, standard output holds nothing but JSON.",
        "## Days, instants and lists",
        bullets(
            (
                "A **day** is written 2025-09-01. A period holds its first and its last day.",
                "An **instant** is a day, which means its end (UTC), or a time such as "
                "2026-01-15T09:30:00+00:00, UTC if no zone is given.",
                f"{', '.join(code(name) for name in LISTS)} may be given several times, and several values may follow "
                "one (`--by school year_group`); names of measures and dimensions may stand with commas between "
                "them, too.",
                "`--where` takes DIMENSION=VALUE, capitals or not. Several values of one dimension mean "
                "any of them; several dimensions mean all of them.",
            )
        ),
        *(part for words, command in commands() for part in _command(words, command)),
        made_from="the commands in src/schoolward/console",
    )


def commands() -> Iterator[tuple[str, Command]]:
    """Every command that is not hidden, by the words that one types for it."""

    def inside(words: str, command: Command) -> Iterator[tuple[str, Command]]:
        for name, inner in getattr(command, "commands", {}).items():
            if not inner.hidden:
                yield f"{words}{name}", inner
                yield from inside(f"{words}{name} ", inner)

    return inside("", typer.main.get_command(app))


def _exit_codes() -> str:
    missing = [each.name for each in Exit if each not in ENDINGS]
    if missing:
        raise CannotRender(f"say in docs/rendering/command_line.py what exit code {', '.join(missing)} means")
    return table(("code", "meaning"), ((str(each.value), ENDINGS[each]) for each in Exit), right=(0,))


def _command(words: str, command: Command) -> tuple[str, ...]:
    shown = [each for each in command.params if not getattr(each, "hidden", False)]
    arguments = [each for each in shown if each.param_type_name == "argument"]
    options = [each for each in shown if each.param_type_name == "option"]
    parts = [f"## schoolward {words}", *_paragraphs(command.help or "")]
    parts.append(
        block(" ".join(["schoolward", words, *(_in_usage(each) for each in [*arguments, *options])]))
    )
    if arguments:
        rows = (
            (_argument_name(each), _argument_needed(each), sentence(each.help or "")) for each in arguments
        )
        parts.append(table(("argument", "needed", "what it is"), rows))
    if options:
        parts.append(table(("option", "value", "if not given", "what it does"), map(_option, options)))
    if words in NOTES:
        parts.append(NOTES[words])
    if words in EXAMPLES:
        parts.append(block(EXAMPLES[words]))
    if any("--json" in each.opts for each in options):
        shapes = {**SHAPES, **SHAPES_OF_LAW, **SHAPES_OF_DATABASE, **SHAPES_OF_ATTENTION}
        if words not in shapes:
            raise CannotRender(
                f"say in docs/rendering/json_shapes.py what `schoolward {words} --json` prints"
            )
        parts.append(shapes[words].markdown())
        parts += [
            shape.markdown(option=name.removeprefix(f"{words} "))
            for name, shape in shapes.items()
            if name.startswith(f"{words} --")
        ]
    return tuple(parts)


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip())]


def _in_usage(each: Parameter) -> str:
    if each.param_type_name == "argument":
        name = _argument_name(each).strip("`")
        return name if each.required else f"[{name}]"
    name = " ".join([_name_of(each), *([_value(each)] if not each.is_flag else [])])
    name += "..." if each.multiple else ""
    return name if each.required else f"[{name}]"


def _name_of(each: Parameter) -> str:
    return next(option for option in each.opts if option.startswith("--"))


def _argument_name(each: Parameter) -> str:
    name = each.metavar or each.name.upper()
    return code(name + ("..." if each.nargs == -1 and not name.endswith("...") else ""))


def _argument_needed(each: Parameter) -> str:
    return "yes" if each.required else "no"


def _option(each: Parameter) -> tuple[str, str, str, str]:
    names = ", ".join(code(option) for option in [*each.opts, *each.secondary_opts])
    value = "" if each.is_flag else code(_value(each)) + (", several" if each.multiple else "")
    return names, value, _default(each), sentence(each.help or "")


def _value(each: Parameter) -> str:
    """The placeholder of an option's value: its choices, or its kind."""
    if each.metavar:
        return str(each.metavar)
    kind = each.type_descriptor.annotation
    if get_origin(kind) is list:
        (kind,) = get_args(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "|".join(str(choice.value) for choice in kind)
    if kind is Path:
        return "PATH"
    if kind in (int, float):
        return "NUMBER" if getattr(each, "min", None) is None else f"NUMBER>={each.min}"
    if each.multiple and each.name in LISTED:
        return LISTED[each.name]
    return PLACEHOLDERS.get(each.name, "TEXT")


def _default(each: Parameter) -> str:
    if each.required:
        return "needed"
    if each.envvar:
        return f"{code(each.envvar)}, else {code(str(each.default))}"
    if each.is_flag or each.default in (None, "", ()) or callable(each.default):
        return ""
    return code(str(each.default.value if isinstance(each.default, Enum) else each.default))
