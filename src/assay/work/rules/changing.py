"""What can be done to many tasks at once, and why it is refused."""

from enum import StrEnum

from assay.kit.reasons import declare


class TaskAction(StrEnum):
    WITHDRAW = "withdraw"
    ONE_MORE = "one_more"
    OVERLAP = "overlap"
    PRIORITY = "priority"
    MOVE = "move"


NO_TASK_CHOSEN = declare("work.no_task_chosen", "Choose at least one task.", status=422)
OVERLAP_BEYOND = declare(
    "work.overlap_beyond",
    "Give a number of judgments from 1 to {most}, the most that the settings of the stage allow.",
    status=422,
)
NO_PRIORITY = declare("work.no_priority", "Choose a priority.", status=422)
NO_TARGET_BATCH = declare(
    "work.no_target_batch", "Choose a batch of this project that is not one of gold.", status=422
)
CHANGE_UNDONE = declare("work.change_undone", "This change was undone already.")
CHANGE_GOES_ON = declare("work.change_goes_on", "This change still goes on: stop its job first.")
