"""Agreements: a secret of the search project in two versions, a warning before the posts, one vendor's own policy."""

from collections.abc import Sequence
from datetime import datetime

from assay.demo.people import Organisation
from assay.demo.story import Story
from assay.people.models import Contributor, Vendor
from assay.training.actions.agreements import make_agreement, publish_version
from assay.training.actions.signing import sign
from assay.training.enums import AgreementKind
from assay.training.models import Agreement
from assay.training.queries.own import text_in
from assay.training.rules.agreements import Wording

NDA = (
    Wording(
        "en",
        "Confidentiality",
        "I keep queries and results to myself.\n\n- I do not copy, photograph or retell them.\n"
        "- I work where nobody looks over my shoulder.\n- This holds after I have stopped working here.",
    ),
    Wording(
        "pt-BR",
        "Confidencialidade",
        "Guardo para mim as consultas e os resultados.\n\n- Não os copio, fotografo nem conto a ninguém.\n"
        "- Trabalho onde ninguém vê a minha tela.\n- Isto vale também depois que eu deixar de trabalhar aqui.",
    ),
    Wording(
        "ar",
        "السرية",
        "أحتفظ لنفسي بالاستعلامات والنتائج.\n\n- لا أنسخها ولا أصورها ولا أرويها لأحد.\n"
        "- أعمل حيث لا يرى أحد شاشتي.\n- يسري هذا بعد توقفي عن العمل هنا أيضاً.",
    ),
)
WARNING = Wording(
    "en",
    "What you may see in these posts",
    "Some posts insult, threaten or show injuries. You may stop at any time, skip a task, and opt out of a category "
    "on **My wellbeing**; nothing of your pay or standing changes. Limits protect you: after them come ordinary tasks.",
)
POLICY = Wording("en", "Clean desk", "No phone and no paper at the desk while you label.")
SEARCH = "Search NDA"
NEW = {
    "en": "- Assistants that listen or read along are switched off.\n",
    "pt-BR": "- Assistentes que escutam ou leem junto ficam desligados.\n",
    "ar": "- تُطفأ المساعدات التي تسمع أو تقرأ معي.\n",
}


def ask_for_signatures(organisation: Organisation, search: Story, posts: Story) -> None:
    """Before anybody works there; a second version and one site's policy in these minutes."""
    agenda = search.agenda
    search.put(agenda.ago(days=22, hours=23), lambda at: _secret(organisation, search, at))
    posts.put(agenda.ago(days=13, hours=23), lambda at: _warning(organisation, posts, at))
    search.put(agenda.ago(minutes=5), lambda at: _again(organisation, search, at))
    posts.put(agenda.ago(minutes=4), lambda at: _policy(organisation, at))


def _secret(organisation: Organisation, story: Story, at: datetime) -> None:
    lea = organisation.users["lea"]
    made = make_agreement(
        lea, name=SEARCH, kind=AgreementKind.NDA, wordings=NDA, project=story.project, now=at
    )
    _sign(made, story.members, at)


def _again(organisation: Organisation, story: Story, at: datetime) -> None:
    """Ana, Ade and two others may still wait with the second version."""
    made = Agreement.objects.get(name=SEARCH)
    newer = [Wording(each.language, each.title, f"{each.markdown}\n{NEW[each.language]}") for each in NDA]
    lea, note = organisation.users["lea"], "Assistants are switched off."
    publish_version(lea, agreement=made, wordings=newer, note=note, grace_days=7, now=at)
    waiting = {"Ana", "Ade", "Wren", "Tucano"}
    _sign(made, [each for each in story.members if each.pseudonym not in waiting], at)


def _warning(organisation: Organisation, story: Story, at: datetime) -> None:
    made = make_agreement(
        organisation.users["mia"],
        name="Posts: content warning",
        kind=AgreementKind.CONTENT_WARNING,
        wordings=[WARNING],
        project=story.project,
        now=at,
    )
    _sign(made, story.members, at)


def _policy(organisation: Organisation, at: datetime) -> None:
    """Two have not signed yet: nothing comes to them."""
    setu = Vendor.objects.get(name="Setu Works")
    made = make_agreement(
        organisation.users["mia"],
        name="Clean desk policy",
        kind=AgreementKind.POLICY,
        wordings=[POLICY],
        vendor=setu,
        now=at,
    )
    working = Contributor.objects.filter(vendor=setu, memberships__retired_at=None, memberships__isnull=False)
    theirs = list(working.distinct().select_related("user").order_by("pseudonym"))
    _sign(made, theirs[:-2], at)


def _sign(agreement: Agreement, people: Sequence[Contributor], at: datetime) -> None:
    """Whoever it is asked of signs the newest version in their language."""
    version = agreement.versions.order_by("-number")[0]
    for person in people:
        if person.memberships.filter(retired_at=None).exists():
            text, _ = text_in(version, person.user.locale or "en")
            sign(person.user, version=version, text=text, name=person.user.name, now=at)
