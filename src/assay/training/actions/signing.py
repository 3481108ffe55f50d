"""Signing: by the person themselves, with their name, of the text they were shown."""

from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.training.actions.enforcing import enforce
from assay.training.models import Agreement, AgreementText, AgreementVersion, Signature
from assay.training.queries.agreements import newest_number
from assay.training.queries.own import asked_of, contributor_of
from assay.training.rules import agreements as rules


def sign(by: User, *, version: AgreementVersion, text: AgreementText, name: str, now: datetime) -> Signature:
    """The person has signed this version; a second time changes nothing. Tasks that waited for it come."""
    contributor = contributor_of(by)
    if not rules.is_same_name(name, by.name):
        raise Refused(rules.NAME_DIFFERS(field="name", name=by.name))
    with transaction.atomic():
        act_as(by)
        # A version that is published meanwhile waits for this lock, or is seen.
        agreement = Agreement.objects.select_for_update(no_key=True).get(pk=version.agreement_id)
        if not asked_of(contributor).filter(pk=agreement.pk).exists():
            raise Refused(rules.NOT_ASKED())
        if newest_number(agreement) != version.number:
            raise Refused(rules.SUPERSEDED())
        signed, is_new = Signature.objects.get_or_create(
            contributor=contributor,
            version=version,
            defaults={"text": text, "name": name.strip(), "sha256": text.sha256, "signed_at": now},
        )
        if is_new:
            enforce(now=now, contributor_ids=[contributor.pk], project_id=agreement.project_id)
        return signed
