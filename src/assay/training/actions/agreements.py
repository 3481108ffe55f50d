"""Agreements: made, published in versions, translated, retired."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.reasons import Reason, Refused
from assay.people.actions.inbox import tell
from assay.people.models import Contributor, User, Vendor
from assay.projects.models import Membership, Project
from assay.training.actions.enforcing import enforce_agreement
from assay.training.enums import AgreementKind
from assay.training.models import Agreement, AgreementText, AgreementVersion
from assay.training.queries.agreements import newest_number, require_keeping
from assay.training.rules import agreements as rules
from assay.training.rules.agreements import Wording


def make_agreement(
    by: User,
    *,
    name: str,
    kind: AgreementKind,
    wordings: Sequence[Wording],
    now: datetime,
    project: Project | None = None,
    vendor: Vendor | None = None,
) -> Agreement:
    """A new agreement with its first version: from now on nobody it is asked of gets tasks without signing."""
    require_keeping(by, project)
    problems = rules.refuse_wordings(wordings)
    if not 0 < len(name.strip()) <= rules.MOST_TITLE:
        problems.insert(0, rules.NO_NAME(field="name", most=rules.MOST_TITLE))
    _refuse(problems)
    with transaction.atomic():
        act_as(by)
        made = Agreement.objects.create(
            name=name.strip(),
            kind=kind,
            project=project,
            vendor=vendor,
            created_at=now,
            created_by=by,
            enforced_at=now,
        )
        _publish(by, made, wordings, now=now)
        return made


def publish_version(
    by: User,
    *,
    agreement: Agreement,
    wordings: Sequence[Wording],
    now: datetime,
    note: str = "",
    grace_days: int = 0,
) -> AgreementVersion:
    """A new version, which asks everybody again; who signed the one before may wait so many days."""
    require_keeping(by, agreement.project)
    problems = rules.refuse_wordings(wordings)
    if not 0 <= grace_days <= rules.MOST_GRACE_DAYS:
        problems.append(rules.GRACE_INVALID(field="grace_days", most=rules.MOST_GRACE_DAYS))
    if len(note) > rules.MOST_NOTE:
        problems.append(rules.TOO_LONG(field="note", most=rules.MOST_NOTE))
    _refuse(problems)
    with transaction.atomic():
        act_as(by)
        locked = _in_use(agreement)
        until = now + timedelta(days=grace_days) if grace_days else None
        return _publish(by, locked, wordings, note=note.strip(), grace_until=until, now=now)


def add_translation(by: User, *, version: AgreementVersion, wording: Wording, now: datetime) -> AgreementText:
    """The version in one more language. What is there already was perhaps signed, so it stays."""
    require_keeping(by, version.agreement.project)
    _refuse(rules.refuse_wordings([wording]))
    with transaction.atomic():
        act_as(by)
        _in_use(version.agreement)
        if version.texts.filter(language=wording.language).exists():
            raise Refused(rules.LANGUAGE_TWICE(field="language", language=wording.language))
        return AgreementText.objects.create(**_text(by, version, wording, now))


def retire_agreement(by: User, *, agreement: Agreement, reason: str, now: datetime) -> None:
    """Nobody is asked any more; what was signed stays."""
    require_keeping(by, agreement.project)
    if not reason.strip():
        raise Refused(rules.NEEDS_REASON(field="reason"))
    with transaction.atomic():
        act_as(by)
        locked = _in_use(agreement)
        locked.retired_at, locked.retired_reason = now, reason.strip()[: rules.MOST_NOTE]
        locked.save(update_fields=["retired_at", "retired_reason"])
        enforce_agreement(locked, now=now)


def _publish(
    by: User,
    agreement: Agreement,
    wordings: Sequence[Wording],
    *,
    now: datetime,
    note: str = "",
    grace_until: datetime | None = None,
) -> AgreementVersion:
    version = AgreementVersion.objects.create(
        agreement=agreement,
        number=newest_number(agreement) + 1,
        language=wordings[0].language,
        note=note,
        grace_until=grace_until,
        published_at=now,
        published_by=by,
    )
    AgreementText.objects.bulk_create(AgreementText(**_text(by, version, each, now)) for each in wordings)
    enforce_agreement(agreement, now=now)
    _tell(version, wordings[0].title, now)
    return version


def _text(by: User, version: AgreementVersion, wording: Wording, now: datetime) -> dict[str, object]:
    return {
        "version": version,
        "language": wording.language,
        "title": wording.title,
        "markdown": wording.markdown,
        "sha256": wording.sha256,
        "written_at": now,
        "written_by": by,
    }


def _tell(version: AgreementVersion, title: str, now: datetime) -> None:
    agreement = version.agreement
    working = Membership.objects.filter(retired_at=None)
    if agreement.project_id is not None:
        working = working.filter(project=agreement.project_id)
    people = Contributor.objects.filter(pk__in=working.values("contributor"), user__is_active=True)
    if agreement.vendor_id is not None:
        people = people.filter(vendor=agreement.vendor_id)
    tell(
        people.values_list("user_id", flat=True),
        kind="training.agreement",
        sentence=_("Please sign: {title}"),
        lines=["{note}"] if version.note else [],
        about={"title": title, "note": version.note},
        address=f"/agreements/{version.uid}/",
        now=now,
    )


def _in_use(agreement: Agreement) -> Agreement:
    locked = Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    if locked.retired_at is not None:
        raise Refused(rules.RETIRED())
    return locked


def _refuse(problems: Sequence[Reason]) -> None:
    if problems:
        raise Refused(*problems)
