"""Users, their grants and the roles in sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from assay.people.enums import Role
from assay.people.models import Grant, User
from assay.people.rules.roles import ROLES, SENTENCES, Permission


@dataclass(frozen=True, slots=True)
class ShownGrant:
    uid: UUID
    sentence: str
    granted_at: datetime
    retired_at: datetime | None
    retired_reason: str


@dataclass(frozen=True, slots=True)
class ShownUser:
    uid: UUID
    name: str
    email: str
    is_active: bool
    is_simulated: bool
    pseudonym: str
    contributor: UUID | None
    grants: tuple[ShownGrant, ...]


@dataclass(frozen=True, slots=True)
class ShownRole:
    """A role with the sentence of what it is for, and beside each permission whether it gives it."""

    label: str
    sentence: str
    gives: tuple[tuple[str, bool], ...]

    @property
    def permissions(self) -> tuple[str, ...]:
        return tuple(sentence for sentence, is_given in self.gives if is_given)


def user_shown(user: User, names: Mapping[int, str]) -> ShownUser:
    """`user.grants` and its contributor should be prefetched; `names` are those of the grants' projects."""
    contributor = getattr(user, "contributor", None)
    return ShownUser(
        uid=user.uid,
        name=user.name,
        email=user.email,
        is_active=user.is_active,
        is_simulated=user.is_simulated,
        pseudonym=contributor.pseudonym if contributor else "",
        contributor=contributor.uid if contributor else None,
        grants=tuple(grant_shown(grant, names) for grant in user.grants.all()),
    )


def grant_shown(grant: Grant, names: Mapping[int, str]) -> ShownGrant:
    return ShownGrant(
        uid=grant.uid,
        sentence=_sentence(grant, names),
        granted_at=grant.granted_at,
        retired_at=grant.retired_at,
        retired_reason=grant.retired_reason,
    )


def roles_shown() -> list[ShownRole]:
    """As the rules have them: this page cannot be wrong about them."""
    return [
        ShownRole(
            label=str(Role(role).label),
            sentence=_(text.sentence),
            gives=tuple((_(SENTENCES[each]), each in text.permissions) for each in Permission),
        )
        for role, text in ROLES.items()
    ]


def _sentence(grant: Grant, names: Mapping[int, str]) -> str:
    """Role, where, and in which markets: "QA analyst in the project Search DE, for BR-pt and DE-de"."""
    role = Role(grant.role).label
    where = list(_where(grant, names)) or [_("in the whole organisation")]
    sentence = _("%(role)s %(where)s") % {"role": role, "where": ", ".join(where)}
    if grant.markets:
        sentence = _("%(grant)s, for %(markets)s only") % {
            "grant": sentence,
            "markets": ", ".join(grant.markets),
        }
    return sentence


def _where(grant: Grant, names: Mapping[int, str]) -> Iterable[str]:
    if grant.project_id is not None:
        yield _("in the project %(name)s") % {"name": names.get(grant.project_id, f"#{grant.project_id}")}
    if grant.team is not None:
        path = f"{grant.team.site.vendor.name} · {grant.team.site.name} · {grant.team.name}"
        yield _("for the team %(name)s") % {"name": path}
    elif grant.site is not None:
        yield _("for the site %(name)s") % {"name": f"{grant.site.vendor.name} · {grant.site.name}"}
    elif grant.vendor is not None:
        yield _("for the vendor %(name)s") % {"name": grant.vendor.name}
