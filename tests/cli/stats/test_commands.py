"""`assay stats` on plain files."""

import json
from pathlib import Path

import pytest

from assay.cli.main import run

JUDGMENTS = "item,worker,label\n" + "".join(
    f"i{item},w{worker},{'yes' if (item + (worker == item % 5)) % 2 else 'no'}\n"
    for item in range(20)
    for worker in range(5)
)
TRUTH = "item,label\n" + "".join(f"i{item},{'yes' if item % 2 else 'no'}\n" for item in range(10))


@pytest.fixture
def judgments(tmp_path: Path) -> Path:
    (tmp_path / "truth.csv").write_text(TRUTH)
    path = tmp_path / "judgments.csv"
    path.write_text(JUDGMENTS)
    return path


def result(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(capsys.readouterr().out.splitlines()[-1])
    return found


@pytest.mark.parametrize(
    "method",
    ["auto", "majority", "wawa", "dawid-skene", "hierarchical", "one-coin", "glad", "mace", "ordinal"],
)
def test_every_method_says_what_it_did(
    judgments: Path, capsys: pytest.CaptureFixture[str], method: str
) -> None:
    truth = str(judgments.with_name("truth.csv"))

    code = run(["stats", "truth", str(judgments), "--method", method, "--truth", truth, "--json"])

    assert code == 0, capsys.readouterr().err
    found = result(capsys)
    assert {key: found[key] for key in ("method", "n_items", "n_workers", "n_judgments", "n_repeats")} == {
        "method": method, "n_items": 20, "n_workers": 5, "n_judgments": 100, "n_repeats": 0,
    }  # fmt: skip
    assert (found["accuracy"], found["n_truth"], found["converged"]) == (1.0, 10, True)
    assert {
        "n_iter",
        "objective",
        "accuracy_low",
        "accuracy_high",
        "macro_f1",
        "ece",
        "seconds",
    } <= found.keys()


def test_auto_says_whether_the_order_was_used(
    judgments: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    grades = tmp_path / "grades.csv"
    grades.write_text(
        "item,worker,label\n"
        + "".join(
            f"i{item},w{worker},{(item + worker // 3) % 3}\n" for item in range(30) for worker in range(5)
        )
    )

    run(["stats", "truth", str(grades), "--ordered", "--json"])
    with_order = result(capsys)["notes"]
    run(["stats", "truth", str(judgments), "--json"])
    without = result(capsys)["notes"]

    assert isinstance(with_order, list)
    assert isinstance(without, list)
    assert "the order of the scale" in with_order[1]
    assert without == [
        "Labels are those of the mean of 4 posteriors: hierarchical_dawid_skene, dependent_judgments, mace, glad."
    ]


def test_without_truth_there_is_no_accuracy(judgments: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["stats", "truth", str(judgments), "--method", "majority", "--json"])

    assert "accuracy" not in result(capsys)


def test_labels_are_written_safe_for_spreadsheets(tmp_path: Path) -> None:
    path = tmp_path / "judgments.csv"
    path.write_text("item,worker,label\n=1+1,u,yes\nb,v,no\n")

    code = run(["stats", "truth", str(path), "--method", "majority", "--out", str(tmp_path / "labels.csv")])

    assert code == 0
    assert (tmp_path / "labels.csv").read_text().splitlines() == [
        "item,label,probability,n_judgments,is_tie",
        "'=1+1,yes,1.000000,1,False",
        "b,no,1.000000,1,False",
    ]


def test_a_wrong_file_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "judgments.csv"
    path.write_text("task,person,answer\n1,2,3\n")

    assert run(["stats", "truth", str(path)]) == 2
    assert "has no column item" in capsys.readouterr().err


def test_agreement_explains_itself(judgments: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["stats", "agreement", str(judgments)])

    assert code == 0
    assert "Krippendorff's alpha is" in capsys.readouterr().out


def test_agreement_has_every_coefficient_with_its_interval(
    judgments: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = judgments.with_name("agreement.svg")

    run(["stats", "agreement", str(judgments), "--scale", "ordinal", "--plot", str(picture), "--json"])

    found = result(capsys)
    names = ("agreement", "alpha", "fleiss_kappa", "gwet_ac", "brennan_prediger", "conger_kappa")
    for name in names:
        low, value, high = (found[f"{name}{end}"] for end in ("_low", "", "_high"))
        assert isinstance(value, float)
        assert low <= value <= high  # type: ignore[operator]  # Numbers, as the value is.
    assert (found["scale"], found["n_items"], found["n_workers"], found["n_judgments"]) == (
        "ordinal",
        20,
        5,
        100,
    )
    assert [each["label"] for each in found["labels"]] == ["no", "yes"]  # type: ignore[attr-defined]  # A list.
    assert "on yes" in picture.read_text()


def test_words_are_no_numbers(judgments: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["stats", "agreement", str(judgments), "--scale", "ratio"]) == 2
    assert "Labels must be numbers on this scale, and 'no' is none." in capsys.readouterr().err


def test_a_plan(capsys: pytest.CaptureFixture[str]) -> None:
    run(["stats", "plan", "--lot", "2400", "--aql", "2.5", "--json"])

    found = result(capsys)
    assert list(found) == ["letter", "n", "accept", "reject", "ltpd10", "aoql"]
    assert list(found.values()) == [
        "K",
        125,
        7,
        8,
        pytest.approx(0.0924, abs=1e-4),
        pytest.approx(0.0341, abs=1e-4),
    ]


def test_a_plan_says_what_passes_all_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = tmp_path / "passes.svg"

    run(["stats", "plan", "--lot", "500", "--aql", "1", "--inspection", "reduced", "--plot", str(picture)])

    assert capsys.readouterr().out.splitlines() == [
        "Inspect 20 of 500; accept with 0 defective units or fewer, reject with 2 or more.",
        "In between, accept this lot, and inspect the next one normally again.",
        (
            "A lot with 10.9% defective still passes one time in ten: the AQL is no guarantee. Where rejected lots are "
            "put right, at most 1.72% reach the client in the long run."
        ),
    ]
    assert "passes 1 in 10" in picture.read_text()


def test_a_plan_of_defects_speaks_of_defects(capsys: pytest.CaptureFixture[str]) -> None:
    run(["stats", "plan", "--lot", "1000", "--aql", "40"])

    assert "A lot with 0.88 defects per unit still passes one time in ten" in capsys.readouterr().out


def test_a_whole_lot_is_inspected(capsys: pytest.CaptureFixture[str]) -> None:
    run(["stats", "plan", "--lot", "10", "--aql", "0.65"])

    assert capsys.readouterr().out == (
        "Inspect all of 10; accept with 0 defective units or fewer, reject with 1 or more.\n"
    )


def test_an_unknown_aql_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["stats", "plan", "--lot", "2400", "--aql", "2.6"]) == 2
    assert "the AQLs are" in capsys.readouterr().err
