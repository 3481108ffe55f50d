"""Pages of quality: gold, consensus, and why a label is what it is."""

from datetime import timedelta
from pathlib import Path

import pytest

from assay.kit.clock import now
from assay.kit.ids import new_uid
from assay.kit.jobs import run_now
from assay.kit.models import Job, JobState
from assay.quality.models import ConsensusRun, Gold, Label
from assay.work.models import Judgment, Retraction
from tests.web.quality_cast import address, n_queries, signed_in, statuses, text
from tests.web.quality_world import Judged, gold_batch, golden, judged, released, scored
from tests.work.world import NOW, later

# The same in every process that collects tests.
NOBODYS = "01a20f43-005e-7073-bc22-dd391e18ee6f"
pytestmark = pytest.mark.django_db
ANSWERS_ARE_OPEN = {"nobody": 302, "lea": 200, "ben": 200, "rita": 200}


@pytest.fixture(autouse=True)
def files(settings: object, tmp_path: Path) -> None:
    settings.ASSAY_FILES = tmp_path / "files"  # type: ignore[attr-defined]  # pytest-django's settings.


@pytest.fixture
def found() -> Judged:
    return judged()


def test_gold_is_for_who_keeps_it(found: Judged) -> None:
    for page in ("gold", "gold-people", "gold-add"):
        where = address(page, found.world.project.uid)
        assert statuses(found.cast, where) == {
            "nobody": 302, "lea": 200, "ben": 200, "rita": 403, "ravi": 403, "zoe": 404,
        }  # fmt: skip


def test_consensus_and_why_are_for_who_may_see_answers(found: Judged) -> None:
    runs = address("consensus-runs", found.world.project.uid)

    assert statuses(found.cast, runs) == {**ANSWERS_ARE_OPEN, "ravi": 403, "zoe": 404}
    for page in ("consensus-run", "consensus-labels", "consensus-contributors"):
        assert statuses(found.cast, address(page, found.run.uid)) == {
            **ANSWERS_ARE_OPEN,
            "ravi": 404,
            "zoe": 404,
        }
    assert statuses(found.cast, address("why", found.task.uid)) == {
        **ANSWERS_ARE_OPEN,
        "ravi": 404,
        "zoe": 404,
    }


def test_thin_gold_is_said_with_its_number(found: Judged) -> None:
    golden(found, 3)

    page = text(signed_in(found.cast.ben), address("gold", found.world.project.uid))

    # 3 of 3 by Wilson: from 43.8 %.
    assert "Gold is thin: 3 tasks are in use" in page
    assert "from 44 % to 100 %. Aim for 50." in page
    assert "The query names the brand." in page


def test_gold_shows_how_it_was_answered(found: Judged) -> None:
    golds = golden(found, 4)
    scored(found, golds, ["yes", "yes", "yes", "no"])
    ben = signed_in(found.cast.ben)

    tasks = text(ben, address("gold", found.world.project.uid))
    people = text(ben, address("gold-people", found.world.project.uid) + "?window=20")

    assert "<strong>75.0 %</strong>" in people
    assert "n = 4 · 95 %: 30.1–95.4 %" in people
    assert ('dir="auto">p0<' in people, 'dir="auto">p1<' in people) == (True, False)
    assert tasks.count("<strong>100.0 %</strong>") == 3
    assert tasks.count("<strong>0.0 %</strong>") == 1


def test_gold_lists_ask_as_often_for_one_row_as_for_three(found: Judged) -> None:
    ben, project = signed_in(found.cast.ben), found.world.project.uid

    golden(found, 1)
    for_one = n_queries(ben, address("gold", project))
    golden(found, 2, prefix="more")

    assert n_queries(ben, address("gold", project)) == for_one


def test_gold_is_added_in_two_steps(found: Judged) -> None:
    gold_batch(found.world, 2)
    ben, where = signed_in(found.cast.ben), address("gold-add", found.world.project.uid)

    first = text(ben, where)
    second = text(ben, f"{where}?external_id=g1")
    done = ben.post(where, {"external_id": "g1", "match": ["yes"], "reason": "The query names the brand."})

    assert ('href="?external_id=g0"' in first, 'href="?external_id=g1"' in first) == (True, True)
    assert ("Task 1" in second, "Match?" in second, 'value="yes"' in second) == (True, True, True)
    assert done.headers["Location"] == address("gold", found.world.project.uid)
    gold = Gold.objects.get()
    assert (gold.task.external_id, gold.answers, gold.created_by) == (
        "g1",
        {"match": ["yes"]},
        found.cast.ben,
    )


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"reason": "Because."}, "A gold task needs an accepted answer for at least one question."),
        ({"match": "yes", "reason": " "}, "Say why this is the answer: it is shown as feedback."),
    ],
)
def test_gold_without_answer_or_reason_is_refused_and_keeps_what_was_typed(
    found: Judged, form: dict[str, str], sentence: str
) -> None:
    gold_batch(found.world, 1)
    where = address("gold-add", found.world.project.uid)

    response = signed_in(found.cast.ben).post(where, {"external_id": "g0", **form})

    page = response.content.decode()
    assert (response.status_code, sentence in page, Gold.objects.count()) == (422, True, 0)
    assert ('value="yes" checked' in page) is ("match" in form)
    assert ("Because." in page) is (form["reason"] == "Because.")


def test_a_task_of_no_gold_batch_cannot_become_gold(found: Judged) -> None:
    where = address("gold-add", found.world.project.uid)

    page = text(signed_in(found.cast.ben), f"{where}?external_id=t0")
    posted = signed_in(found.cast.ben).post(where, {"external_id": "t0", "match": "yes", "reason": "x"})

    assert "There is no task t0 in a gold batch of this project." in page
    assert (posted.status_code, Gold.objects.count()) == (200, 0)


def test_gold_is_retired_with_a_reason_and_its_scores_stay(found: Judged) -> None:
    gold, *_ = golds = golden(found, 1)
    scored(found, golds, ["yes"])

    response = signed_in(found.cast.ben).post(address("gold-retire", gold.uid), {"reason": "Ambiguous"})
    page = text(signed_in(found.cast.ben), address("gold", found.world.project.uid))

    gold.refresh_from_db()
    assert (response.status_code, gold.retired_reason) == (302, "Ambiguous")
    assert ("Retired" in page, "Ambiguous" in page, "<strong>100.0 %</strong>" in page) == (True, True, True)


def test_who_does_not_keep_gold_cannot_retire_it(found: Judged) -> None:
    gold = golden(found, 1)[0]

    for stranger in (found.cast.rita, found.cast.ravi, found.cast.zoe):
        assert signed_in(stranger).post(address("gold-retire", gold.uid), {"reason": "x"}).status_code == 404

    gold.refresh_from_db()
    assert gold.retired_at is None


def test_a_run_is_started_with_the_parameters_of_its_method(found: Judged) -> None:
    form = {
        "method": "dawid_skene",
        "dawid_skene-seed": "7",
        "dawid_skene-smoothing": "0.5",
        "majority-seed": "3",
    }

    response = signed_in(found.cast.ben).post(address("consensus-start", found.world.project.uid), form)

    job = Job.objects.get(kind="quality.consensus")
    assert response.headers["Location"] == address("job", job.uid)
    assert (job.params["method"], job.params["params"]) == ("dawid_skene", {"seed": 7, "smoothing": 0.5})
    assert run_now(job).state == JobState.DONE, job.error
    assert ConsensusRun.objects.get(number=2).params["smoothing"] == 0.5


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"method": "guessing"}, "There is no consensus method guessing."),
        ({"method": "majority", "majority-seed": "-1"}, "seed must be a number from 0"),
        ({"method": "majority", "majority-seed": "many"}, "seed must be a number from 0"),
    ],
)
def test_a_wrong_parameter_is_refused_with_its_name(
    found: Judged, form: dict[str, str], sentence: str
) -> None:
    ben = signed_in(found.cast.ben)

    response = ben.post(address("consensus-start", found.world.project.uid), form, follow=True)

    assert sentence in response.content.decode()
    assert not Job.objects.filter(kind="quality.consensus").exists()


def test_who_only_reads_answers_cannot_start_or_reproduce(found: Judged) -> None:
    rita = signed_in(found.cast.rita)

    started = rita.post(address("consensus-start", found.world.project.uid), {"method": "majority"})
    again = rita.post(address("consensus-reproduce", found.run.uid))

    assert (started.status_code, again.status_code, Job.objects.count()) == (403, 403, 0)
    assert "Reproduce" not in text(rita, address("consensus-run", found.run.uid))


def test_reproducing_says_bit_for_bit(found: Judged) -> None:
    ben = signed_in(found.cast.ben)

    ben.post(address("consensus-reproduce", found.run.uid))
    job = Job.objects.get()
    run_now(job)

    assert "18 judgments gave the same 6 labels again, bit for bit." in text(ben, address("job", job.uid))


def test_a_run_shows_its_inputs_parameters_and_agreement(found: Judged) -> None:
    page = text(signed_in(found.cast.rita), address("consensus-run", found.run.uid))

    assert (found.run.inputs_sha256 in page, found.run.result_sha256 in page) == (True, True)
    for name, value in found.run.params.items():
        if name != "schema_version_id":
            assert f'<dt class="mono">{name}</dt><dd class="mono">{value}</dd>' in page
    agreement = found.run.summary["match"]["agreement"]
    assert f"n = 6 items · 95 %: {agreement['alpha_low']:.2f}–{agreement['alpha_high']:.2f}" in page


def test_labels_come_page_by_page_and_filtered(found: Judged) -> None:
    Label.objects.filter(run=found.run).update(probability=0.95)
    Label.objects.filter(run=found.run, task__external_id__in=["t1", "t4"]).update(probability=0.6)
    Label.objects.filter(run=found.run, task__external_id="t5").update(is_tie=True)
    where, ben = address("consensus-labels", found.run.uid), signed_in(found.cast.ben)

    def items(query: str) -> list[str]:
        page = text(ben, where + query)
        return [f"t{nth}" for nth in range(6) if f'dir="auto">t{nth}</th>' in page]

    after = f"{Label.objects.get(run=found.run, task__external_id='t2').task.uid}|match|"
    assert items("") == ["t0", "t1", "t2", "t3", "t4", "t5"]
    assert items("?only=low") == ["t1", "t4"]
    assert items("?only=ties") == ["t5"]
    assert items("?question=other") == []
    assert items(f"?after={after}") == ["t3", "t4", "t5"]
    assert items("?after=nonsense&only=nonsense") == ["t0", "t1", "t2", "t3", "t4", "t5"]


def test_what_a_run_learnt_of_people_is_a_share_with_its_interval_and_a_matrix(found: Judged) -> None:
    page = text(signed_in(found.cast.ben), address("consensus-contributors", found.run.uid))

    for each in found.run.contributor_reports.select_related("contributor"):
        assert f'dir="auto">{each.contributor.pseudonym}</th> <td class="num">6</td>' in page
    assert page.count("n = 6 · 95 %") == 3
    assert page.count("Rows: the label. Columns: what was answered.") == 3


def test_why_shows_every_judgment_with_the_accuracy_of_that_moment(found: Judged) -> None:
    scored(found, golden(found, 4), ["yes", "yes", "yes", "no"], at=NOW - timedelta(days=1))
    page = text(signed_in(found.cast.rita), address("why", found.task.uid))

    assert "n = 4 · 95 %: 30.1–95.4 %" in page
    assert page.count("not measured (n = 0)") == 2
    assert "2 of 3 judgments that counted say the same." in page
    assert "Lingua · Lisbon" in page
    assert "Task 0" in page
    assert "no release yet" in page


def test_gold_answered_later_does_not_count_for_that_moment(found: Judged) -> None:
    scored(found, golden(found, 2), ["yes", "yes"], at=later(hours=1))

    assert text(signed_in(found.cast.ben), address("why", found.task.uid)).count("not measured (n = 0)") == 3


def test_why_names_judgments_that_did_not_count_and_the_releases(found: Judged) -> None:
    release = released(found)
    judgment = Judgment.objects.filter(task=found.task).order_by("pk")[0]
    Retraction.objects.create(judgment=judgment, reason="undo", retracted_at=NOW)

    page = text(signed_in(found.cast.ben), address("why", found.task.uid))

    assert "taken back" in page
    assert "2 of 2 judgments that counted say the same." in page
    assert f'href="{address("release", release.uid)}"' in page


@pytest.mark.parametrize(
    "query", ["?question=other", "?question=match&subject=x", "?run=7", f"?run={NOBODYS}"]
)
def test_why_of_what_is_not_there_is_404(found: Judged, query: str) -> None:
    assert signed_in(found.cast.ben).get(address("why", found.task.uid) + query).status_code == 404


def test_content_that_is_a_script_stays_text(found: Judged) -> None:
    task = found.task
    task.content = {"text": "<script>alert(1)</script>"}
    task.save(update_fields=["content"])

    page = text(signed_in(found.cast.ben), address("why", task.uid))

    assert ("<script>alert(1)</script>" in page, "&lt;script&gt;alert(1)&lt;/script&gt;" in page) == (
        False,
        True,
    )


def test_a_run_that_is_not_there_is_404(found: Judged) -> None:
    assert signed_in(found.cast.ben).get(address("consensus-run", new_uid())).status_code == 404
    assert found.run.created_at <= now()
