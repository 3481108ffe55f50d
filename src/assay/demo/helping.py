"""Support: Ana's question is answered and rated, Ade's waits, one never meets its site lead, one waited too long."""

from datetime import datetime

from assay.demo.agenda import Agenda
from assay.demo.people import Organisation
from assay.demo.story import Story
from assay.people.models import User
from assay.support.actions.clocks import take_late_up
from assay.support.actions.steering import assign, escalate, rate_help
from assay.support.actions.tickets import TicketDraft, answer, note, open_ticket, write
from assay.support.models import Ticket

BLANK = TicketDraft(
    "task",
    "The product picture stays blank",
    "In about every third task there is only the title. I skip them, but there are many today.",
    language="en",
    browser="Firefox 140 on Android",
)
LATE_PAY = TicketDraft(
    "pay",
    "Last week is not on my earnings",
    "I worked on Thursday and Friday, and My earnings shows nothing after Wednesday.",
    language="en",
)
TREATED = TicketDraft(
    "treatment",
    "How we are spoken to before the shift",
    "Numbers of everybody are read out aloud, with names, and people laugh. I do not want to say this in the team.",
    language="en",
)
SHIFT = TicketDraft(
    "time",
    "Can I start an hour later on Mondays?",
    "My daughter's school begins at eight this term.",
    language="es",
)


def tell_help(organisation: Organisation, search: Story, agenda: Agenda) -> None:
    agenda.put(agenda.ago(days=5, hours=6), lambda at: solved_at_the_site(organisation, search, at))
    agenda.put(agenda.ago(days=4), lambda at: waited_too_long(organisation, at))
    agenda.put(agenda.ago(hours=22), lambda at: private(organisation, at))
    agenda.put(agenda.ago(hours=3), lambda at: asked(organisation.users["ade"], LATE_PAY, at))
    agenda.put(agenda.ago(minutes=30), lambda at: take_late_up(now=at))


def asked(by: User, draft: TicketDraft, at: datetime) -> Ticket:
    return open_ticket(by, draft=draft, now=at)


def solved_at_the_site(organisation: Organisation, search: Story, at: datetime) -> None:
    """Ravi asks back, Mia leaves a note, Ana is content."""
    users, later = organisation.users, search.agenda.ago
    page = f"/work/{search.project.uid}/"
    draft = TicketDraft(
        BLANK.category, BLANK.subject, BLANK.text, BLANK.language, page=page, browser=BLANK.browser
    )
    ticket = asked(users["ana"], draft, at)
    assign(users["ravi"], ticket=ticket, to=users["ravi"], now=later(days=5, hours=5, minutes=50))
    question = "Thank you, Ana. Is it the same with the phone's data instead of the wireless?"
    answer(users["ravi"], ticket=ticket, text=question, now=later(days=5, hours=5, minutes=40))
    write(users["ana"], ticket=ticket, text="With data they come.", now=later(days=5, hours=5, minutes=10))
    said = "Third one from Lisbon this week: the site's filter blocks the pictures' host."
    note(users["mia"], ticket=ticket, text=said, now=later(days=5, hours=5))
    mended = "The site's network blocked the pictures. It is mended since noon; please reload."
    answer(users["ravi"], ticket=ticket, text=mended, then="solved", now=later(days=5, hours=2))
    rate_help(users["ana"], ticket=ticket, score=5, words="Quick!", now=later(days=5, hours=1))


def waited_too_long(organisation: Organisation, at: datetime) -> None:
    """Guadalajara has no lead in Assay: it began with Mia, and the clock took it to Omar."""
    asked(organisation.people["Gorrion"].user, SHIFT, at)


def private(organisation: Organisation, at: datetime) -> None:
    """Mia takes it to Omar; Ravi, whom it may be about, sees none of it."""
    users = organisation.users
    ticket = asked(organisation.people["Dohle"].user, TREATED, at)
    said = "Thank you for telling us. Nobody at your site sees this. May we ask others whether it is so?"
    answer(users["mia"], ticket=ticket, text=said, now=at)
    why = "It may be about who leads the site."
    escalate(users["mia"], ticket=ticket, reason=why, now=at)
