"""A campaign of Mia's in Brazil, and somebody who applies to it."""

from dataclasses import replace
from datetime import date, timedelta

from django.utils.translation import override

from assay.kit.clock import now
from assay.people.enums import Role
from assay.people.models import Market, User
from assay.projects.enums import Segment
from assay.recruiting.actions.applying import apply
from assay.recruiting.actions.campaigns import make_campaign
from assay.recruiting.enums import RecruitingChannel
from assay.recruiting.models import Application, Campaign, TrackedLink
from assay.recruiting.queries.consent import consent
from assay.recruiting.rules.applying import Sent, Written
from assay.recruiting.rules.campaigns import Terms, Wording
from tests.web.quality_cast import somebody
from tests.work.world import NOW, TODAY

ANA = Written(
    name="Ana Souza",
    email="ana@example.org",
    born_on=date(1998, 5, 4),
    device="both",
    tie="lives",
    languages={"pt-BR": 7, "en": 4},
    agrees=True,
)
READ = Sent(timedelta(seconds=40))
TERMS = Terms(
    name="Portuguese spring",
    opens_on=TODAY,
    closes_on=TODAY + timedelta(days=30),
    n_wanted=10,
    budget_micro=500_000_000,
    currency="EUR",
    languages={"pt-BR": 5},
)
WORDING = Wording("en", "Judge search results", "Work **when you like**.")


def market(code: str = "BR-pt", *, name: str = "Brazil", language: str = "pt-BR") -> Market:
    found, _ = Market.objects.get_or_create(
        code=code, defaults={"name": name, "region": code[:2], "language": language}
    )
    return found


def mia(**where: object) -> User:
    return somebody("Mia", NOW, role=Role.CROWD_MANAGER, **where)


def campaign(by: User | None = None, *, terms: Terms = TERMS, code: str = "BR-pt") -> Campaign:
    return make_campaign(
        by,
        market=market(code),
        segment=Segment.SEARCH_RANKING,
        channel=RecruitingChannel.SOCIAL,
        terms=terms,
        wording=WORDING,
        now=NOW,
    )


def open_now(**fields: object) -> Terms:
    """For pages and the API, which read the clock."""
    today = now().date()
    days = {"opens_on": today, "closes_on": today + timedelta(days=30)}
    return replace(TERMS, **days, **fields)  # type: ignore[arg-type]  # Fields of Terms.


def send(link: TrackedLink, written: Written = ANA, *, locale: str = "en", **changes: object) -> None:
    """As the public page does."""
    with override(locale):
        moment = changes.pop("now", NOW)
        apply(link=link, written=replace(written, **changes), sent=READ, consent=consent(), now=moment)  # type: ignore[arg-type]  # Fields of Written, and the moment.


def applied(link: TrackedLink, **changes: object) -> Application:
    """The application that was kept."""
    send(link, **changes)  # type: ignore[arg-type]  # Fields of Written.
    return Application.objects.order_by("-pk")[0]
