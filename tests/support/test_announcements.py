"""Announcements: whom they are for, asked from both sides; who may make them; who has read them."""

from itertools import product
from typing import Any  # Fields of a draft, by their names.

import pytest

from assay.kit.reasons import NotFound, Refused
from assay.people.enums import Role
from assay.people.models import ContributorLanguage, ContributorMarket, InboxMessage, Market, User
from assay.people.rules.scope import Reach
from assay.support.actions import announcements as actions
from assay.support.actions.announcements import (
    AnnouncementDraft,
    Said,
    announce,
    read_announcement,
    tell_announcements,
    translate_announcement,
    withdraw_announcement,
)
from assay.support.models import Announcement
from assay.support.queries.announcements import (
    ReadBy,
    announcement_for,
    audience,
    for_person,
    kept_by,
    one_kept_by,
    read_by_site,
    told,
)
from assay.support.rules.announcements import Segment, may_tell, with_wider
from tests.api.calling import Api, token_of
from tests.support.help_world import HelpWorld, help_world
from tests.web.quality_cast import signed_in, text
from tests.work.world import NOW, later

ENGLISH = {"en": Said("Maintenance", "From 6 to 8 no tasks come.")}


@pytest.mark.parametrize(
    ("reach", "segment", "may"),
    [
        (Reach(), Segment(), True),
        (Reach(), Segment(role=Role.QA_ANALYST), True),
        (Reach(vendor=1, site=2), Segment(), False),
        (Reach(vendor=1, site=2), Segment(site=2, vendor=1), True),
        (Reach(vendor=1, site=2), Segment(site=3, vendor=1), False),
        (Reach(vendor=1), Segment(site=3, vendor=1), True),
        (Reach(vendor=1), Segment(site=3, vendor=4), False),
        (Reach(vendor=1, site=2), Segment(site=2, vendor=1, role=Role.QA_ANALYST), False),
        (Reach(vendor=1, site=2, team=5), Segment(site=2, vendor=1), False),
        (Reach(project=7), Segment(project=7), True),
        (Reach(project=7), Segment(site=2, vendor=1), False),
        (Reach(markets=frozenset({"de"})), Segment(), False),
        (Reach(markets=frozenset({"de"})), Segment(markets=frozenset({"de"})), True),
        (Reach(markets=frozenset({"de"})), Segment(markets=frozenset({"de", "fr"})), False),
    ],
)
def test_who_may_tell_whom(reach: Reach, segment: Segment, may: bool) -> None:  # A column of the table.
    assert may_tell([reach], segment) is may


def test_who_speaks_a_variant_is_reached_by_the_language() -> None:
    assert with_wider("zh-Hant-TW") == ["zh", "zh-Hant", "zh-Hant-TW"]


def tell_somebody(by: User | None = None, **more: Any) -> Announcement:
    return announce(by, draft=AnnouncementDraft(**{"texts": ENGLISH, **more}), now=NOW)


def speaking() -> HelpWorld:
    """Ana speaks pt-BR and serves BR; Ade speaks English."""
    here = help_world()
    ana, ade = here.world.people
    market = Market.objects.create(code="pt-BR", name="Brazil", region="BR", language="pt-BR")
    ContributorLanguage.objects.create(contributor=ana, language="pt-BR", level=7)
    ContributorLanguage.objects.create(contributor=ade, language="en", level=7)
    ContributorMarket.objects.create(contributor=ana, market=market)
    return here


@pytest.mark.django_db
def test_both_sides_agree_on_whom_it_is_for() -> None:
    here = speaking()
    roles = ("", Role.CONTRIBUTOR, Role.SITE_LEAD, Role.CROWD_MANAGER)
    for role, languages, markets, site, project in product(
        roles, ((), ("pt",)), ((), ("pt-BR",)), (None, here.lisbon), (None, here.world.project)
    ):
        if (languages or markets) and role in {Role.SITE_LEAD, Role.CROWD_MANAGER}:
            continue
        tell_somebody(role=role, languages=languages, markets=markets, site=site, project=project)
    people = list(User.objects.order_by("pk"))

    reached = {(each.pk, user.pk) for each in Announcement.objects.all() for user in audience(each)}
    found = {(each.pk, user.pk) for user in people for each in for_person(user, now=NOW)}

    assert reached == found
    assert len(reached) > 40


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "names"),
    [
        ({}, ["Ana Souza", "Lea", "Mia", "Omar", "Person 1", "Ravi"]),
        ({"role": Role.CONTRIBUTOR}, ["Ana Souza", "Person 1"]),
        ({"languages": ("pt",)}, ["Ana Souza"]),
        ({"languages": ("pt-PT",)}, []),
        ({"markets": ("pt-BR",)}, ["Ana Souza"]),
        ({"role": Role.SITE_LEAD}, ["Ravi"]),
    ],
)
def test_whom_it_is_for(more: dict[str, Any], names: list[str]) -> None:
    speaking()

    found = audience(tell_somebody(**more))

    assert sorted(found.values_list("name", flat=True)) == names


@pytest.mark.django_db
def test_it_is_told_once_in_pieces_in_everybodys_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "AT_ONCE", 4)
    here = speaking()
    User.objects.filter(pk=here.ana.pk).update(locale="pt-BR")
    made = tell_somebody(starts_at=later(hours=1), ends_at=later(days=2))
    translate_announcement(None, announcement=made, language="pt", said=Said("Manutenção", "De 6 a 8."))

    n = [tell_announcements(now=later(hours=hours)) for hours in (0, 1, 2, 3)]

    assert n == [0, 4, 2, 0]
    titles = InboxMessage.objects.filter(kind="support.announcement").values_list("user__name", "title")
    assert sorted(titles)[0] == ("Ana Souza", "Announcement: Manutenção")
    assert len(titles) == 6


@pytest.mark.django_db
def test_it_is_shown_from_its_first_to_its_last_moment_unless_withdrawn() -> None:
    here = speaking()
    made = tell_somebody(here.omar, starts_at=later(hours=1), ends_at=later(hours=2))
    seen = [len(told(here.ana, language="en", now=later(hours=h))) for h in (0, 1, 1.5, 2)]

    withdraw_announcement(here.omar, announcement=made, reason="Postponed.", now=later(hours=1))

    assert seen == [0, 1, 1, 0]
    assert told(here.ana, language="en", now=later(hours=1)) == []
    with pytest.raises(NotFound):
        announcement_for(here.ana, made.uid, now=later(hours=1))


@pytest.mark.django_db
def test_reads_are_counted_by_site_and_what_must_be_read_comes_first() -> None:
    here = speaking()
    read, required, usual = (tell_somebody(is_required=required) for required in (True, True, False))
    for _ in range(2):
        read_announcement(here.ana, announcement=read, now=NOW)

    order = [each.announcement for each in told(here.ana, language="en", now=NOW)]

    assert order == [required, usual, read]
    assert read_by_site(read) == [
        ReadBy("Cairo", "Nilework", 1, 0),
        ReadBy("Lisbon", "Lingua", 1, 1),
        ReadBy(None, "", 4, 0),
    ]


@pytest.mark.django_db
def test_a_site_lead_tells_the_own_site_and_sees_no_other() -> None:
    here = speaking()
    own = tell_somebody(here.ravi, site=here.lisbon)
    tell_somebody(here.omar, site=here.world.people[1].site)
    tell_somebody(here.omar)

    assert kept_by(here.ravi) == [own]
    assert len(kept_by(here.omar)) == 3
    for more in ({}, {"site": here.world.people[1].site}, {"site": here.lisbon, "role": Role.QA_ANALYST}):
        with pytest.raises(Refused):
            tell_somebody(here.ravi, **more)
    for who in (here.ana, here.ravi):
        with pytest.raises(NotFound):
            one_kept_by(who, Announcement.objects.order_by("-pk")[0].uid)
    with pytest.raises(NotFound):
        kept_by(here.ana)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "more",
    [
        {"texts": {}},
        {"texts": {"en": Said("", "x")}},
        {"texts": {"!": Said("x", "x")}},
        {"languages": ("Portuguese!",)},
        {"markets": ("nowhere",)},
        {"role": "king"},
        {"role": Role.SITE_LEAD, "languages": ("pt",)},
        {"ends_at": NOW},
    ],
)
def test_what_cannot_be_announced(more: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        tell_somebody(**more)

    assert not Announcement.objects.exists()


@pytest.mark.django_db
def test_pages_from_both_sides() -> None:
    here = speaking()
    omar, ana = signed_in(here.omar), signed_in(here.ana)
    posted = {"language": "en", "title": "Maintenance", "text": "No tasks.", "required": "on"}

    refused = omar.post("/support/announcements/new/", {**posted, "ends": "0001-01-01"})
    made = omar.post("/support/announcements/new/", {**posted, "site": str(here.lisbon.uid)})
    where = made["Location"]
    uid = Announcement.objects.get().uid
    home, inbox = text(ana, "/"), text(ana, "/inbox/")
    ana.post(f"/announcements/{uid}/read/")

    assert refused.status_code == 422
    assert ("Maintenance" in home, "Maintenance" in inbox, "Maintenance" in text(ana, "/")) == (
        True,
        True,
        False,
    )
    assert "100.0 %" in text(omar, where)
    assert "Maintenance" in text(ana, "/announcements/")
    assert signed_in(here.ade).post(f"/announcements/{uid}/read/").status_code == 404
    assert ana.get(where).status_code == 404
    omar.post(f"{where}text/", {"language": "pt", "title": "Manutenção", "text": "Sem tarefas."})
    omar.post(f"{where}withdraw/", {"reason": "Postponed."})
    assert "withdrawn" in text(omar, "/support/announcements/")


@pytest.mark.django_db
def test_the_api_from_both_sides() -> None:
    here = speaking()
    omar, ravi, ana = (Api(token_of(each)) for each in (here.omar, here.ravi, here.ana))
    body = {"texts": {"en": {"title": "Maintenance", "text": "No tasks."}}}

    own = ravi.post("/announcements", {**body, "site": str(here.lisbon.uid)})
    others = ravi.post("/announcements", {**body, "site": str(here.world.people[1].site.uid)})  # type: ignore[union-attr]  # Has one.
    everybody = omar.post("/announcements", {**body, "role": "contributor"}).json()
    ana.put(f"/me/announcements/{own.json()['uid']}/read")

    assert (own.status_code, others.status_code, ana.post("/announcements", body).status_code) == (
        201,
        422,
        404,
    )
    assert len(ana.get("/me/announcements").json()["items"]) == 2
    assert ravi.get(f"/announcements/{own.json()['uid']}/receipts").json() == {
        "sites": [{"site": "Lisbon", "vendor": "Lingua", "n": 1, "n_read": 1}]
    }
    assert ravi.get(f"/announcements/{everybody['uid']}/receipts").status_code == 404
    assert omar.post(f"/announcements/{everybody['uid']}/withdraw", {"reason": ""}).status_code == 422
