"""What training does by itself every minute."""

from datetime import datetime

from assay.kit.jobs import every_minute
from assay.training.actions.assigning import remind_due
from assay.training.actions.enforcing import end_grace_periods
from assay.training.actions.flagging import flag_questions
from assay.training.actions.live_reminding import remind_of_live
from assay.training.actions.sitting import end_left_alone, remind


@every_minute
def let_grace_periods_end(now: datetime) -> None:
    """A grace period of an agreement has ended: who has not signed gets no tasks until they have."""
    end_grace_periods(now=now)


@every_minute
def look_after_exams(now: datetime) -> None:
    """Attempts that were left alone end, and who can renew a qualification is told."""
    end_left_alone(now=now)
    remind(now=now)


@every_minute
def look_after_courses(now: datetime) -> None:
    """Whoever has to finish a course by tomorrow, or is late, is told once."""
    remind_due(now=now)


@every_minute
def look_after_live_sessions(now: datetime) -> None:
    """The day before one begins, who is invited and who holds it are told once."""
    remind_of_live(now=now)


@every_minute
def look_at_questions(now: datetime) -> None:
    """Once an hour: whoever keeps a project's gold hears of questions that figures speak against."""
    if now.minute == 0:
        flag_questions(now=now)
