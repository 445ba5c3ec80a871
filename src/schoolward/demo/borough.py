"""Writes a whole fictional borough to a folder: everything that its schools and services would send, delivery by delivery."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date, timedelta
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path

import numpy as np

from schoolward.demo.calendar import draw_calendar
from schoolward.demo.cohorts import draw_cohorts
from schoolward.demo.dates import FIRST_LOAD_ON, NEW_YEAR_LOAD_ON, UNTIL
from schoolward.demo.deliveries import Delivery, DeliveryKind, plan_deliveries, write_manifest
from schoolward.demo.dual import pair_dual_registrations
from schoolward.demo.people import invent_children
from schoolward.demo.propensity import Inclinations
from schoolward.demo.pupil_files import RollWriter
from schoolward.demo.register_files import WrittenYear, write_register_year
from schoolward.demo.register_years import Borough, register_years
from schoolward.demo.roll_deliveries import write_rolls
from schoolward.demo.rolls import play_rolls
from schoolward.demo.school_list import invent_schools
from schoolward.demo.school_sorts import FULL_SIZE
from schoolward.demo.year_count import YearCount, published_phase

SEED = 20250901
FEWEST_PUPILS = 300
_PUPILS_WORTH_WORKERS = 8_000

Progress = Callable[[str, int, int], None]
