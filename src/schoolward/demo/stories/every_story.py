"""Lists every story in the order in which each finds its child."""

from schoolward.demo.stories.before_notices import BEFORE_NOTICES
from schoolward.demo.stories.of_courts import OF_COURTS
from schoolward.demo.stories.of_leavers import OF_LEAVERS
from schoolward.demo.stories.of_notices import OF_NOTICES
from schoolward.demo.stories.of_registers import OF_REGISTERS
from schoolward.demo.stories.of_support import OF_SUPPORT
from schoolward.demo.stories.story import Story

STORIES: tuple[Story, ...] = (
    *OF_LEAVERS,
    *OF_REGISTERS,
    *OF_SUPPORT,
    *BEFORE_NOTICES,
    *OF_NOTICES,
    *OF_COURTS,
)
