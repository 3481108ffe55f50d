"""What applicants tick and what they say of themselves: who reads it, what it gives, and when it is gone."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from assay.kit.models import AuditEvent
from assay.kit.reasons import Refused
from assay.people.actions.contributors import set_skill
from assay.people.models import ContributorSkill, Skill, User
from assay.recruiting.actions.campaigns import set_screening
from assay.recruiting.actions.deciding import accept, carry_out, recognise, refuse
from assay.recruiting.actions.own import choose_password, confirm, forget, withdraw
from assay.recruiting.enums import ScreeningOutcome
from assay.recruiting.models import ApplicantSaid, Application, Campaign, SelfAnswer
from assay.recruiting.queries.talent import declared_by, fitting, unknown_in
from assay.recruiting.rules.screening import ScreeningRule
from assay.recruiting.rules.talent import Search
from tests.recruiting.cast import TERMS, applied, campaign, mia, send
from tests.work.world import NOW, later, person

pytestmark = pytest.mark.django_db
ABOUT = {"gender": "woman", "age": "25-34", "variety": ""}


def looking_for(*codes: str) -> tuple[Campaign, list[Skill]]:
    """And a skill of the organisation that this campaign does not ask about."""
    skills = [Skill.objects.create(code=code, name=code.title()) for code in (*codes, "ads")]
    return campaign(terms=replace(TERMS, skills=codes)), skills


def taken_on(lead: User, made: Campaign, name: str, **changes: object) -> Application:
    found = confirm(applied(made.links.get(), email=f"{name}@example.org", name=name, **changes), now=NOW)
    accept(lead, campaign=made, applications=[found], now=NOW)
    carry_out(lead, campaign=made, now=NOW)
    found.refresh_from_db()
    return found


def test_what_is_ticked_is_found_as_declared_gives_no_skill_and_is_nobodys_trail() -> None:
    lead, (made, [maps, shops, ads]) = mia(), looking_for("maps", "shops")
    both, one, none = (
        taken_on(lead, made, name, skills=skills).contributor
        for name, skills in (("noor", ("maps", "shops")), ("lin", ("shops",)), ("ade", ()))
    )
    assert both is not None
    assert one is not None
    assert none is not None
    with pytest.raises(Refused) as why:
        send(made.links.get(), email="x@example.org", skills=("ads",))

    def found(*skills: Skill) -> set[str]:
        search = Search(declared=tuple(str(each.uid) for each in skills))
        return {each.user.name for each in fitting(search, NOW)}

    assert [(each.code, each.field) for each in why.value.reasons] == [("application.choose_one", "skills")]
    assert [found(maps), found(shops), found(maps, shops), found(ads)] == [
        {"noor"},
        {"noor", "lin"},
        {"noor"},
        set(),
    ]
    assert set(fitting(Search(skills={str(shops.uid): 0}), NOW)) == set()
    assert not ContributorSkill.objects.exists()
    assert declared_by([both, one, none]) == {both.pk: ["Maps", "Shops"], one.pk: ["Shops"]}
    set_skill(None, contributor=both, skill=maps, score=80, now=NOW)
    assert declared_by([both]) == {both.pk: ["Shops"]}
    gone = Search(declared=("nothing",))
    assert [each.field for each in unknown_in(gone)] == ["declared"]
    assert list(fitting(gone, NOW)) == []
    trail = str(list(AuditEvent.objects.filter(table_name="recruiting_application").values_list("changes")))
    assert ("shops" in trail, "accepted" in trail) == (False, True)


def test_rules_look_at_what_was_ticked_and_only_at_what_was_asked() -> None:
    made, [maps, *_others] = looking_for("maps", "shops")
    missing = ScreeningRule("skill_missing", ScreeningOutcome.REFUSE, "maps", says="Maps alone.")
    ticked = ScreeningRule("skill", ScreeningOutcome.ACCEPT, "shops")
    rules = [missing, ticked]
    set_screening(None, campaign=made, rules=rules, otherwise=ScreeningOutcome.PERSON)
    made.refresh_from_db()

    def screened(name: str, *skills: str) -> tuple[str, int | None]:
        sent = applied(made.links.get(), email=f"{name}@example.org", skills=skills)
        found = confirm(sent, now=NOW)
        return found.screened, found.screened_by

    assert [screened("a", "maps"), screened("b", "shops"), screened("c", "maps", "shops")] == [
        ("person", None),
        ("refuse", 0),
        ("accept", 1),
    ]
    Skill.objects.filter(pk=maps.pk).update(retired_at=NOW)
    assert screened("d", "shops") == ("accept", 1)
    with pytest.raises(Refused, match="not asked about a skill ads"):
        set_screening(
            None,
            campaign=made,
            rules=[replace(ticked, value="ads")],
            otherwise=ScreeningOutcome.PERSON,
        )
    withdrawn = Application.objects.filter(state="verified").get()
    withdraw(withdrawn, now=NOW)
    assert Application.objects.get(pk=withdrawn.pk).skills == []


def test_what_somebody_says_of_themselves_becomes_theirs_when_they_come_to_work_here() -> None:
    made = campaign()
    sent = applied(made.links.get(), about=ABOUT)
    [kept] = ApplicantSaid.objects.all()
    shorter = applied(made.links.get(), email="b@example.org", about={"age": "65+"})

    assert "woman" not in kept.sealed
    assert len(ApplicantSaid.objects.get(application=shorter).sealed) == len(kept.sealed)
    assert "woman" not in str([*Application.objects.values(), *AuditEvent.objects.values_list("changes")])
    assert not AuditEvent.objects.filter(table_name="recruiting_applicantsaid").exists()
    lead, found = mia(), confirm(sent, now=NOW)
    accept(lead, campaign=made, applications=[found], now=NOW)
    assert not SelfAnswer.objects.exists()
    carry_out(lead, campaign=made, now=NOW)
    found.refresh_from_db()
    assert not SelfAnswer.objects.exists()
    choose_password(found, password="a long sentence 7", repeated="a long sentence 7", now=NOW)
    said = SelfAnswer.objects.order_by("question")
    assert list(said.values_list("contributor", "question", "answer", "is_as_counted")) == [
        (found.contributor_id, "age", "25-34", False),
        (found.contributor_id, "gender", "woman", False),
    ]
    assert list(ApplicantSaid.objects.values_list("application", flat=True)) == [shorter.pk]
    with pytest.raises(Refused) as why:
        send(made.links.get(), email="c@example.org", about={"gender": "tall"})
    assert [each.field for each in why.value.reasons] == ["gender"]


def refused(made: Campaign, found: Application) -> None:
    lead = mia()
    refuse(lead, campaign=made, applications=[found], why="Full.", now=NOW)
    assert ApplicantSaid.objects.exists()
    carry_out(lead, campaign=made, now=NOW)


@pytest.mark.parametrize(
    "end",
    [
        refused,
        lambda _made, found: withdraw(found, now=NOW),
        lambda _made, found: recognise(mia(), application=found, contributor=person(1), now=NOW),
    ],
)
def test_it_is_gone_with_every_other_end(end: Callable[[Campaign, Application], object]) -> None:
    made = campaign()
    end(made, confirm(applied(made.links.get(), about=ABOUT), now=NOW))

    assert not ApplicantSaid.objects.exists()
    assert not SelfAnswer.objects.exists()


def test_it_is_gone_when_somebody_accepted_never_comes() -> None:
    made = campaign()
    lead, found = mia(), confirm(applied(made.links.get(), about=ABOUT), now=NOW)
    accept(lead, campaign=made, applications=[found], now=NOW)
    carry_out(lead, campaign=made, now=NOW)
    forget(now=later(days=29))
    assert ApplicantSaid.objects.exists()

    forget(now=later(days=31))

    assert not ApplicantSaid.objects.exists()
    assert not SelfAnswer.objects.exists()


def test_it_is_gone_when_nobody_confirms() -> None:
    applied(campaign().links.get(), about=ABOUT)
    forget(now=later(days=8))

    assert not ApplicantSaid.objects.exists()
