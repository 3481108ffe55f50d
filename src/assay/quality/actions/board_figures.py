"""Agreement, confusions and disputes of one question, in every part of a project: arrays in, rows of the board out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from assay.quality.enums import BoardGrain
from assay.quality.models import BoardAnswer, BoardCell, BoardPair, BoardRun, BoardTask
from assay.quality.queries.board_inputs import Asked, BoardInputs, Codes, Floats
from assay.quality.queries.inputs import class_name
from assay.quality.rules.classes import grades, is_yes_or_no
from assay.stats.agreement import (
    ItemAgreement,
    LabelAgreement,
    Patterns,
    alpha_of_patterns,
    gwet_ac,
    patterns_of,
    per_item,
    per_label,
)

MOST_PAIRS, MOST_TASKS_OF_PAIR = 20, 100
MOST_DISPUTED, MOST_DISPUTED_OF_MARKET, MOST_ANSWERS = 200, 25, 60
# Beyond so many different numbers a scale is continuous, and agreement in pairs says nothing of it.
MOST_NUMBERS = 200


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the units: `where` names it as the columns of a row do."""

    grain: BoardGrain
    units: Codes
    patterns: Patterns
    n_contributors: int
    where: dict[str, object] = field(default_factory=dict)

    @property
    def times(self) -> Codes:
        return np.bincount(self.patterns.of[self.units], minlength=len(self.patterns.rows)).astype(np.int64)


@dataclass(frozen=True)
class Figures:
    """One question of one run; `unit_market` holds inner ids, 0 for none."""

    run: BoardRun
    inputs: BoardInputs
    asked: Asked
    languages: dict[int, str]
    patterns: Patterns
    unit_market: Codes

    @property
    def names(self) -> list[str]:
        return [class_name(value) for value in self.asked.classes]

    @property
    def is_by_option(self) -> bool:
        return is_yes_or_no(self.asked.question)


def figures_of(run: BoardRun, inputs: BoardInputs, asked: Asked, languages: dict[int, str]) -> Figures | None:
    """None where nobody answered, or the answers are numbers without steps."""
    if not asked.n_units or (is_number(asked) and len(asked.classes) > MOST_NUMBERS):
        return None
    market = np.zeros(asked.n_units, np.int64)
    # A task has one market; should it have been moved, that of the newest judgment holds.
    market[asked.unit] = inputs.judged.market[asked.judgment]
    patterns = patterns_of(asked.unit, asked.label, n_items=asked.n_units, n_classes=len(asked.classes))
    return Figures(run, inputs, asked, languages, patterns, market)


def is_number(asked: Asked) -> bool:
    return asked.question.kind == "number" or (asked.question.kind == "scale" and not grades(asked.question))


def metric_of(asked: Asked) -> str:
    """As consensus has it, and for numbers the squared distance."""
    if is_number(asked):
        return "interval"
    return "ordinal" if asked.question.is_ordered else "nominal"


def parts_of(found: Figures) -> Iterator[Part]:
    """The whole, every market, language and guideline version, and these crossed."""
    yield from _by_market(found)
    yield from _by_guideline(found)


def _by_market(found: Figures) -> Iterator[Part]:
    contributor = found.inputs.judged.contributor[found.asked.judgment]
    nobody = np.zeros(found.asked.n_units, np.int64)
    language, spoken = _languages(found.unit_market, found.languages)
    grains = (
        (BoardGrain.ALL, nobody),
        (BoardGrain.MARKET, found.unit_market),
        (BoardGrain.LANGUAGE, language),
    )
    for grain, group in grains:
        people = _people(group[found.asked.unit], contributor)
        for key in np.unique(group).tolist():
            if grain is not BoardGrain.ALL and not key:
                continue
            where = {
                BoardGrain.ALL: {},
                BoardGrain.MARKET: {"market_id": key},
                BoardGrain.LANGUAGE: {"language": spoken.get(key, "")},
            }[grain]
            yield Part(grain, np.flatnonzero(group == key), found.patterns, people[key], where)


def _by_guideline(found: Figures) -> Iterator[Part]:
    """Under two versions an item is two: agreement is of people who had read the same."""
    version = found.inputs.judged.guideline[found.asked.judgment]
    contributor = found.inputs.judged.contributor[found.asked.judgment]
    versions, code = np.unique(version, return_inverse=True)
    units, unit = np.unique(found.asked.unit * len(versions) + code, return_inverse=True)
    patterns = patterns_of(unit, found.asked.label, n_items=len(units), n_classes=len(found.asked.classes))
    of_version = versions[units % len(versions)]
    market = found.unit_market[units // len(versions)]
    language, spoken = _languages(market, found.languages)
    crossings = (
        (BoardGrain.GUIDELINE, np.zeros(len(units), np.int64)),
        (BoardGrain.MARKET_GUIDELINE, market),
        (BoardGrain.LANGUAGE_GUIDELINE, language),
    )
    for grain, group in crossings:
        crossed = of_version * (int(group.max(initial=0)) + 1) + group
        people = _people(crossed[unit], contributor)
        for key in np.unique(crossed).tolist():
            version_id, of = divmod(key, int(group.max(initial=0)) + 1)
            if not version_id or (grain is not BoardGrain.GUIDELINE and not of):
                continue
            where: dict[str, object] = {"guideline_version_id": version_id}
            if grain is BoardGrain.MARKET_GUIDELINE:
                where["market_id"] = of
            elif grain is BoardGrain.LANGUAGE_GUIDELINE:
                where["language"] = spoken[of]
            yield Part(grain, np.flatnonzero(crossed == key), patterns, people[key], where)


def _languages(market: Codes, languages: dict[int, str]) -> tuple[Codes, dict[int, str]]:
    """A code of the language of each unit, 0 for none, and what the codes mean."""
    code = {name: nth for nth, name in enumerate(sorted(set(languages.values())), 1)}
    found = np.zeros(len(market), np.int64)
    for market_id, name in languages.items():
        found[market == market_id] = code[name]
    return found, {nth: name for name, nth in code.items()}


def _people(group: Codes, contributor: Codes) -> dict[int, int]:
    """How many contributors each group has."""
    width = int(contributor.max(initial=0)) + 1
    of, counts = np.unique(np.unique(group * width + contributor) // width, return_counts=True)
    return dict(zip(of.tolist(), counts.tolist(), strict=True))


def cell(found: Figures, part: Part) -> BoardCell:
    """One row of agreement."""
    times, rows = part.times, part.patterns.rows
    metric = metric_of(found.asked)
    values = [float(str(value)) for value in found.asked.classes] if metric == "interval" else None
    alpha = alpha_of_patterns(rows, times, metric=metric, values=values, seed=0)
    ac1 = None if metric == "interval" else gwet_ac(rows, times=times)
    return BoardCell(
        run=found.run,
        question=found.asked.question.id,
        grain=part.grain,
        metric=metric,
        n_units=len(part.units),
        n_paired=alpha.n_items,
        n_judgments=alpha.n_judgments,
        n_contributors=part.n_contributors,
        alpha=alpha.alpha,
        alpha_low=alpha.alpha_low,
        alpha_high=alpha.alpha_high,
        ac1=ac1.value if ac1 else None,
        ac1_low=ac1.low if ac1 else None,
        ac1_high=ac1.high if ac1 else None,
        observed=alpha.agreement,
        observed_low=alpha.agreement_low,
        observed_high=alpha.agreement_high,
        shares=_shares(found, times @ rows),
        **part.where,
    )


def _shares(found: Figures, given: Floats) -> dict[str, float]:
    total = float(given.sum())
    often = sorted(np.flatnonzero(given).tolist(), key=lambda label: -given[label])[:MOST_ANSWERS]
    return {found.names[label]: round(float(given[label]) / total, 6) for label in sorted(often)}


def pairs(found: Figures, part: Part) -> list[BoardPair]:
    """The answers that are mistaken for each other most; of a choice of several, the options people differ on."""
    if is_number(found.asked):
        return []
    if found.is_by_option:
        rows = [
            _pair(found, part, units, (option, ""), classes=(0, 1)) for option, units in _options(found, part)
        ]
    else:
        names = found.names
        rows = [
            _pair(found, part, part.units, (names[one], names[other]), classes=(one, other))
            for one, other in _together(part)
        ]
    kept = [row for row in rows if row.n_units]
    return sorted(kept, key=lambda row: (-row.n_units, -row.n_pairs, row.one, row.other))[:MOST_PAIRS]


def _together(part: Part) -> list[tuple[int, int]]:
    """The pairs of classes that stand on most items together."""
    has = (part.patterns.rows > 0).astype(np.float64)
    both = np.triu(has.T @ (part.times[:, None] * has), k=1)
    order = np.argsort(-both, axis=None, kind="stable")[:MOST_PAIRS]
    width = both.shape[1]
    return [divmod(place, width) for place in order.tolist() if both.flat[place] > 0]


def _options(found: Figures, part: Part) -> Iterator[tuple[str, Codes]]:
    names = np.array([subject.rpartition("/")[2] for subject in found.asked.subjects])
    of = names[found.asked.unit_subject[part.units]]
    for option in np.unique(of).tolist():
        yield str(option), part.units[of == option]


def _pair(
    found: Figures, part: Part, units: Codes, answers: tuple[str, str], *, classes: tuple[int, int]
) -> BoardPair:
    given = part.patterns.rows[:, list(classes)].prod(axis=1)
    sizes = part.patterns.rows.sum(axis=1)
    of = part.patterns.of[units]
    divided = np.divide(given, sizes * (sizes - 1), out=np.zeros_like(given), where=sizes > 1)[of]
    where = np.flatnonzero(divided)
    # The most evenly divided first, of equals the newest.
    best = where[np.lexsort((-where, -divided[where]))][:MOST_TASKS_OF_PAIR]
    tasks = found.inputs.task_ids[found.asked.unit_task[units[best]]].tolist()
    return BoardPair(
        run=found.run,
        question=found.asked.question.id,
        one=answers[0],
        other=answers[1],
        n_pairs=int(given[of].sum()),
        n_units=len(where),
        n_paired=int((sizes[of] >= 2).sum()),
        tasks=list(dict.fromkeys(tasks)),
        **part.where,
    )


def answers(found: Figures, part: Part) -> list[BoardAnswer]:
    """How far people agree on each answer; of a choice of several, on each option's yes."""
    if is_number(found.asked):
        return []
    if found.is_by_option:
        rows = [
            _answer(found, part, option, per_label(part.patterns.rows, times=_times(part, units))[1])
            for option, units in _options(found, part)
        ]
    else:
        by_label = per_label(part.patterns.rows, times=part.times)
        rows = [_answer(found, part, found.names[each.label], each) for each in by_label]
    kept = sorted((row for row in rows if row.n_judgments), key=lambda row: -row.n_judgments)
    return kept[:MOST_ANSWERS]


def _times(part: Part, units: Codes) -> Codes:
    return np.bincount(part.patterns.of[units], minlength=len(part.patterns.rows)).astype(np.int64)


def _answer(found: Figures, part: Part, answer: str, agreement: LabelAgreement) -> BoardAnswer:
    return BoardAnswer(
        run=found.run,
        question=found.asked.question.id,
        answer=answer,
        n_units=agreement.n_items,
        n_judgments=agreement.n_judgments,
        agreement=agreement.agreement,
        low=agreement.low,
        high=agreement.high,
        **part.where,
    )


def disputed(found: Figures, disputes: Mapping[int, int]) -> list[BoardTask]:
    """The items that people dispute (task to how many), then those with the most scattered answers; also by market.

    An item that one person judged has no agreement, but may be disputed.
    """
    rows = found.patterns.rows
    per = per_item(rows)
    sizes = rows.sum(axis=1)
    of = found.patterns.of
    raised = _raised(found, disputes)
    split = np.flatnonzero((per.is_defined[of] & (per.entropy[of] > 0)) | (raised > 0))
    order = split[np.lexsort((-split, -sizes[of[split]], -per.entropy[of[split]], -raised[split]))]
    market = found.unit_market[order]
    kept = set(range(min(MOST_DISPUTED, len(order))))
    for each in np.unique(market).tolist():
        kept |= set(np.flatnonzero(market == each)[:MOST_DISPUTED_OF_MARKET].tolist())
    return [_disputed(found, per, raised, unit=int(order[nth]), position=nth + 1) for nth in sorted(kept)]


def _raised(found: Figures, disputes: Mapping[int, int]) -> Codes:
    """How many disputes there are of each unit's task."""
    of_task = np.array([disputes.get(pk, 0) for pk in found.inputs.task_ids.tolist()], np.int64)
    return of_task[found.asked.unit_task]


def _disputed(found: Figures, per: ItemAgreement, raised: Codes, *, unit: int, position: int) -> BoardTask:
    nth = int(found.patterns.of[unit])
    given = found.patterns.rows[nth]
    return BoardTask(
        run=found.run,
        question=found.asked.question.id,
        market_id=int(found.unit_market[unit]) or None,
        task_id=int(found.inputs.task_ids[found.asked.unit_task[unit]]),
        subject=found.asked.subjects[found.asked.unit_subject[unit]],
        answers={found.names[label]: int(given[label]) for label in np.flatnonzero(given).tolist()},
        n_judgments=int(given.sum()),
        agreement=float(per.agreement[nth]) if per.is_defined[nth] else None,
        entropy=float(per.entropy[nth]),
        n_disputes=int(raised[unit]),
        position=position,
    )
