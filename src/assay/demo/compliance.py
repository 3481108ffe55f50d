"""What the sites prove: Lisbon's insurance ends in nine days, Cairo's has ended, Pune has handed in nothing."""

from datetime import date, datetime, timedelta

from assay.demo.agenda import Agenda
from assay.demo.people import Organisation
from assay.partners.actions.compliance import hand_in, make_item, remind_of_endings
from assay.partners.queries.compliance import compliance, item_asked
from assay.partners.rules.compliance import HandedIn

INSURANCE, SECURITY = "Liability insurance", "Information security certificate"
ASKS = {
    INSURANCE: ("The policy of the site, for one million at least.", 365),
    SECURITY: ("ISO 27001 or an equal audit, by an accredited body.", 1095),
}
# Site, what, how long ago it was obtained and how long from today it lasts, in days.
EVIDENCE = (
    ("Lisbon", INSURANCE, 320, 9),
    ("Lisbon", SECURITY, 200, 700),
    ("Porto", INSURANCE, 90, 240),
    ("Porto", SECURITY, 200, 700),
    ("Guadalajara", INSURANCE, 60, 280),
    ("Cairo", INSURANCE, 364, -4),
    ("Cairo", SECURITY, 500, 400),
)
PAGE = b"%PDF-1.4\n% An example of the demo: {what} of {site}.\n%%EOF\n"


def prove(organisation: Organisation, agenda: Agenda) -> None:
    """Asked three weeks ago; what ends is told of an hour before the demo opens."""
    agenda.put(agenda.ago(days=20), lambda at: ask(organisation, at))
    agenda.put(agenda.ago(days=19), lambda at: bring(organisation, agenda.now.date(), at))
    agenda.put(agenda.ago(hours=1), remind)


def ask(organisation: Organisation, at: datetime) -> None:
    omar, mia = (organisation.users[name] for name in ("omar", "mia"))
    for name, (asks, days) in ASKS.items():
        make_item(omar, name=name, asks=asks, owner=mia, every_days=days, now=at)


def bring(organisation: Organisation, opens_on: date, at: datetime) -> None:
    omar = organisation.users["omar"]
    sites = {each.site.name: each for each in compliance(omar, at.date())}
    asked = {each.item.name: each.item.uid for each in sites["Lisbon"].proven}
    for name, what, ago, ahead in EVIDENCE:
        handed = HandedIn(opens_on - timedelta(days=ago), opens_on + timedelta(days=ahead))
        page = PAGE.replace(b"{what}", what.encode()).replace(b"{site}", name.encode())
        hand_in(
            omar,
            at=sites[name],
            item=item_asked(sites[name], asked[what]),
            chunks=[page],
            name=f"{what}, {name}.pdf",
            handed=handed,
            now=at,
        )


def remind(at: datetime) -> None:
    remind_of_endings(at)
