"""Agreements on pages: read, signed and kept by who signs; kept and watched by who answers for people."""

import pytest

from assay.kit.clock import now
from assay.people.enums import Role
from assay.people.models import User, Vendor
from assay.training.actions.agreements import publish_version
from assay.training.models import Agreement, Signature
from assay.training.rules.agreements import Wording
from tests.training.cast import SECRET, nda
from tests.web.quality_cast import cast_of, n_queries, signed_in, somebody, statuses, text
from tests.work.world import make_world, person

pytestmark = pytest.mark.django_db
AGAIN = [Wording("en", "Confidentiality", "For ever.")]


def test_ana_reads_signs_and_keeps_a_copy() -> None:
    world = make_world(needs_acknowledgment=False)
    cast_of(world)
    version = nda(world, now=now()).versions.get()
    ana = signed_in(world.people[0].user)
    page = f"/agreements/{version.uid}/"

    home = text(ana, "/")
    asked = text(ana, "/agreements/")
    wrong = ana.post(page, {"name": "Nobody"})
    signed = ana.post(f"{page}?language=pt", {"name": "Person 0"})
    after = text(ana, "/agreements/")
    copy = ana.get(f"{page}text/")

    assert "please sign, then tasks come to you." in home
    assert "No tasks before you sign" in asked
    assert (wrong.status_code, "Type your name" in wrong.content.decode()) == (422, True)
    assert (signed.status_code, Signature.objects.get().text.language) == (302, "pt")
    assert ("No tasks before you sign" in after, "Confidencialidade" in after) == (False, True)
    assert copy.headers["Content-Disposition"] == 'attachment; filename="NDA 1 pt.txt"'
    assert copy.content.decode().startswith("Confidencialidade\n\nGuardo para mim.\n")
    assert "Signed: Person 0, " in copy.content.decode()


def test_an_older_version_leads_to_the_newer_one() -> None:
    world = make_world()
    cast_of(world)
    agreement = nda(world, now=now())
    first = agreement.versions.get()
    second = publish_version(world.owner, agreement=agreement, wordings=AGAIN, grace_days=3, now=now())
    ana = signed_in(world.people[0].user)

    old = text(ana, f"/agreements/{first.uid}/")

    assert f'href="/agreements/{second.uid}/"' in old
    assert "I have read this and sign it" not in old
    assert "I have read this and sign it" in text(ana, f"/agreements/{second.uid}/")


def test_what_is_not_asked_of_somebody_is_not_there() -> None:
    world = make_world()
    cast = cast_of(world)
    version = nda(world).versions.get()
    other = person(9).user
    for page in ("", "text/"):
        where = f"/agreements/{version.uid}/{page}"
        assert statuses(cast, where) == {
            **dict.fromkeys(("lea", "ben", "rita", "ravi", "zoe"), 404),
            "nobody": 302,
        }
        assert signed_in(other).get(where).status_code == 404


def test_who_sees_the_board() -> None:
    world = make_world()
    cast = cast_of(world)
    agreement = nda(world)
    sees = {"nobody": 302, "lea": 200, "ben": 200, "ravi": 200, "rita": 404, "zoe": 404}

    assert statuses(cast, "/people/agreements/") == sees
    assert statuses(cast, f"/people/agreements/{agreement.uid}/") == sees
    changes = {**sees, "ben": 404, "ravi": 404}
    for page in ("version", "translate"):
        assert statuses(cast, f"/people/agreements/{agreement.uid}/{page}/") == changes


def test_a_site_lead_sees_own_people_and_no_names() -> None:
    world = make_world()
    cast = cast_of(world)
    agreement = nda(world)
    mia = somebody("Mia", now(), role=Role.CROWD_MANAGER)
    signed_in(world.people[0].user).post(f"/agreements/{agreement.versions.get().uid}/", {"name": "Person 0"})
    where = f"/people/agreements/{agreement.uid}/"

    site, lead, all_ = (text(signed_in(each), where) for each in (cast.ravi, cast.lea, mia))

    assert ("p0" in site, "p1" in site, "p1" in lead) == (True, False, True)
    assert ("Person 0" in site, "Person 0" in lead, "Person 0" in all_) == (False, False, True)
    unsigned = text(signed_in(mia), f"{where}?state=unsigned")
    assert (">p0<" in unsigned, ">p1<" in unsigned) == (False, True)


def test_mia_makes_publishes_translates_and_retires() -> None:
    client = signed_in(somebody("Mia", now(), role=Role.CROWD_MANAGER))
    lingua = Vendor.objects.create(name="Lingua", created_at=now())
    typed = {"language": "en", "title": "Clean desk", "markdown": "No phone.\r\nNo paper."}

    refused = client.post("/people/agreements/new/", {**typed, "name": "", "kind": "policy"})
    client.post(
        "/people/agreements/new/", {**typed, "name": "Desk", "kind": "policy", "vendor": str(lingua.uid)}
    )
    made = Agreement.objects.get()
    where = f"/people/agreements/{made.uid}/"
    late = client.post(f"{where}version/", {**typed, "grace_days": "91"})
    client.post(f"{where}version/", {**typed, "note": "Longer", "grace_days": "7"})
    client.post(f"{where}translate/", {"language": "fr", "title": "Bureau net", "markdown": "Rien."})
    shown = text(client, where)
    client.post(f"{where}retire/", {"reason": "It has ended."})
    made.refresh_from_db()

    assert (refused.status_code, "Give the agreement a name" in refused.content.decode()) == (422, True)
    assert (late.status_code, made.vendor, made.project) == (422, lingua, None)
    assert made.versions.count() == 2
    assert (made.versions.get(number=1).texts.get().markdown, "Longer" in shown) == (
        "No phone.\nNo paper.",
        True,
    )
    assert (made.retired_reason, client.get(f"{where}version/").status_code) == ("It has ended.", 404)


def test_the_pages_ask_the_database_as_often_however_much_there_is() -> None:
    world = make_world(n_people=3)
    cast_of(world)
    mia = signed_in(User.objects.get(name="Lea"))
    ana = signed_in(world.people[0].user)
    nda(world)
    few = (n_queries(mia, "/people/agreements/"), n_queries(ana, "/agreements/"), n_queries(ana, "/"))

    nda(world)
    nda(world)

    assert SECRET.title in text(ana, "/agreements/")
    many = (n_queries(mia, "/people/agreements/"), n_queries(ana, "/agreements/"), n_queries(ana, "/"))
    assert many == few
