"""By when somebody who asked to be erased is to be erased."""

from datetime import datetime, timedelta

# A month by the law of the European Union (GDPR, Article 12(3)); the shortest has 28 days.
WITHIN = timedelta(days=28)
REMIND_AFTER = timedelta(days=21)
MOST_WORDS = 2_000


def due_at(asked_at: datetime) -> datetime:
    return asked_at + WITHIN
