"""Areas add up to the whole and days to weeks, in our figures and in DfE's own."""

from collections import Counter, defaultdict

import pytest

from tests.integration.real_figures.conftest import Sent
from tests.integration.real_figures.published import OF_2023, OF_2025, TOTALS, PublishedRow, published
from tests.integration.real_figures.test_published_counts import PERIODS, figures, measures_of

pytestmark = pytest.mark.slow


def counted(groups: list[dict[str, object]]) -> Counter[str]:
    """The sums of every count over the groups, rates left out."""
    sums: Counter[str] = Counter()
    for group in groups:
        sums.update({name: value for name, value in group.items() if isinstance(value, int)})
    return sums


@pytest.mark.parametrize("era", [OF_2023, OF_2025], ids=["2023", "2025"])
def test_the_whole_is_the_sum_of_authorities_phases_and_days(sent: Sent, era: str) -> None:
    first, last = PERIODS[era]
    measures = measures_of(row for row in published(era) if row.authority)
    [whole] = sent.figures("--from", first, "--to", last, "--measure", *measures)
    parts = figures(sent, era, "local_authority", "phase", "session_date")
    assert counted([whole]) == counted(parts)
    assert counted([whole])["possible_sessions"] == {OF_2023: 18_298_437, OF_2025: 3_930_474}[era]


def test_weeks_are_the_sums_of_their_days(sent: Sent) -> None:
    """Five weeks of autumn 2023, by authority."""
    days = figures(sent, OF_2023, "local_authority", "phase", "session_date")
    by_week: dict[tuple[object, int], list[dict[str, object]]] = defaultdict(list)
    for group in days:
        year, month, day = (int(part) for part in str(group["session_date"]).split("-"))
        week = 37 + ((month - 9) * 30 + day - 11) // 7
        assert year == 2023
        by_week[group["local_authority"], week].append(group)
    weeks = figures(sent, OF_2023, "local_authority", "iso_week")
    assert len(weeks) == len(by_week) == 50
    for group in weeks:
        week = int(str(group["iso_week"]).removeprefix("2023-W"))
        assert counted([group]) == counted(by_week[group["local_authority"], week])


def _sums(rows: list[PublishedRow]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for row in rows:
        sums.update({column: row.number(column) for column in TOTALS})
        sums.update({f"code {code}": count for code, count in row.codes.items()})
    return sums


def test_dfes_own_rows_add_up_where_all_parts_are_published() -> None:
    """Phases to the total and days to the week, for the authorities, the North West and England. The North West has
    24 authorities and England nine regions, of which the file has ten and one: those sums cannot be made."""
    places: dict[tuple[str, str, str], list[PublishedRow]] = defaultdict(list)
    for row in published(OF_2025):
        places[row.level, row.region, row.authority].append(row)
    assert len(places) == 12
    for rows in places.values():
        for day in {row.first_on for row in rows if row.frame == "day"}:
            of_day = [row for row in rows if row.frame == "day" and row.first_on == day]
            assert _sums([row for row in of_day if row.phase == "Total"]) == _sums(
                [row for row in of_day if row.phase != "Total"]
            )
        for phase in ("Primary", "Secondary", "Special", "Total"):
            of_phase = [row for row in rows if row.phase == phase]
            days = _sums([row for row in of_phase if row.frame == "day"])
            assert days == _sums([row for row in of_phase if row.frame == "week"])
            assert days == _sums([row for row in of_phase if row.frame == "year_to_date"])
