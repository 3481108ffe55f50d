"""Who keeps whose time: checked and locked together, so that plans, statements and approvals take turns."""

from collections.abc import Collection

from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.queries.time import kept_by
from assay.people.rules import reasons
from assay.people.rules.roles import SENTENCES, Permission


def lock_kept(by: User, contributor_ids: Collection[int]) -> None:
    """Lock these people for the rest of the transaction; refused where `by` does not keep the time of all of them."""
    people = kept_by(by).filter(pk__in=contributor_ids).order_by("pk")
    if len(people.select_for_update(no_key=True, of=("self",))) < len(set(contributor_ids)):
        raise Refused(reasons.NOT_ALLOWED(sentence=SENTENCES[Permission.KEEP_TIME]))
