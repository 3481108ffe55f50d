"""What money does when something below it changes."""

from collections.abc import Sequence
from datetime import date, datetime

from assay.kit.hooks import subscribe
from assay.kit.models import Job
from assay.money.actions.closing import CLOSE, reopen
from assay.money.models import DueLook, HourLook, Payout, PayoutDetails
from assay.money.queries.account_marks import sharing_accounts
from assay.people.models import TimeSheet, User
from assay.quality.models import Dispute, Review
from assay.quality.queries.integrity import tells_identity
from assay.quality.rules.integrity import Sign, account_sign


@tells_identity
def same_account(people: Sequence[int]) -> dict[int, Sign]:
    """Who is paid to an account of somebody else."""
    return {
        person: account_sign(person, others, earlier=earlier)
        for person, (others, earlier) in sharing_accounts(people).items()
    }


@subscribe("kit.job_never_began")
def job_never_began(job: Job) -> None:
    """Nobody would ever close the month: it takes postings again."""
    if job.kind == CLOSE:
        reopen(date.fromisoformat(job.params["month"]))


@subscribe("quality.reviewed")
def reviewed(review: Review, by: User, now: datetime) -> None:
    """A rejection may deny pay. One row, in the review's transaction; accrual does the rest."""
    if review.verdict == "rejected":
        DueLook.objects.create(judgment_id=review.judgment_id)


@subscribe("quality.dispute_decided")
def dispute_decided(dispute: Dispute, by: User, now: datetime) -> None:
    """What was denied may be owed again."""
    DueLook.objects.create(judgment_id=dispute.review.judgment_id)


@subscribe("people.days_approved")
def days_approved(sheets: Sequence[TimeSheet], now: datetime) -> None:
    """Approved hours are to be paid."""
    HourLook.objects.bulk_create(HourLook(sheet=sheet) for sheet in sheets)


@subscribe("people.sheet_withdrawn")
def sheet_withdrawn(sheet: TimeSheet, now: datetime) -> None:
    """What it paid is taken back."""
    HourLook.objects.create(sheet=sheet)


@subscribe("people.person_erased")
def person_erased(user_id: int, now: datetime) -> None:
    """Where they were paid is forgotten; their key is gone by now, so that no copy of it opens again."""
    PayoutDetails.objects.filter(contributor__user=user_id).delete()
    Payout.objects.filter(contributor__user=user_id).update(sealed="")
