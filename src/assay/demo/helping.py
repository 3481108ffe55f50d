"""Support: Ana's question is answered and rated, Ade's waits, one never meets its site lead, one waited too long."""

from datetime import datetime

from assay.demo.agenda import Agenda
from assay.demo.people import Organisation
from assay.demo.story import Story
from assay.people.models import User
from assay.support.actions.announcements import (
    AnnouncementDraft,
    Said,
    announce,
    read_announcement,
    tell_announcements,
)
from assay.support.actions.articles import ArticleDraft, make_article, write_article
from assay.support.actions.clocks import take_late_up
from assay.support.actions.macros import make_macro, set_macro_text
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
ANSWERS = (
    (
        "pay",
        (
            (
                "en",
                "When am I paid?",
                "Accepted work is available once its dispute window has ended: see **My earnings**.",
            ),
            (
                "pt-BR",
                "Quando recebo?",
                "O trabalho aceito fica disponível quando termina o prazo de contestação: veja **Meus ganhos**.",
            ),
        ),
    ),
    (
        "task",
        (
            (
                "en",
                "A picture does not load",
                "Reload the page once. If it stays blank, skip the task with *Cannot be seen*.",
            ),
        ),
    ),
    (
        "account",
        (
            (
                "en",
                "I have a new phone",
                "Sign in as ever. Your drafts are kept on the server, not on the phone.",
            ),
        ),
    ),
)
MACRO = (
    ("en", "Hello {name}, thank you. We look at your earnings and answer within two days. {me}"),
    ("pt", "Olá {name}, obrigada. Vamos olhar os seus ganhos e respondemos em dois dias. {me}"),
    ("ar", "مرحبًا {name}، شكرًا لك. سنراجع أرباحك ونجيب خلال يومين. {me}"),
)
NEWS = (
    (
        "en",
        "No tasks on Sunday from 6 to 8 UTC",
        "We move to larger machines. Drafts are kept; leases that end then are given back.",
    ),
    (
        "pt",
        "Sem tarefas no domingo, das 6 às 8 UTC",
        "Vamos mudar para máquinas maiores. Os rascunhos ficam guardados.",
    ),
    ("ar", "لا مهام يوم الأحد من 6 إلى 8 بالتوقيت العالمي", "ننتقل إلى أجهزة أكبر. المسودات محفوظة."),
)
SHIFT = TicketDraft(
    "time",
    "Can I start an hour later on Mondays?",
    "My daughter's school begins at eight this term.",
    language="es",
)


def tell_help(organisation: Organisation, search: Story, agenda: Agenda) -> None:
    agenda.put(agenda.ago(days=8), lambda at: write_answers(organisation, at))
    agenda.put(agenda.ago(days=1, hours=5), lambda at: announce_holiday(organisation, at))
    agenda.put(agenda.ago(days=5, hours=6), lambda at: solved_at_the_site(organisation, search, at))
    agenda.put(agenda.ago(days=4), lambda at: waited_too_long(organisation, at))
    agenda.put(agenda.ago(hours=22), lambda at: private(organisation, at))
    agenda.put(agenda.ago(hours=3), lambda at: asked(organisation.users["ade"], LATE_PAY, at))
    agenda.put(agenda.ago(minutes=30), lambda at: take_late_up(now=at))


def write_answers(organisation: Organisation, at: datetime) -> None:
    """What is asked again and again: as articles for everybody, and as a macro for who answers."""
    mia = organisation.users["mia"]
    for category, texts in ANSWERS:
        (first, *others) = [ArticleDraft(*text) for text in texts]
        made = make_article(mia, category=category, draft=first, now=at)
        for other in others:
            write_article(mia, article=made, draft=other, now=at)
    (language, text), *more = MACRO
    macro = make_macro(
        mia, name="We look into your pay", category="pay", language=language, text=text, now=at
    )
    for language, text in more:
        set_macro_text(mia, macro=macro, language=language, text=text, now=at)


def announce_holiday(organisation: Organisation, at: datetime) -> None:
    """To be read by who works on tasks; Ana has not yet."""
    texts = {language: Said(title, text) for language, title, text in NEWS}
    draft = AnnouncementDraft(texts, role="contributor", is_required=True)
    made = announce(organisation.users["omar"], draft=draft, now=at)
    tell_announcements(now=at)
    for nth, person in enumerate(sorted(organisation.people.values(), key=lambda each: each.pseudonym)):
        if nth % 3 and person.pseudonym not in {"Ana", "Ade"}:
            read_announcement(person.user, announcement=made, now=at)


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
