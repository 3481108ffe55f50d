"""`assay stats control`, `rank`, `learning` and `integrity` on plain files."""

import json
from pathlib import Path

import numpy as np
import pytest

from assay.cli.main import run
from tests.cli.stats.plotting.test_pictures import words
from tests.stats.control.test_charts import IMPROVED, JUICE, THIRTY
from tests.stats.integrity.crowds import changed, copied, honest


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert run(["stats", *arguments, "--json"]) == 0, capsys.readouterr().err
    found: dict[str, object] = json.loads(capsys.readouterr().out.splitlines()[-1])
    return found


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["stats", *arguments]) == 0, capsys.readouterr().err
    return capsys.readouterr().out


@pytest.fixture
def juice(tmp_path: Path) -> Path:
    path = tmp_path / "juice.csv"
    rows = [f"s{nth},{count},50" for nth, count in enumerate([*JUICE, *IMPROVED], 1)]
    path.write_text("\n".join(["name,count,n", *rows]))
    return path


def test_a_control_chart_names_what_stands_out(juice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = juice.with_suffix(".svg")

    found = ran(capsys, "control", str(juice), "--chart", "p", "--plot", str(picture))

    assert found["chart"] == "p"
    assert found["centre"] == pytest.approx(480 / 2700)
    assert [each["point"] for each in found["changes"]] == ["s34"]  # type: ignore[attr-defined]  # A list.
    signals = {each["point"]: each["rules"] for each in found["signals"]}  # type: ignore[attr-defined]  # A list.
    assert signals["s15"] == signals["s23"] == ["beyond_3"]
    assert found["points_to_false_alarm"] == pytest.approx(370, rel=0.08)
    assert {"s15", "s23", "new level"} <= set(words(picture.read_text()))


def test_a_control_chart_explains_itself(juice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "control", str(juice), "--chart", "laney", "--rules", "beyond_3,nine_on_one_side")

    assert "once in 2" in text
    assert "From point s34 on the level is another one: 0.2267 before, 0.101 since (p = 0.001)." in text


@pytest.mark.parametrize(("chart", "out"), [("ewma", []), ("cusum", ["29", "30"])])
def test_charts_with_a_memory(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], chart: str, out: list[str]
) -> None:
    path = tmp_path / "thirty.csv"
    path.write_text("\n".join(["value", *map(str, THIRTY)]))

    found = ran(capsys, "control", str(path), "--chart", chart, "--mean", "10", "--sigma", "1")

    assert [each["point"] for each in found["signals"]] == out  # type: ignore[attr-defined]  # A list.


@pytest.mark.parametrize("chart", ["np", "u", "c"])
def test_every_chart_of_counts_draws(juice: Path, capsys: pytest.CaptureFixture[str], chart: str) -> None:
    found = ran(capsys, "control", str(juice), "--chart", chart, "--plot", str(juice.with_suffix(".svg")))

    assert (found["chart"], found["n_points"]) == (chart, 54)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name,count\na,1\n", "has no column n"),
        ("count,n\n1,5\nx,5\n", "row 2 below the header has 'x' as its count, not a whole number from 0 on"),
        ("count,n\n1,5\nnan,5\n", "row 2 below the header has 'nan' as its count"),
        ("count,n\n1,5\n2.5,5\n", "row 2 below the header has '2.5' as its count"),
        ("count,n\n1,5\n6,5\n", "more defective units than units"),
        ("count,n\n", "has no rows"),
    ],
)
def test_a_wrong_series_is_a_sentence_with_its_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, sentence: str
) -> None:
    path = tmp_path / "series.csv"
    path.write_text(text)

    assert run(["stats", "control", str(path), "--chart", "p"]) == 2
    assert sentence in capsys.readouterr().err


@pytest.fixture
def search(tmp_path: Path) -> Path:
    draw = np.random.default_rng(5)
    qrels, good, bad = [], [], []
    for query in range(40):
        for document in range(12):
            grade = int(draw.integers(0, 4))
            qrels.append(f"q{query} 0 d{document} {grade}")
            good.append(f"q{query} Q0 d{document} 1 {grade + draw.normal(0, 0.5):.4f} good")
            bad.append(f"q{query} Q0 d{document} 1 {draw.normal():.4f} bad")
    for name, lines in (("qrels", qrels), ("good", good), ("bad", bad)):
        (tmp_path / f"{name}.txt").write_text("\n".join(lines))
    return tmp_path


def test_runs_are_measured_and_compared(search: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(search / f"{name}.txt") for name in ("qrels", "bad", "good")]

    found = ran(capsys, "rank", *files, "--k", "5", "--plot", str(search / "runs.svg"))

    by_name = {each["run"]: each for each in found["runs"]}  # type: ignore[attr-defined]  # A list.
    bad, good = by_name["bad"], by_name["good"]
    assert bad["ndcg_low"] < bad["ndcg"] < bad["ndcg_high"] < good["ndcg_low"] < good["ndcg"]
    assert (good["judged"], good["ndcg_n"], found["n_queries"]) == (1.0, 40, 40)
    assert "good is better than bad" in said(capsys, "rank", *files)
    assert {"good", "bad"} <= set(words((search / "runs.svg").read_text()))


def test_unjudged_results_are_said(search: Path, capsys: pytest.CaptureFixture[str]) -> None:
    half = [line for line in (search / "qrels.txt").read_text().splitlines() if int(line.split()[2][1:]) % 2]
    (search / "half.txt").write_text("\n".join(half))

    text = said(capsys, "rank", str(search / "half.txt"), str(search / "good.txt"))

    assert "results were judged; the others count as irrelevant" in text


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("q 0 d", "line 2 has 3 fields, not 4"),
        ("q 0 e x", "line 2 has 'x' where a number"),
        ("q 0 d 1", "second time"),
    ],
)
def test_a_wrong_line_is_a_sentence(
    search: Path, capsys: pytest.CaptureFixture[str], line: str, sentence: str
) -> None:
    (search / "qrels.txt").write_text(f"q 0 d 1\n{line}\n")

    assert run(["stats", "rank", str(search / "qrels.txt"), str(search / "good.txt")]) == 2
    assert sentence in capsys.readouterr().err


def test_labels_that_are_less_sure_widen_the_intervals(
    search: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [str(search / f"{name}.txt") for name in ("qrels", "bad", "good")]
    grades = [line.split() for line in (search / "qrels.txt").read_text().splitlines()]

    found = {}
    for name, share in (("sure", 1.0), ("unsure", 0.5)):
        rows = [
            f"{query},{document},{other},{share if other == int(grade) else (1 - share) / 3}"
            for query, _, document, grade in grades
            for other in range(4)
        ]
        (search / f"{name}.csv").write_text("\n".join(["query,document,grade,probability", *rows]))
        found[name] = ran(capsys, "rank", *files, "--noise", str(search / f"{name}.csv"))
    found["certain"] = ran(capsys, "rank", *files)

    runs = {name: each["runs"][1] for name, each in found.items()}  # type: ignore[index]  # A list.
    assert [runs["sure"][end] for end in ("ndcg_low", "ndcg_high")] == pytest.approx(
        [runs["certain"][end] for end in ("ndcg_low", "ndcg_high")], abs=0.01
    )
    assert runs["unsure"]["ndcg"] < runs["sure"]["ndcg"]
    widths = {name: each["ndcg_high"] - each["ndcg_low"] for name, each in runs.items()}
    assert widths["unsure"] > widths["sure"]
    assert (found["unsure"]["n_label_draws"], found["certain"]["n_label_draws"]) == (200, 0)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("query,document,grade\n", "has no column probability"),
        ("query,document,grade,probability\nq0,d0,1,0.5\n", "sum to 0.5"),
        (
            "query,document,grade,probability\nq0,d99,1,1\n",
            "line 2 is about d99 of query q0, which nobody judged",
        ),
        ("query,document,grade,probability\nq0,d0,1,x\n", "line 2 has 'x' where a number"),
        ("query,document,grade,probability\nq0,d0,1,2\n", "outside 0 to 1"),
    ],
)
def test_wrong_noise_is_a_sentence(
    search: Path, capsys: pytest.CaptureFixture[str], text: str, sentence: str
) -> None:
    (search / "noise.csv").write_text(text)
    files = [str(search / f"{name}.txt") for name in ("qrels", "good")]

    assert run(["stats", "rank", *files, "--noise", str(search / "noise.csv")]) == 2
    assert sentence in capsys.readouterr().err


def test_a_learning_curve(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, sizes = tmp_path / "curve.csv", (100, 200, 400, 800, 1600, 3200)
    path.write_text("\n".join(["n,error", *(f"{n},{0.05 + 1.2 * n**-0.5}" for n in sizes)]))
    options = [
        "--target",
        "0.06",
        "--value",
        "2000000",
        "--price",
        "0.1",
        "--plot",
        str(tmp_path / "curve.svg"),
    ]

    found = ran(capsys, "learning", str(path), *options)

    assert (found["labels"], found["break_even"]) == pytest.approx((14_400, 52_415), rel=1e-3)
    assert found["error_double"] == pytest.approx(0.065)
    assert "An error of 4.0% is out of reach" in said(capsys, "learning", str(path), "--target", "0.04")
    assert {"curve", "measured", "target"} <= set(words((tmp_path / "curve.svg").read_text()))


def test_an_error_above_1_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "curve.csv"
    path.write_text("n,error\n1,0.5\n2,1.5\n")

    assert run(["stats", "learning", str(path)]) == 2
    assert "row 2 below the header has an error outside 0 to 1" in capsys.readouterr().err


def test_signals_of_two_kinds_ask_for_a_look(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers, _ = honest(1)
    answers = copied(copied(changed(changed(answers, 5, label=2), 5, seconds=1.0), 3, 7), 3, 11)
    assert answers.seconds is not None
    rows = zip(answers.item, answers.worker, answers.label, answers.seconds, strict=True)
    path = tmp_path / "answers.csv"
    path.write_text(
        "\n".join(["item,worker,label,seconds", *(f"i{i},w{w},{k},{s:.2f}" for i, w, k, s in rows)])
    )

    found = ran(capsys, "integrity", str(path), "--plot", str(tmp_path / "signals.svg"))

    people = {each["worker"]: each for each in found["people"]}  # type: ignore[attr-defined]  # A list.
    assert (found["n_review"], people["w5"]["standing"]) == (1, "review")
    assert sorted(people["w5"]["families"]) == ["monotony", "speed"]
    assert [sorted(group) for group in found["clusters"]] == [["w11", "w3", "w7"]]  # type: ignore[attr-defined]  # A list.
    assert {people[name]["standing"] for name in ("w3", "w7", "w11")} == {"watch"}
    text = said(capsys, "integrity", str(path))
    assert (
        "Of 30 people 1 have signals of two kinds or more, which a person should look at, and 3 have one kind"
        in text
    )
    assert "w5" in words((tmp_path / "signals.svg").read_text())


def test_the_catalogue_says_what_a_statistic_is(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "catalogue", "gwet_ac")

    assert "agreement.gwet_ac: AC1 (identity weights) or AC2" in text
    assert "    Undefined: no item judged twice, one class" in text
    assert (
        "    Source: K. L. Gwet, British Journal of Mathematical and Statistical Psychology 61 (2008)."
        in text
    )
    keys = ran(capsys, "catalogue")["entries"][0].keys()  # type: ignore[index]  # A list.
    assert {"package", "name", "formula", "range", "unit", "undefined", "source"} <= keys
    assert run(["stats", "catalogue", "kappa_of_nobody"]) == 2
