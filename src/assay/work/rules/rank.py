"""In which order queues are served."""

from datetime import datetime

from assay.work.enums import Priority

NEVER = 10**11


def rank(priority: Priority, due_at: datetime | None) -> int:
    """Lower is served first: by priority, then by due date; without a due date last."""
    return int(priority) * 10**12 + (int(due_at.timestamp()) if due_at else NEVER)
