"""Recruiting: two campaigns of Mia's, with the links on which people came and who applied.

Told when everything else is, because identifiers are drawn one after the other and nothing else should change with it.
"""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import override

from assay.demo.people import Organisation
from assay.people.enums import LanguageLevel
from assay.people.models import User
from assay.projects.enums import Segment
from assay.recruiting.actions.applying import apply
from assay.recruiting.actions.campaigns import make_campaign, write_text
from assay.recruiting.actions.cards import keep_cards
from assay.recruiting.actions.deciding import carry_out, recognise, refuse
from assay.recruiting.actions.entries import enter_round, enter_spending, take_entry_back
from assay.recruiting.actions.letters import send_letters
from assay.recruiting.actions.links import add_link, add_referral
from assay.recruiting.actions.own import confirm, forget, withdraw
from assay.recruiting.actions.segments import save_segment
from assay.recruiting.enums import ApplicationState, RecruitingChannel
from assay.recruiting.models import Application, Campaign, TrackedLink
from assay.recruiting.queries.consent import consent
from assay.recruiting.rules.applying import Sent, Written
from assay.recruiting.rules.campaigns import Terms, Wording
from assay.recruiting.rules.talent import Search

EURO = 1_000_000
WITHDRAWS, N_REFUSED = 13, 3
NOT_NOW = "We have enough people for mornings. Please apply again in the summer."
BRAZIL = ("Bia", "Caio", "Davi", "Elis", "Flora", "Gael", "Hugo", "Iara", "Joana", "Kaue", "Lara", "Miguel")
EGYPT = (
    "Amina",
    "Bassem",
    "Dalia",
    "Emad",
    "Farida",
    "Gamal",
    "Hala",
    "Islam",
    "Karim",
    "Laila",
    "Mona",
    "Nadia",
)
SURNAMES = {"pt-BR": ("Souza", "Lima", "Rocha"), "ar-EG": ("Hassan", "Fathy", "Saleh")}
WORDINGS = {
    "pt-BR": (
        Wording(
            "en",
            "Judge search results in Portuguese",
            "Compare what a shop finds. **From home**, by the task.",
        ),
        Wording(
            "pt", "Avalie resultados de busca", "Compare o que uma loja encontra. **De casa**, por tarefa."
        ),
    ),
    "ar-EG": (
        Wording(
            "en",
            "Check posts in Arabic",
            "Read short posts and say which rule they break. On any device.",
        ),
        Wording(
            "ar", "راجع منشورات بالعربية", "اقرأ منشورات قصيرة وقل أي قاعدة تخالفها. على الهاتف أو الحاسوب."
        ),
    ),
}


def tell_recruiting(organisation: Organisation, now: datetime) -> None:
    since = now - timedelta(days=27)
    brazil = _campaign(organisation, "pt-BR", RecruitingChannel.SOCIAL, since)
    egypt = _campaign(organisation, "ar-EG", RecruitingChannel.UNIVERSITY, since)
    mia, tucano = organisation.users["mia"], organisation.people["Tucano"]
    add_link(mia, campaign=brazil, name="Vagas", channel=RecruitingChannel.JOB_BOARD, now=since)
    add_referral(mia, campaign=brazil, referrer=tucano, reward_micro=15 * EURO, now=since)
    for campaign, names in ((brazil, BRAZIL), (egypt, EGYPT)):
        people = [person.pseudonym for person in organisation.crowd(campaign.market.code)]
        _apply(campaign, [*people, *_named(names, campaign)][:30], since)
        _decide(organisation, campaign, len(people))
        _enter(mia, campaign, since)
    forget(now=now)
    keep_cards(now=now)
    search = Search(languages=("pt-BR",), level=LanguageLevel.C1, worked_within=30)
    save_segment(mia, name="Portuguese, at work", search=search, is_common=True, now=now)


def _campaign(
    organisation: Organisation, market: str, channel: RecruitingChannel, since: datetime
) -> Campaign:
    mia, (first, second) = organisation.users["mia"], WORDINGS[market]
    terms = Terms(
        name="Search in Brazil" if market == "pt-BR" else "Arabic for moderation",
        opens_on=since.date(),
        closes_on=since.date() + timedelta(days=50),
        n_wanted=20,
        budget_micro=900 * EURO,
        currency="EUR",
        languages={market: 5},
        skills=("search-quality",),
        least_age=18 if market == "pt-BR" else 21,
    )
    campaign = make_campaign(
        mia,
        market=organisation.markets[market],
        segment=Segment.SEARCH_RANKING if market == "pt-BR" else Segment.TRUST_AND_SAFETY,
        channel=channel,
        terms=terms,
        wording=first,
        now=since,
    )
    write_text(mia, campaign=campaign, wording=second, now=since)
    return campaign


def _enter(mia: User, campaign: Campaign, since: datetime) -> None:
    """What the first two weeks have cost, a mistake that was taken back, and whom the first link's partner wrote to."""
    links = list(campaign.links.filter(referrer=None).select_related("campaign__market").order_by("pk"))
    for nth, link in enumerate(links):
        for week in range(2):
            at = since + timedelta(days=7 * week + 1)
            amount = (140 - 35 * nth + 20 * week) * EURO + EURO // 2
            enter_spending(
                mia,
                link=link,
                amount_micro=amount,
                currency="EUR",
                spent_on=at.date(),
                note=f"Advertisement, week {week + 1}",
                now=at,
            )
    at = since + timedelta(days=9)
    wrong = enter_spending(
        mia, link=links[0], amount_micro=1_400 * EURO, currency="EUR", spent_on=at.date(), note="", now=at
    )
    take_entry_back(mia, entry=wrong, now=at + timedelta(minutes=4))
    enter_round(mia, link=links[0], n=160, invited_on=at.date(), note="Mailing list", now=at)


def _named(names: Sequence[str], campaign: Campaign) -> list[str]:
    return [f"{name} {surname}" for surname in SURNAMES[campaign.market.language] for name in names]


def _apply(campaign: Campaign, people: Sequence[str], since: datetime) -> None:
    """One after the other; most confirm within an hour, some never do, one thinks better of it."""
    chance = random.Random(f"recruits {campaign.market.code}")
    links = list(campaign.links.select_related("campaign__market").order_by("pk"))
    for nth, name in enumerate(people):
        at = since + timedelta(hours=2 + 19 * nth, minutes=chance.randrange(60))
        applied = _send(chance.choice(links), name, chance, at=at)
        if nth == WITHDRAWS:
            withdraw(applied, now=at + timedelta(hours=3))
        elif chance.random() < 0.8 or " " not in name:
            confirm(applied, now=at + timedelta(minutes=chance.randrange(5, 60)))


def _decide(organisation: Organisation, campaign: Campaign, n_known: int) -> None:
    """The crowd that works here came by the campaign; of the others Mia has refused some, and the rest wait."""
    mia = organisation.users["mia"]
    waiting = list(campaign.applications.filter(state=ApplicationState.VERIFIED).order_by("pk"))
    for each in waiting[:n_known]:
        assert each.verified_at
        known, at = organisation.people[each.name], each.verified_at + timedelta(hours=1)
        recognise(mia, application=each, contributor=known, now=at)
    for each in waiting[n_known : n_known + N_REFUSED]:
        assert each.verified_at
        at = each.verified_at + timedelta(hours=20)
        refuse(mia, campaign=campaign, applications=[each], why=NOT_NOW, now=at)
        carry_out(mia, campaign=campaign, now=at + timedelta(minutes=10))


def _send(link: TrackedLink, name: str, chance: random.Random, *, at: datetime) -> Application:
    language = link.campaign.market.language
    written = Written(
        name=name,
        email=f"{name.lower().replace(' ', '.')}@mail.example",
        born_on=at.date() - timedelta(days=365 * chance.randrange(22, 55)),
        device=chance.choice(("phone", "computer", "both", "both")),
        tie=chance.choice(("lives", "lives", "lives", "lived", "none")),
        languages={language: chance.choice((7, 7, 7, 5, 4)), "en": chance.choice((2, 4, 5))},
        agrees=True,
        # Nothing is drawn for it: what is drawn later stays as it was.
        skills=("search-quality",) if len(name) % 3 else (),
    )
    return _sent(link, written, at)


def send_application(
    link: TrackedLink, name: str, *, at: datetime, skills: tuple[str, ...] = ()
) -> Application:
    """Of somebody who knows the language and the market."""
    language = link.campaign.market.language
    written = Written(
        name=name,
        email=f"{name.lower().replace(' ', '.')}@mail.example",
        born_on=at.date() - timedelta(days=365 * 31),
        device="both",
        tie="lives",
        languages={language: 7},
        agrees=True,
        skills=skills,
    )
    return _sent(link, written, at)


def _sent(link: TrackedLink, written: Written, at: datetime) -> Application:
    with override(link.campaign.market.language):
        apply(link=link, written=written, sent=Sent(timedelta(minutes=2)), consent=consent(), now=at)
    send_letters(now=at)
    return Application.objects.order_by("-pk")[0]
