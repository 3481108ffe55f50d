"""What recruiting does when something below it changes: who is erased is erased as an applicant, too."""

from datetime import datetime

from assay.kit.hooks import subscribe
from assay.recruiting.actions.diversity import forget_answers
from assay.recruiting.actions.own import forget_person


@subscribe("people.person_erased")
def person_erased(user_id: int, now: datetime) -> None:
    forget_person(user_id, now=now)
    forget_answers(user_id)
