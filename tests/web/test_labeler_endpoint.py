"""The page on which a model behind an address is configured, tried, and set to ask; and the same over the API."""

import html
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from assay.kit.jobs import run_now
from assay.kit.models import Job
from assay.labelers.actions.registry import register_labeler
from assay.labelers.enums import LabelerKind
from assay.labelers.models import Endpoint, EndpointConsent, EndpointKey, MachineLabeler, Prediction
from assay.work.models import Task
from tests.api.calling import Api, outcome, token_of
from tests.labelers.labeler_world import taught
from tests.labelers.model_server import ModelServer, Turn, model_server
from tests.web.quality_cast import Cast, address, cast_of, signed_in, statuses, text
from tests.work.world import NOW

pytestmark = pytest.mark.django_db
KEY = "sk-0123456789abcdef"


@pytest.fixture
def server(settings: Settings) -> Iterator[ModelServer]:
    settings.ASSAY_LABELER_NETWORKS = ["127.0.0.1/32"]
    with model_server() as found:
        yield found


@pytest.fixture
def cast() -> Cast:
    made = taught(n_tasks=2)
    register_labeler(None, project=made.world.project, name="Small", kind=LabelerKind.REMOTE, now=NOW)
    return cast_of(made.world)


def form_of(server: ModelServer) -> dict[str, str]:
    return {
        "base_url": server.url, "model": "small-1", "key": KEY, "temperature": "0", "currency": "usd",
        "in_micro": "0.001", "out_micro": "0.002", "day_micro": "1", "per_minute": "9000",
        "timeout_seconds": "60", "most_output": "50", "instructions": "<b>Be brief.</b>",
        "highest_severity": "2",
    }  # fmt: skip


def test_lea_configures_tries_and_asks_it(cast: Cast, server: ModelServer) -> None:
    one = MachineLabeler.objects.get(name="Small").uid
    lea, where = signed_in(cast.lea), address("labeler-endpoint", one)

    empty = text(lea, where)
    lea.post(address("labeler-endpoint-set", one), form_of(server))
    server.turns = [Turn("Hello"), Turn(status=503)]
    tried = lea.post(address("labeler-endpoint-try", one), follow=True).content.decode()
    failed = lea.post(address("labeler-endpoint-try", one), follow=True).content.decode()
    unsaid = lea.post(address("labeler-ask", one), {"most": "1"}, follow=True).content.decode()
    lea.post(address("labeler-consent", one), {"version": "1", "statement": "Our <own> server."})
    lea.post(address("labeler-ask", one), {"most": "1"})
    run_now(Job.objects.get(kind="labelers.ask"))
    shown = text(lea, where)

    assert "Not configured yet" in empty
    assert "Nobody has said yet that content of this project may be sent" in unsaid
    assert "It answered: Hello" in tried
    assert "The address answered 503: No, 503." in failed
    assert Prediction.objects.count() == 1
    assert "Not tried yet" not in shown
    for said in (
        "small-1",
        "Our &lt;own&gt; server.",
        "Held back: 0",
        "Asked last at",
        "…cdef",
        "Tried without a task",
        "0.00012",
        "&lt;b&gt;Be brief.&lt;/b&gt;",
    ):
        assert said in shown
    assert KEY not in shown


def test_what_is_wrong_stands_at_its_field_and_who_may_not_changes_nothing(
    cast: Cast, server: ModelServer
) -> None:
    one = MachineLabeler.objects.get(name="Small").uid
    lea, where, put = (
        signed_in(cast.lea),
        address("labeler-endpoint", one),
        address("labeler-endpoint-set", one),
    )
    form = form_of(server)

    wrong = lea.post(put, form | {"per_minute": "x", "base_url": "ftp://a", "day_micro": ""})
    lea.post(put, form)
    other = {"base_url": "https://models.example.com/v1", "key": ""}
    elsewhere = lea.post(put, form | other).content.decode()
    lea.post(put, form | {"key": "", "no_key": "1"})
    signed_in(cast.rita).post(put, form)

    page = wrong.content.decode()
    assert (wrong.status_code, KEY in page) == (422, False)
    assert [page.count(said) for said in ("Give the address in front", "Say a number from 1")] == [1, 1]
    assert "give one for the new server" in elsewhere
    assert (EndpointKey.objects.count(), Endpoint.objects.count()) == (0, 2)
    seen = {"nobody": 302, "lea": 200, "ben": 200, "rita": 200, "ravi": 403, "zoe": 404}
    assert statuses(cast, where) == seen
    assert "Try the connection" not in text(signed_in(cast.rita), where)


def assert_taken_back(lea: Api, ben: Api, where: str) -> None:
    revoked = lea.post(f"{where}/endpoint/revocation", {"statement": "Over."}).json()
    assert (len(revoked["consents"]), "“Over.” (Lea)" in revoked["not_sent_because"]) == (2, True)
    assert outcome(ben.post(f"{where}/ask", {"most": 1})) == (409, "labelers.consent_revoked")


def assert_refused(cast: Cast, where: str, asked: dict[str, object]) -> None:
    for person, status in ((cast.rita, 403), (cast.ravi, 403), (cast.zoe, 404)):
        seen = {
            Api(token_of(person)).post(f"{where}{path}", body).status_code
            for path, body in (
                ("/endpoint", asked | {"day_micro": 1}),
                ("/endpoint/try", {}),
                ("/ask", {"most": 1}),
            )
        }
        assert seen == {status}


def test_over_the_api(cast: Cast, server: ModelServer) -> None:
    where = f"/labelers/{MachineLabeler.objects.get(name='Small').uid}"
    ben = Api(token_of(cast.ben))
    asked = {"base_url": server.url, "model": "small-1", "in_micro": 1000, "out_micro": 2000}

    before = ben.get(f"{where}/endpoint").status_code
    lea = Api(token_of(cast.lea))
    refused = lea.post(f"{where}/endpoint", asked | {"day_micro": 0})
    rich = asked | {"day_micro": 10**6, "key": KEY}
    lea.post(f"{where}/endpoint", rich)
    made = ben.post(f"{where}/endpoint", rich | {"per_minute": 9000})
    tried = ben.post(f"{where}/endpoint/try").json()
    taken = ben.post(f"{where}/endpoint/guideline").json()
    agreed = {"version": 3, "statement": "By contract."}
    said = [
        each.post(f"{where}/endpoint/consent", agreed).status_code for each in (ben, Api(token_of(cast.rita)))
    ]
    started = ben.post(f"{where}/ask", {"most": None})
    run_now(Job.objects.get(kind="labelers.ask"))
    found = ben.get(f"{where}/endpoint").json()

    assert (before, outcome(refused), made.status_code) == (404, (422, "labelers.bad_limit"), 201)
    assert (tried["micro"], tried["is_estimated"]) == (120, False)
    assert (taken["version"], started.status_code) == (3, 202)
    assert (found["key_hint"], found["spent_today_micro"]) == ("…cdef", 360)
    assert not found["is_guideline_behind"]
    assert (said, found["n_held_back"], found["not_sent_because"]) == ([403, 201], 0, "")
    [consent] = found["consents"]
    assert (consent["is_given"], consent["version"], consent["said_by"]) == (True, 3, cast.rita.name)
    assert found["calls"] == [{"outcome": "answered", "n": 2, "n_in": 200, "n_out": 20, "micro": 240}]
    assert KEY not in str(found)
    assert_taken_back(lea, ben, where)
    assert_refused(cast, where, asked)
    assert len(server.asked) == 3


def test_rita_says_that_content_may_be_sent_and_takes_it_back(cast: Cast, server: ModelServer) -> None:
    one = MachineLabeler.objects.get(name="Small")
    Task.objects.filter(project=one.project, is_gold=False).update(severity=3)
    lea, rita, ben = (signed_in(person) for person in (cast.lea, cast.rita, cast.ben))
    where, give, revoke = (
        address(name, one.uid) for name in ("labeler-endpoint", "labeler-consent", "labeler-consent-revoke")
    )
    lea.post(address("labeler-endpoint-set", one.uid), form_of(server))

    before, kept = text(rita, where), text(ben, where)
    given = rita.post(give, {"version": "1", "statement": "By contract."}, follow=True).content.decode()
    twice = rita.post(give, {"version": "x", "statement": "By contract."}, follow=True).content.decode()
    with CaptureQueriesContext(connection) as one_word:
        text(rita, where)
    revoked = rita.post(revoke, {"statement": "It is over."}, follow=True).content.decode()
    rita.post(give, {"version": "1", "statement": "It goes on."})
    with CaptureQueriesContext(connection) as three_words:
        text(rita, where)
    ben.post(revoke, {"statement": "Not mine to say."})
    own = text(rita, address("labeler", one.uid))

    assert [each in before for each in ("Not tried yet", "Nobody has said yet", "Why it may be sent")] == [
        True
    ] * 3
    assert ("Nobody has said yet" in kept, "Why it may be sent" in kept) == (True, False)
    assert "Content of the project may be sent to it from now on." in given
    assert "It is asked otherwise by now, by version 1" in twice
    assert "Nothing is sent to it any more." in revoked
    assert "“It is over.” (Rita)" in html.unescape(revoked)
    words = EndpointConsent.objects.order_by("pk").values_list("is_given", "said_by__name")
    assert list(words) == [(True, "Rita"), (False, "Rita"), (True, "Rita")]
    assert len(three_words) == len(one_word)
    assert ("Held back: 2" in own, where in own) == (True, True)
    assert [
        {
            signed_in(person).post(put, {"version": 1, "statement": "Go."}).status_code
            for put in (give, revoke)
        }
        for person in (cast.ravi, cast.zoe)
    ] == [{403}, {404}]


def test_where_content_goes_and_what_it_costs_is_said_by_who_may_change_the_project(
    cast: Cast, server: ModelServer
) -> None:
    where = f"/labelers/{MachineLabeler.objects.get(name='Small').uid}/endpoint"
    lea, ben = (Api(token_of(person)) for person in (cast.lea, cast.ben))
    terms = {"base_url": server.url, "model": "a", "in_micro": 9, "out_micro": 9, "day_micro": 10**6}
    others = (
        {"day_micro": 10**7},
        {"highest_severity": 4},
        {"in_micro": 1},
        {"base_url": f"{server.url}/x"},
        {"model": "b"},
    )

    first = [each.post(where, terms).status_code for each in (ben, lea)]
    then = [ben.post(where, terms | other).status_code for other in others]

    assert (first, then) == ([403, 201], [403, 403, 403, 403, 201])
