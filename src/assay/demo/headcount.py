"""How many people the vendors' sites have committed to: Lisbon is short of people, Cairo of those who speak Arabic."""

from datetime import datetime, timedelta

from assay.demo.people import Organisation
from assay.partners.actions.headcount import commit_headcount
from assay.partners.queries.headcount import monday_of
from assay.partners.rules.headcount import Commitment
from assay.people.models import Site

WEEK = timedelta(weeks=1)
# Site, language, people now, people from next week on.
PLAN = (
    ("Lisbon", "", 11, 12),
    ("Lisbon", "de", 5, 6),
    ("Porto", "", 4, 4),
    ("Cairo", "ar", 4, 5),
    ("Guadalajara", "", 4, 4),
    ("Pune", "", 3, 4),
)
WEEKS = range(-1, 7)


def commit_to_people(organisation: Organisation, at: datetime) -> None:
    this = monday_of(at.date())
    sites = {each.name: each.pk for each in Site.objects.all()}
    lines = [
        Commitment(sites[name], language, this + nth * WEEK, later if nth > 0 else people)
        for name, language, people, later in PLAN
        for nth in WEEKS
    ]
    commit_headcount(organisation.users["omar"], lines=lines, now=at)
