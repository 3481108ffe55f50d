"""The pages of one's own data: the file, asking to be erased, and the administrator's list."""

import io
import zipfile

import pytest
from django.test import Client

from assay.people.actions.erasing import ask_erasure
from tests.api.calling import Api, token_of
from tests.people.cast import Cast, make_cast
from tests.web.quality_cast import signed_in
from tests.work.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def words_of(response: object) -> str:
    return " ".join(response.content.decode().split())  # type: ignore[attr-defined]  # Django's test response.


def test_the_own_file_is_downloaded_and_only_signed_in(cast: Cast) -> None:
    page, file = (signed_in(cast.ana.user).get(f"/account/data/{part}") for part in ("", "file/"))

    with zipfile.ZipFile(io.BytesIO(b"".join(file.streaming_content))) as packed:  # type: ignore[attr-defined]  # It streams.
        account = packed.read("account.csv").decode()
    assert cast.ana.user.email in account
    assert "attachment" in file.headers["Content-Disposition"]
    assert "Download" in words_of(page)
    assert Client().get("/account/data/file/").status_code == 302


def test_asked_taken_back_and_declined_each_stand_on_the_page(cast: Cast) -> None:
    ana, ada = signed_in(cast.ana.user), signed_in(cast.ada)

    ana.post("/account/data/erasure/", {"words": "I move on.\0"})
    assert "You asked for it on" in words_of(ana.get("/account/data/"))
    assert "I move on." in words_of(ada.get("/users/erasures/"))
    assert "to be erased" in words_of(ada.get(f"/users/{cast.ana.user.uid}/"))
    ana.post("/account/data/erasure/withdraw/")
    assert "Nobody waits" in words_of(ada.get("/users/erasures/"))
    ana.post("/account/data/erasure/", {"words": ""})
    ada.post(f"/users/erasures/{cast.ana.user.uid}/decline/", {"reason": "Pay is open."})

    assert "Pay is open." in words_of(ana.get("/account/data/"))


def test_nobody_else_sees_or_declines_requests(cast: Cast) -> None:
    ask_erasure(cast.ana.user, words="", now=NOW)

    for person in (cast.mia, cast.ravi, cast.ade.user):
        client = signed_in(person)
        assert client.get("/users/erasures/").status_code == 404
        assert (
            client.post(f"/users/erasures/{cast.ana.user.uid}/decline/", {"reason": "x"}).status_code == 404
        )


def test_the_same_over_the_api(cast: Cast) -> None:
    ana, ade = (Api(token_of(each.user)) for each in (cast.ana, cast.ade))

    made = ana.post("/me/erasure", {"words": "I move on."}).json()

    assert ana.get("/me/erasure").json()["uid"] == made["uid"]
    assert ade.get("/me/erasure").status_code == 404
    assert ana.post("/me/erasure", {"words": ""}).status_code == 409
    assert ana.call("DELETE", "/me/erasure").status_code == 204
    assert b"".join(ade.get("/me/data").streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]  # It streams.
