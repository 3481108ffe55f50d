"""Users, their roles and their tokens."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from assay.kit.audit import act_as
from assay.kit.clock import is_zone
from assay.kit.reasons import Reason, Refused
from assay.people.actions.access import keep_an_administrator
from assay.people.enums import Role, TokenScope
from assay.people.models import ApiToken, Grant, Site, Team, User, Vendor
from assay.people.queries.scope import require_everywhere
from assay.people.queries.tokens import digest
from assay.people.rules import reasons
from assay.people.rules.roles import Permission
from assay.people.rules.words import refuse_name


def create_user(
    by: User | None,
    *,
    email: str,
    name: str,
    now: datetime,
    password: str | None = None,
    locale: str = "",
    time_zone: str = "UTC",
    is_simulated: bool = False,
) -> User:
    """Somebody who can sign in; without a password only with tokens."""
    require_everywhere(by, Permission.MANAGE_PEOPLE)
    if not is_zone(time_zone):
        raise Refused(reasons.UNKNOWN_ZONE(field="time_zone", zone=time_zone))
    if refused := refuse_name(name) or _refuse_email(email):
        raise Refused(refused)
    user = User(email=email.strip().lower(), name=name.strip(), locale=locale, time_zone=time_zone)
    user.created_at, user.is_simulated = now, is_simulated
    user.set_password(password)
    try:
        with transaction.atomic():
            act_as(by)
            user.save()
    except IntegrityError as error:
        raise Refused(reasons.EMAIL_TAKEN(field="email", email=user.email)) from error
    return user


def set_password(by: User, *, user: User, password: str) -> None:
    """The own password, or for an administrator anybody's."""
    if by.pk != user.pk:
        require_everywhere(by, Permission.ADMINISTER)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused(reasons.PASSWORD_WEAK(field="password", why=" ".join(error.messages))) from error
    with transaction.atomic():
        act_as(by)
        user.set_password(password)
        user.save(update_fields=["password"])


def grant_role(
    by: User | None,
    *,
    user: User,
    role: Role,
    now: datetime,
    project_id: int | None = None,
    vendor: Vendor | None = None,
    site: Site | None = None,
    team: Team | None = None,
    markets: Sequence[str] = (),
) -> Grant:
    """Give a role, in the whole organisation or narrowed."""
    require_everywhere(by, Permission.ADMINISTER)
    if role == Role.SITE_LEAD and not (vendor or site or team):
        raise Refused(reasons.SITE_LEAD_NEEDS_A_SITE(field="site"))
    return grant(
        by,
        user=user,
        role=role,
        now=now,
        project_id=project_id,
        vendor=vendor,
        site=site,
        team=team,
        markets=markets,
    )


def grant(by: User | None, *, user: User, role: Role, now: datetime, **where: object) -> Grant:
    """Write a grant whose permission was checked by the caller."""
    markets = sorted(where.pop("markets", ()))  # type: ignore[call-overload]  # Market codes.
    try:
        with transaction.atomic():
            act_as(by)
            return Grant.objects.create(
                user=user, role=role, granted_at=now, granted_by=by, markets=markets, **where
            )
    except IntegrityError as error:
        raise Refused(reasons.GRANTED_ALREADY()) from error


def retire_grant(by: User, *, grant: Grant, reason: str, now: datetime) -> None:
    """Take a role away, with its reason; the last administrator stays one."""
    require_everywhere(by, Permission.ADMINISTER)
    if not reason.strip():
        raise Refused(reasons.NEEDS_REASON(field="reason"))
    with transaction.atomic():
        act_as(by)
        keep_an_administrator(without=grant.user, grant=grant)
        Grant.objects.filter(pk=grant.pk, retired_at=None).update(
            retired_at=now, retired_reason=reason.strip()
        )


def issue_token(
    by: User, *, user: User, name: str, scopes: Sequence[TokenScope], days: int, now: datetime
) -> tuple[ApiToken, str]:
    """A token for oneself (an administrator: for anybody) and its secret, which is shown this once."""
    if by.pk != user.pk:
        require_everywhere(by, Permission.ADMINISTER)
    if not 1 <= days <= 366:
        raise Refused(reasons.TOKEN_LIFETIME(field="days"))
    for scope in scopes:
        if scope not in TokenScope.values:
            raise Refused(reasons.UNKNOWN_SCOPE(field="scopes", scope=str(scope)[:20]))
    secret = f"assay_{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        act_as(by)
        token = ApiToken.objects.create(
            user=user,
            name=name,
            sha256=digest(secret),
            scopes=[str(scope) for scope in scopes],
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
    return token, secret


def revoke_token(by: User, *, token: ApiToken, now: datetime) -> None:
    if by.pk != token.user_id:
        require_everywhere(by, Permission.ADMINISTER)
    with transaction.atomic():
        act_as(by)
        ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now)


def _refuse_email(email: str) -> Reason | None:
    try:
        validate_email(email.strip())
    except ValidationError:
        return reasons.EMAIL_INVALID(field="email", email=email.strip()[:80])
    return None
