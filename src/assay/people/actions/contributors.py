"""Contributors: who they are, what they can, and their standing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.hooks import emit
from assay.kit.reasons import NotFound, Refused
from assay.people.actions.inbox import tell
from assay.people.enums import Standing
from assay.people.models import (
    Contributor,
    ContributorLanguage,
    ContributorMarket,
    ContributorSkill,
    Market,
    Site,
    Skill,
    StandingChange,
    Team,
    User,
    Vendor,
)
from assay.people.queries.scope import (
    agents_of,
    may,
    people_within,
    require_everywhere,
    visible_contributors,
)
from assay.people.rules import reasons
from assay.people.rules.roles import Permission
from assay.people.rules.standing import refuse_change
from assay.people.rules.words import refuse_languages, refuse_name

STANDS = {
    Standing.ACTIVE: _("Your standing is now: Active"),
    Standing.PROBATION: _("Your standing is now: Probation"),
    Standing.PAUSED: _("Your standing is now: Paused"),
    Standing.OFF_BOARDED: _("Your standing is now: Off-boarded"),
}


def create_contributor(
    by: User | None,
    *,
    user: User,
    pseudonym: str,
    now: datetime,
    vendor: Vendor | None = None,
    site: Site | None = None,
    team: Team | None = None,
    languages: Mapping[str, int] | None = None,
    markets: Iterable[Market] = (),
) -> Contributor:
    """Somebody who works on tasks; site and vendor follow from the team, vendor from the site."""
    require_everywhere(by, Permission.MANAGE_PEOPLE)
    vendor, site, team = _place(vendor, site, team)
    if refused := refuse_name(pseudonym, field="pseudonym", most=60) or refuse_languages(languages or {}):
        raise Refused(refused)
    try:
        with transaction.atomic():
            act_as(by)
            contributor = Contributor.objects.create(
                user=user, pseudonym=pseudonym.strip(), vendor=vendor, site=site, team=team, created_at=now
            )
            _replace_languages(contributor, languages or {})
            ContributorMarket.objects.bulk_create(
                ContributorMarket(contributor=contributor, market=market) for market in markets
            )
    except IntegrityError as error:
        raise Refused(reasons.PSEUDONYM_TAKEN(field="pseudonym", pseudonym=pseudonym)) from error
    return contributor


def create_simulated_contributors(
    by: User | None,
    *,
    pseudonyms: Sequence[str],
    now: datetime,
    languages: Mapping[str, int] | None = None,
    markets: Iterable[Market] = (),
) -> list[Contributor]:
    """Replayed or simulated people, all in a few statements: no password, the same languages and markets."""
    require_everywhere(by, Permission.MANAGE_PEOPLE)
    if refused := refuse_languages(languages or {}):
        raise Refused(refused)
    with transaction.atomic():
        act_as(by)
        users = User.objects.bulk_create(
            (
                User(
                    email=f"{name.lower()}@simulated.invalid",
                    name=name,
                    created_at=now,
                    is_simulated=True,
                    password="!",
                )
                for name in pseudonyms
            ),
            batch_size=2000,
        )
        people = Contributor.objects.bulk_create(
            (Contributor(user=user, pseudonym=user.name, created_at=now) for user in users), batch_size=2000
        )
        _give_all(people, languages or {}, markets)
        return people


def _give_all(people: Sequence[Contributor], languages: Mapping[str, int], markets: Iterable[Market]) -> None:
    spoken = [
        ContributorLanguage(contributor=each, language=code, level=level)
        for each in people
        for code, level in languages.items()
    ]
    served = list(markets)
    ContributorLanguage.objects.bulk_create(spoken, batch_size=2000)
    ContributorMarket.objects.bulk_create(
        [ContributorMarket(contributor=each, market=market) for each in people for market in served],
        batch_size=2000,
    )


def set_languages(by: User, *, contributor: Contributor, languages: Mapping[str, int], now: datetime) -> None:
    """Replace the languages (BCP 47 tag to CEFR level)."""
    if refused := refuse_languages(languages):
        raise Refused(refused)
    with transaction.atomic():
        lock_agent(by, contributor)
        ContributorLanguage.objects.filter(contributor=contributor).delete()
        _replace_languages(contributor, languages)
        emit("people.contributor_changed", contributor_ids=[contributor.pk], now=now)


def set_markets(
    by: User | None, *, contributor: Contributor, markets: Iterable[Market], now: datetime
) -> None:
    """Replace the markets the person works for."""
    with transaction.atomic():
        _locked(by, contributor)
        ContributorMarket.objects.filter(contributor=contributor).delete()
        ContributorMarket.objects.bulk_create(
            ContributorMarket(contributor=contributor, market=market) for market in markets
        )
        emit("people.contributor_changed", contributor_ids=[contributor.pk], now=now)


def set_place(
    by: User,
    *,
    contributor: Contributor,
    now: datetime,
    vendor: Vendor | None = None,
    site: Site | None = None,
    team: Team | None = None,
) -> None:
    """Where the person works from now on; what they did so far keeps the vendor and site of its time."""
    vendor, site, team = _place(vendor, site, team)
    with transaction.atomic():
        locked = lock_agent(by, contributor)
        _require_place(by, site)
        locked.vendor, locked.site, locked.team = vendor, site, team
        locked.save(update_fields=["vendor", "site", "team"])
        emit("people.contributor_changed", contributor_ids=[locked.pk], now=now)


def set_daily_cap(by: User, *, contributor: Contributor, daily_cap: int | None, now: datetime) -> None:
    """The most tasks a day over all projects, or None for no limit of their own."""
    with transaction.atomic():
        locked = _locked(by, contributor)
        locked.daily_cap = daily_cap
        locked.save(update_fields=["daily_cap"])
        emit("people.contributor_changed", contributor_ids=[locked.pk], now=now)


def set_skill(
    by: User | None,
    *,
    contributor: Contributor,
    skill: Skill,
    score: int | None,
    now: datetime,
    expires_at: datetime | None = None,
) -> None:
    """Give a skill with its score (0 to 100), or take it away (None)."""
    if score is not None and not 0 <= score <= 100:
        raise Refused(reasons.SCORE_INVALID(field="score"))
    with transaction.atomic():
        _locked(by, contributor)
        if score is None:
            ContributorSkill.objects.filter(contributor=contributor, skill=skill).delete()
        else:
            ContributorSkill.objects.update_or_create(
                contributor=contributor, skill=skill, defaults={"score": score, "expires_at": expires_at}
            )
        emit("people.contributor_changed", contributor_ids=[contributor.pk], now=now)


def change_standing(
    by: User | None,
    *,
    contributor: Contributor,
    standing: Standing,
    reason: str,
    now: datetime,
    until: datetime | None = None,
    way_back: str = "",
) -> Contributor:
    """Change who may work; the person is told the reason, the end and the way back."""
    with transaction.atomic():
        locked = _locked(by, contributor)
        refused = refuse_change(locked.standing, standing, reason=reason, until=until, way_back=way_back)
        if refused:
            raise Refused(refused)
        locked.standing, locked.standing_reason = standing, reason
        locked.standing_until, locked.standing_way_back = until, way_back
        locked.save(update_fields=["standing", "standing_reason", "standing_until", "standing_way_back"])
        StandingChange.objects.create(
            contributor=locked,
            standing=standing,
            reason=reason,
            until=until,
            way_back=way_back,
            changed_at=now,
            changed_by=by,
        )
        _tell(locked, now)
        emit("people.contributor_changed", contributor_ids=[locked.pk], now=now)
        return locked


def _tell(contributor: Contributor, now: datetime) -> None:
    about = {
        "reason": contributor.standing_reason,
        "until": f"{contributor.standing_until:%Y-%m-%d %H:%M}" if contributor.standing_until else "",
        "way_back": contributor.standing_way_back,
    }
    lines = {"reason": "{reason}", "until": _("Until {until} UTC."), "way_back": "{way_back}"}
    tell(
        [contributor.user_id],
        kind="standing",
        sentence=STANDS[Standing(contributor.standing)],
        lines=[line for name, line in lines.items() if about[name]],
        about=about,
        now=now,
    )


def _place(
    vendor: Vendor | None, site: Site | None, team: Team | None
) -> tuple[Vendor | None, Site | None, Team | None]:
    """Site and vendor follow from the team, vendor from the site; what contradicts them is refused."""
    if team and site and team.site_id != site.pk:
        raise Refused(reasons.TEAM_ELSEWHERE(field="team", team=team.name))
    site = team.site if team else site
    if site and vendor and site.vendor_id != vendor.pk:
        raise Refused(reasons.TEAM_ELSEWHERE(field="site", team=site.name))
    return (site.vendor if site else vendor), site, team


def _locked(by: User | None, contributor: Contributor) -> Contributor:
    """The contributor, locked, if the person may manage it and can see it."""
    require_everywhere(by, Permission.MANAGE_PEOPLE)
    act_as(by)
    people = Contributor.objects.all() if by is None else visible_contributors(by)
    if not people.filter(pk=contributor.pk).exists():
        raise NotFound
    return Contributor.objects.select_for_update(no_key=True).get(pk=contributor.pk)


def lock_agent(by: User | None, contributor: Contributor) -> Contributor:
    """The same for what a lead may change of the people of the own site; never of themselves."""
    if by is None or may(by, Permission.MANAGE_PEOPLE) or contributor.user_id == by.pk:
        return _locked(by, contributor)
    if not people_within(agents_of(by)).filter(pk=contributor.pk).exists():
        return _locked(by, contributor)
    act_as(by)
    return Contributor.objects.select_for_update(no_key=True).get(pk=contributor.pk)


def _require_place(by: User | None, site: Site | None) -> None:
    """A lead places nobody outside of what they lead."""
    if by is None or may(by, Permission.MANAGE_PEOPLE):
        return
    led = agents_of(by).reaches
    if site is None or not any(
        each.site in {None, site.pk} and each.vendor in {None, site.vendor_id} for each in led
    ):
        raise Refused(reasons.PLACE_NOT_YOURS(field="site"))


def _replace_languages(contributor: Contributor, languages: Mapping[str, int]) -> None:
    ContributorLanguage.objects.bulk_create(
        ContributorLanguage(contributor=contributor, language=tag, level=level)
        for tag, level in languages.items()
    )
