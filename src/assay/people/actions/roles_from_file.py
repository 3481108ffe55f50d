"""Roles from a row of a file: given and withdrawn by the actions that do it one by one, and by their rules."""

from collections.abc import Iterable
from datetime import datetime

from assay.kit.reasons import Reason, Refused
from assay.people.actions.users import grant_role, retire_grant
from assay.people.models import Contributor, Grant, Site, Team, User, Vendor
from assay.people.queries.scope import require_everywhere
from assay.people.rules import people_rows as rules
from assay.people.rules.people_rows import NOTHING, RoleAsked
from assay.people.rules.roles import Permission


def change_roles(
    by: User, person: Contributor, text: str, *, reason: str, now: datetime
) -> Iterable[tuple[str, str]]:
    """What was and what is, of each role that changes; a place is where the person works after the row."""
    asked = rules.roles_in(text)
    if isinstance(asked, Reason):
        raise Refused(asked)
    if asked:
        require_everywhere(by, Permission.ADMINISTER)
        placed = Contributor.objects.select_related("vendor", "site", "team", "user").get(pk=person.pk)
        for each in asked:
            if _change(by, placed, each, reason=reason, now=now):
                said = f"{each.role.value}:{each.where}"
                yield (said, NOTHING) if each.is_withdrawn else (NOTHING, said)


def _change(by: User, person: Contributor, asked: RoleAsked, *, reason: str, now: datetime) -> bool:
    vendor, site, team = _at(person, asked)
    markets: list[str] = []
    held = Grant.objects.filter(
        user=person.user,
        role=asked.role,
        retired_at=None,
        project_id=None,
        vendor=vendor,
        site=site,
        team=team,
        markets=markets,
    ).first()
    if not asked.is_withdrawn:
        if held is None:
            grant_role(by, user=person.user, role=asked.role, now=now, vendor=vendor, site=site, team=team)
        return held is None
    if held is None:
        raise Refused(
            rules.NOT_HELD(field="roles", name=person.pseudonym, role=f"{asked.role.value}:{asked.where}")
        )
    retire_grant(by, grant=held, reason=reason, now=now)
    return True


def _at(person: Contributor, asked: RoleAsked) -> tuple[Vendor | None, Site | None, Team | None]:
    """Named by its narrowest part, as the form of one person does."""
    named: dict[str, tuple[Vendor | None, Site | None, Team | None]] = {
        "everywhere": (None, None, None),
        "vendor": (person.vendor, None, None),
        "site": (None, person.site, None),
        "team": (None, None, person.team),
    }
    found = named[asked.where]
    if asked.where != "everywhere" and not any(found):
        raise Refused(rules.NO_SUCH_PLACE(field="roles", name=asked.where))
    return found
