"""Writes the SQL that answers a question: plain enough for DuckDB and, through sqlglot, for Spark."""

from dataclasses import dataclass

from schoolward.engines.duckdb.classing import by_code, quoted
from schoolward.engines.duckdb.marks_view import ONE_MARK_A_SESSION
from schoolward.measures.definitions import (
    POSSIBLE_CLASSES,
    BandRange,
    SessionCount,
    Threshold,
    UnitCount,
    counts_needed,
)
from schoolward.measures.dimensions import NO, NOT_KNOWN, YES, Dimension, Source
from schoolward.measures.figures import Mode, Question
from schoolward.register.classes import StatisticalClass
from schoolward.register.codes import BLANK_MARKS

SAYS_NOTHING = BLANK_MARKS | {"#", "Z"}
"""Marks that do not tell where a pupil on roll was, and so do not count as reported."""

_POSSIBLE = "possible_"
_ABSENT = "absent_"
_REPORTED = "reported_"

TALLIES_OF_CHILDREN = """,
tallies AS (SELECT t.*, COALESCE(c.child, t.pupil) AS child
    FROM tallies_of_records AS t LEFT JOIN children AS c ON c.pupil = t.pupil)"""
"""Each enrolment's tally with the child whose it is: after the marks were counted, so that it costs nothing by mark."""


@dataclass(frozen=True, kw_only=True)
class FigureSql:
    """The SQL of one question over the tables marks, segments, children, days and open_sessions.

    `cohort_bit` gives the bit of each cohort in table segments. `has_calendar`: open_sessions can be asked.
    """

    question: Question
    cohort_bit: dict[str, int]

    @property
    def session_counts(self) -> tuple[SessionCount, ...]:
        """The counts of sessions that are needed."""
        return tuple(c for c in counts_needed(self.question.measures) if isinstance(c, SessionCount))

    @property
    def unit_counts(self) -> tuple[UnitCount, ...]:
        """The counts of enrolments or pupils that are needed."""
        return tuple(c for c in counts_needed(self.question.measures) if isinstance(c, UnitCount))

    def counts(self) -> str:
        """One row a group: its dimensions, every count, and the schools and marks that reported."""
        return f"WITH {self._sources()},\n{self._tallies()}\n{self._answer()}"

    def expected(self) -> str:
        """One row a group: its dimensions, and the schools and marks expected by roll and calendar."""
        names = self._names
        picked = "".join(f"{self._expression(d)} AS {d.column}, " for d in self.question.dimensions)
        grouped = "".join(f"{self._expression(d)}, " for d in self.question.dimensions)
        kept = ", ".join(self._columns_expected())
        grouping = f" GROUP BY {names[:-2]}" if names else ""
        return (
            f"WITH people AS ({self._people()}),\n"
            f"clipped AS (SELECT {kept}, GREATEST(from_on, DATE '{self.question.first_on}') AS from_on,\n"
            f"    LEAST(until_on, DATE '{self.question.last_on}' + 1) AS until_on FROM people),\n"
            f"enrolled AS (SELECT {kept}, from_on, until_on, COUNT(*) AS pupils FROM clipped\n"
            f"    WHERE from_on < until_on GROUP BY {kept}, from_on, until_on),\n"
            f"by_school AS (SELECT {picked}s.school AS expected_school, SUM(s.pupils) AS marks FROM enrolled AS s\n"
            "    JOIN open_sessions AS m ON m.school = s.school AND m.date >= s.from_on AND m.date < s.until_on\n"
            "    JOIN days AS d ON d.date = m.date\n"
            f"    WHERE {self._when()} GROUP BY {grouped}s.school)\n"
            f"SELECT {names}ARRAY_AGG(expected_school) AS schools_expected, SUM(marks) AS marks_expected\n"
            f"FROM by_school{grouping}"
        )

    def _columns_expected(self) -> list[str]:
        """The columns of segments that expected marks depend on: few, so that many pupils are one row."""
        rules = self.question.annual_rules
        columns = {"school"}
        columns |= {d.name for d in self.question.dimensions if d.source is Source.ENROLMENT}
        if any(d.source is Source.COHORT for d in self.question.dimensions):
            columns.add("cohorts")
        if rules.ages_5_to_15 or rules.without_year_11_after_spring_bank_holiday:
            columns.add("first_31_august")
        if rules.without_late_starters:
            columns.add("entry_on")
        return sorted(columns)

    @property
    def _names(self) -> str:
        return "".join(f"{dimension.column}, " for dimension in self.question.dimensions)

    def _expression(self, dimension: Dimension) -> str:
        """The dimension's value as a column of segments (s), days (d) or marks (m)."""
        if dimension.source is Source.COHORT:
            bit = self.cohort_bit[dimension.cohort]
            return f"CASE WHEN (s.cohorts & {bit}) <> 0 THEN '{YES}' ELSE '{NO}' END"
        alias = {Source.DAY: "d", Source.ENROLMENT: "s", Source.MARK: "m"}[dimension.source]
        return f"{alias}.{dimension.name}"

    def _condition(self, sources: frozenset[Source]) -> str:
        """The filters on dimensions of those sources; values of one dimension are alternatives."""
        values: dict[Dimension, list[str]] = {}
        for dimension, value in self.question.filters:
            if dimension.source in sources:
                values.setdefault(dimension, []).append(value.lower())
        parts = [
            f"COALESCE(LOWER(CAST({self._expression(dimension)} AS VARCHAR)), '{NOT_KNOWN}') "
            f"IN ({', '.join(quoted(value) for value in sorted(wanted))})"
            for dimension, wanted in values.items()
        ]
        return " AND ".join(parts)

    def _people(self) -> str:
        """The segments that the filters on enrolments and cohorts leave."""
        condition = self._condition(frozenset({Source.ENROLMENT, Source.COHORT}))
        return f"SELECT * FROM segments AS s{f' WHERE {condition}' if condition else ''}"

    def _when(self) -> str:
        """Which days and sessions count, DfE's annual rules included."""
        rules = self.question.annual_rules
        parts = [f"m.date >= DATE '{self.question.first_on}'", f"m.date <= DATE '{self.question.last_on}'"]
        condition = self._condition(frozenset({Source.DAY, Source.MARK}))
        if condition:
            parts.append(condition)
        age = "d.start_year - s.first_31_august"
        if rules.ages_5_to_15:
            parts.append(f"{age} >= 5 AND {age} <= 15")
        if rules.without_year_11_after_spring_bank_holiday:
            parts.append(f"({age} <> 15 OR d.date < d.second_half_of_summer_on)")
        if rules.without_late_starters:
            parts.append("NOT (s.entry_on >= d.second_half_of_summer_on AND s.entry_on <= d.year_last_on)")
        return " AND ".join(parts)

    def _sources(self) -> str:
        question = self.question
        source = "marks"
        mask = by_code(self._mask, first_on=question.first_on, last_on=question.last_on)
        if question.mode is Mode.PUPIL:
            weight = by_code(_preference, first_on=question.first_on, last_on=question.last_on)
            source = f"({ONE_MARK_A_SESSION.format(weight=weight)})"
            sent = by_code(_reported_only, first_on=question.first_on, last_on=question.last_on)
            mask = f"CASE WHEN m.preference = 1 THEN {mask} ELSE {sent} END"
        return (
            f"people AS ({self._people()}),\n"
            f"counted AS (SELECT m.school, m.pupil, m.date, m.session, {mask} AS mask FROM {source} AS m\n"
            f"    WHERE m.date >= DATE '{question.first_on}' AND m.date <= DATE '{question.last_on}')"
        )

    def _mask(self, code: str, statistical_class: StatisticalClass | None) -> int:
        """A bit for each count that a mark enters; the first three are possible, absent and reported."""
        absent = statistical_class in POSSIBLE_CLASSES and statistical_class not in (
            StatisticalClass.PRESENT,
            StatisticalClass.APPROVED_EDUCATIONAL_ACTIVITY,
        )
        bits = [statistical_class in POSSIBLE_CLASSES, absent, _is_reported(code)]
        bits += [count.counts(code, statistical_class) for count in self.session_counts]
        return sum(1 << place for place, yes in enumerate(bits) if yes)

    def _tallies(self) -> str:
        """The table `tallies`: counts by group and school, and by enrolment where enrolments are to be counted."""
        columns = [_POSSIBLE, _ABSENT, _REPORTED, *(f"n{i}" for i in range(len(self.session_counts)))]
        sums = ", ".join(
            f"COUNT(CASE WHEN (m.mask & {1 << place}) <> 0 THEN 1 END) AS {name}"
            for place, name in enumerate(columns)
        )
        picked = "".join(f"{self._expression(d)} AS {d.column}, " for d in self.question.dimensions)
        grouped = "".join(f"{self._expression(d)}, " for d in self.question.dimensions)
        unit = ", s.pupil, s.spell" if self.unit_counts else ""
        of_children = self.unit_counts and self.question.mode is Mode.PUPIL
        name = "tallies_of_records" if of_children else "tallies"
        return (
            f"{name} AS (SELECT {picked}s.school AS tallied_school{unit}, {sums}\n"
            "    FROM counted AS m\n"
            "    JOIN people AS s ON s.school = m.school AND s.pupil = m.pupil\n"
            "        AND m.date >= s.from_on AND m.date < s.until_on\n"
            "    JOIN days AS d ON d.date = m.date\n"
            f"    WHERE {self._when()}\n"
            f"    GROUP BY {grouped}s.school{unit})"
        ) + (TALLIES_OF_CHILDREN if of_children else "")

    def _answer(self) -> str:
        names = self._names
        child = "child" if self.question.mode is Mode.PUPIL else "pupil"
        own_unit = {"enrolment": "COUNT(CASE WHEN {0} > 0 THEN 1 END)",
                    "pupil": f"COUNT(DISTINCT CASE WHEN {{0}} > 0 THEN {child} END)"}  # fmt: skip
        of_mode = [count for count in self.unit_counts if count.unit not in own_unit]
        sums = [f"SUM(n{i}) AS {quoted_name(c.name)}" for i, c in enumerate(self.session_counts)]
        sums += [
            f"{own_unit[count.unit].format(_POSSIBLE)} AS {quoted_name(count.name)}"
            for count in self.unit_counts
            if count.unit in own_unit
        ]
        sums += [
            f"ARRAY_AGG(DISTINCT CASE WHEN {_REPORTED} > 0 THEN tallied_school END) AS schools_reported",
            f"SUM({_REPORTED}) AS marks_reported",
        ]
        grouping = f" GROUP BY {names[:-2]}" if names else ""
        marks = f"SELECT {names}{', '.join(sums)} FROM tallies{grouping}"
        if not of_mode:
            return marks
        units = f"SELECT {names}{', '.join(map(self._unit_count, of_mode))} FROM {self._units()} AS units{grouping}"
        theirs = ", ".join(f"u.{quoted_name(count.name)}" for count in of_mode)
        if not names:
            return f"SELECT a.*, {theirs} FROM ({marks}) AS a CROSS JOIN ({units}) AS u"
        same = " AND ".join(
            f"a.{d.column} IS NOT DISTINCT FROM u.{d.column}" for d in self.question.dimensions
        )
        return f"SELECT a.*, {theirs} FROM ({marks}) AS a JOIN ({units}) AS u ON {same}"

    def _units(self) -> str:
        """Enrolments or, in pupil mode, children, each with its own possible and missed sessions in the group."""
        if self.question.mode is Mode.ENROLMENT:
            return "tallies"
        return (
            f"(SELECT {self._names}child, SUM({_POSSIBLE}) AS {_POSSIBLE}, SUM({_ABSENT}) AS {_ABSENT}\n"
            f"    FROM tallies GROUP BY {self._names}child)"
        )

    def _unit_count(self, count: UnitCount) -> str:
        condition = f"{_POSSIBLE} > 0"
        if isinstance(count.condition, Threshold):
            condition += f" AND {_ABSENT} * {count.condition.one_in} >= {_POSSIBLE}"
        elif isinstance(count.condition, BandRange):
            condition += f" AND 100 * {_ABSENT} >= {count.condition.from_percent} * {_POSSIBLE}"
            if count.condition.below_percent is not None:
                condition += f" AND 100 * {_ABSENT} < {count.condition.below_percent} * {_POSSIBLE}"
        return f"COUNT(CASE WHEN {condition} THEN 1 END) AS {quoted_name(count.name)}"


def quoted_name(name: str) -> str:
    """A column name that may hold any sign, such as a code's."""
    return '"' + name.replace('"', '""') + '"'


def _is_reported(code: str) -> bool:
    return code not in SAYS_NOTHING


def _reported_only(code: str, statistical_class: StatisticalClass | None) -> int:
    """The mask of a mark in whose place another registration's is counted: it was sent, and that is all."""
    return 1 << 2 if _is_reported(code) else 0


def _preference(code: str, statistical_class: StatisticalClass | None) -> int:
    """How far behind a mark stands where a pupil has several for one session."""
    if statistical_class in POSSIBLE_CLASSES:
        return 0
    return 1 if code in BLANK_MARKS else 2
