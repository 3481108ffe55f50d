"""One's own chat through the API and the command line."""

import pytest
from pytest_django.fixtures import Settings

from assay.people.models import ChatAddress
from tests.api.calling import Api, outcome, token_of
from tests.people.cast import contributor
from tests.people.chat_server import chat_server

pytestmark = pytest.mark.django_db
TOKEN = "3ccdd113474722377935511fc85d3dd4"


def test_a_chat_is_given_tried_and_forgotten(settings: Settings) -> None:
    settings.ASSAY_CHAT_NETWORKS = ["127.0.0.1/32"]
    api = Api(token_of(contributor("Ana").user))
    before = api.get("/me/chat").json()

    with chat_server() as server:
        given = api.put("/me/chat", {"address": f"mmost://127.0.0.1:{server.port}/{TOKEN}"}).json()
        tried = api.post("/me/chat/test").json()
        server.status = 403
        refused = outcome(api.post("/me/chat/test"))

    assert (before["service"], given["service"], given["host"]) == (None, "mattermost", "127.0.0.1")
    assert (given["reached_at"], tried["reached_at"] is not None, TOKEN in str(tried)) == (None, True, False)
    assert refused == (409, "people.chat_refused")
    assert "chat" in api.get("/me/notifications").json()["kinds"][0]["paces"]
    assert api.delete("/me/chat").json() == before


def test_everybody_has_their_own(settings: Settings) -> None:
    settings.ASSAY_CHAT_NETWORKS = ["127.0.0.1/32"]
    ana, ade = contributor("Ana").user, contributor("Ade").user
    Api(token_of(ana)).put("/me/chat", {"address": f"mmost://127.0.0.1/{TOKEN}"})
    api = Api(token_of(ade))

    assert api.get("/me/chat").json()["service"] is None
    assert outcome(api.post("/me/chat/test")) == (409, "people.no_chat")
    assert outcome(api.put("/me/chat", {"address": "json://127.0.0.1"})) == (422, "people.chat_unknown")
    api.delete("/me/chat")
    assert list(ChatAddress.objects.values_list("user", flat=True)) == [ana.pk]
