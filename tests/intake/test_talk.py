"""Comments, files and changes around a request."""

from pathlib import Path

import pytest

from assay.intake.actions.changing import decide_change, propose_change
from assay.intake.actions.talking import attach, comment, retire_attachment, set_sample
from assay.intake.enums import RequestState as S
from assay.intake.models import Request, RequestChange
from assay.intake.queries.facts import snapshot
from assay.intake.queries.history import attachment_for, attachments_of, change_for, history_of, sample_for
from assay.intake.rules.fields import VolumeRow
from assay.kit.files import path_of
from assay.kit.reasons import NotFound, Refused
from assay.people.enums import Role
from assay.people.models import InboxMessage
from tests.intake.world import Intake, brought_to, drafted, make_intake, submitted
from tests.people.cast import user
from tests.work.world import NOW, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings: object, tmp_path: Path) -> Intake:
    settings.ASSAY_FILES = tmp_path / "files"  # type: ignore[attr-defined]  # pytest-django's settings.
    return make_intake()


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [each.code for each in refused.value.reasons]


def test_a_comment_reaches_everybody_but_who_wrote_it(world: Intake) -> None:
    request = submitted(world)
    InboxMessage.objects.all().delete()

    comment(world.lea, request=request, text=" Which weeks? ", now=NOW)

    assert sorted(InboxMessage.objects.values_list("user__name", "body")) == [
        ("Omar", "Which weeks?"),
        ("Rita", "Which weeks?"),
    ]
    assert history_of(request)[-1].said == "Which weeks?"


@pytest.mark.parametrize(("text", "code"), [(" ", "intake.empty_comment"), ("x" * 10_001, "intake.too_long")])
def test_a_comment_says_something(world: Intake, text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        comment(world.rita, request=submitted(world), text=text, now=NOW)

    assert codes(refused) == [code]


def test_a_file_is_kept_by_content_and_found_by_who_sees_the_request(world: Intake) -> None:
    request = submitted(world)
    made = attach(world.rita, request=request, chunks=[b"a,b"], name="old.csv", note="Old", now=NOW)

    found = attachment_for(world.lea, made.uid)

    assert path_of(found.file).read_bytes() == b"a,b"
    assert (found.file.name, found.note) == ("old.csv", "Old")
    for person in (world.zoe, world.ravi, user("Kim", Role.REQUESTER)):
        with pytest.raises(NotFound):
            attachment_for(person, made.uid)


def test_a_file_is_taken_away_with_a_reason_and_kept(world: Intake) -> None:
    request = submitted(world)
    made = attach(world.rita, request=request, chunks=[b"a"], name="x", note="", now=NOW)
    with pytest.raises(Refused) as refused:
        retire_attachment(world.rita, attachment=made, reason=" ", now=NOW)

    retire_attachment(world.rita, attachment=made, reason="Outdated.", now=NOW)

    made.refresh_from_db()
    assert codes(refused) == ["intake.needs_reason"]
    assert (list(attachments_of(request)), made.retired_reason) == ([], "Outdated.")
    assert path_of(made.file).exists()


def test_an_empty_file_and_a_request_that_is_over_take_none(world: Intake) -> None:
    request = submitted(world)
    with pytest.raises(Refused) as empty:
        attach(world.rita, request=request, chunks=[], name="x", note="", now=NOW)
    world.step(request, S.WITHDRAWN, "rita", "Not needed.")

    with pytest.raises(Refused) as over:
        attach(world.rita, request=request, chunks=[b"a"], name="x", note="", now=NOW)

    assert (codes(empty), codes(over)) == (["intake.empty_file"], ["intake.is_over"])


def test_the_sample_belongs_to_the_draft(world: Intake) -> None:
    request = drafted(world)
    set_sample(world.rita, request=request, chunks=[b"q"], name="sample.csv", now=NOW)
    assert sample_for(world.rita, request.uid).name == "sample.csv"
    with pytest.raises(NotFound):
        sample_for(world.lea, request.uid)
    world.step(request, S.SUBMITTED, "rita")

    with pytest.raises(Refused) as refused:
        set_sample(world.rita, request=request, chunks=None, name="", now=NOW)

    assert codes(refused) == ["intake.not_editable"]
    assert sample_for(world.lea, request.uid).name == "sample.csv"


def proposed(world: Intake, request: Request) -> RequestChange:
    rows = [VolumeRow("pt-BR", 3000), VolumeRow("de-DE", 1000)]
    return propose_change(
        world.rita,
        request=request,
        changes={"accuracy_target": 0.9, "title": str(request.title)},
        volumes=rows,
        why="Brazil grows.",
        now=later(hours=1),
    )


def test_a_change_stands_there_once_the_other_side_accepts(world: Intake) -> None:
    request = brought_to(world, S.APPROVED)
    change = proposed(world, request)
    before = snapshot(Request.objects.get())
    with pytest.raises(Refused) as own_side:
        decide_change(world.rita, change=change, accepts=True, now=NOW)

    decide_change(world.lea, change=change, accepts=True, now=later(hours=2))

    after = snapshot(Request.objects.get())
    assert codes(own_side) == ["intake.other_side"]
    assert {name for name in after if after[name] != before[name]} == {"accuracy_target", "volumes"}
    assert set(change.before) == set(change.after) == {"accuracy_target", "volumes"}
    assert [row["n_items"] for row in after["volumes"]] == [1000, 3000]
    assert [each.what for each in history_of(request)][-2:] == ["change", "accepted_change"]


def test_what_the_owner_proposes_the_requester_decides(world: Intake) -> None:
    request = brought_to(world, S.FEASIBLE)
    change = propose_change(
        world.lea, request=request, changes={"cadence": "weekly"}, why="Cheaper.", now=NOW
    )
    with pytest.raises(Refused) as same_side:
        decide_change(world.omar, change=change, accepts=True, now=NOW)
    with pytest.raises(Refused) as unreasoned:
        decide_change(world.rita, change=change, accepts=False, now=NOW)

    decide_change(world.rita, change=change, accepts=False, note="We need it once.", now=NOW)

    change.refresh_from_db()
    assert (codes(same_side), codes(unreasoned)) == (["intake.other_side"], ["intake.needs_reason"])
    assert (change.state, change.note, change.decided_by) == ("declined", "We need it once.", world.rita)
    assert Request.objects.get().cadence == "one_off"


def test_a_change_against_what_no_longer_stands_there_is_not_accepted(world: Intake) -> None:
    request = brought_to(world, S.APPROVED)
    first, second = proposed(world, request), proposed(world, request)
    decide_change(world.lea, change=first, accepts=True, now=NOW)

    with pytest.raises(Refused) as stale:
        decide_change(world.lea, change=second, accepts=True, now=NOW)
    decide_change(world.lea, change=second, accepts=False, note="It stands there.", now=NOW)

    assert codes(stale) == ["intake.change_stale"]
    with pytest.raises(Refused) as decided:
        decide_change(world.lea, change=second, accepts=False, note="Again.", now=NOW)
    assert codes(decided) == ["intake.change_decided"]


def test_while_the_requester_writes_nothing_is_proposed(world: Intake) -> None:
    with pytest.raises(Refused) as draft:
        propose_change(world.rita, request=drafted(world), changes={"title": "New"}, why="So.", now=NOW)
    with pytest.raises(Refused) as wrong:
        propose_change(world.rita, request=submitted(world), changes={"title": "x" * 161}, why="So.", now=NOW)

    assert (codes(draft), codes(wrong)) == (["intake.still_written"], ["intake.too_long"])


def test_a_change_is_found_by_who_sees_its_request(world: Intake) -> None:
    change = proposed(world, submitted(world))

    assert change_for(world.omar, change.uid) == change
    with pytest.raises(NotFound):
        change_for(world.zoe, change.uid)
