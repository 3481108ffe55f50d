"""Somebody says whom the people of a site can turn to."""

from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.models import Site, User
from assay.wellbeing.models import CounsellorContact
from assay.wellbeing.queries.counsellors import require_care
from assay.wellbeing.rules.counsellor import Contact, problems


def set_counsellor(
    by: User | None, *, site: Site | None, contact: Contact, now: datetime
) -> CounsellorContact:
    """From now on; what held before is kept. No site: for everybody whose site has nobody of its own."""
    require_care(by, site)
    if found := problems(contact):
        raise Refused(*found)
    with transaction.atomic():
        act_as(by)
        return CounsellorContact.objects.create(
            site=site,
            text=contact.text,
            phone=contact.phone,
            hours=contact.hours,
            languages=list(contact.languages),
            set_at=now,
            set_by=by,
        )
