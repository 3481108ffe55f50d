"""Signs in the answers of a project's people, with whom they are shared; and when they are enough to open a case."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from assay.kit.reasons import Reason, declare
from assay.quality.enums import CaseOutcome
from assay.quality.rules.standing_signals import FALSE_SHARE, N_DRAWS, Given, encoded
from assay.stats.integrity import (
    Signal,
    collusion,
    collusion_signals,
    duplicate_signals,
    monotony_signals,
    same_content,
    same_sequences,
    speeding,
)
from assay.stats.sampling import wilson

NEEDS_DECISION = declare("integrity.needs_decision", "Say why, in words for the person.", status=422)
NEEDS_A_WAY_BACK = declare(
    "integrity.needs_a_way_back",
    "Whoever is paused or leaves must read how to come back or object.",
    status=422,
)
UNKNOWN_OUTCOME = declare("integrity.unknown_outcome", "There is no such outcome.", status=422)
DECIDED = declare("integrity.decided", "This case was decided already.")
IS_OPEN = declare("integrity.is_open", "A case about this person is open in this project already.")
OWN_CASE = declare("integrity.own_case", "Nobody decides a case about themselves.", status=403)
NO_ANSWERS = declare(
    "integrity.no_answers", "This person has answered nothing in this project that could be looked at."
)
NEEDS_REASON = declare("integrity.needs_reason", "Say why you open it.", status=422)

# Two kinds of signs are needed to open a case: one alone is seen of honest people, too.
FEWEST_FAMILIES = 2
ACCOUNT = "account"
SHORTEST_TEXT = 40
# Texts that somebody else wrote of the same task: so many, and at least this share of those compared.
FEWEST_TEXTS, TEXTS_SHARE = 3, 0.5
TELLING = frozenset({CaseOutcome.WARNED, CaseOutcome.PAUSED, CaseOutcome.OFF_BOARDED})
ENDING = frozenset({CaseOutcome.PAUSED, CaseOutcome.OFF_BOARDED})


@dataclass(frozen=True, slots=True)
class Sign:
    """A signal of one question about one person (by key), and the people it is shared with.

    `opens_for`: because of them a case is opened without a second kind of sign.
    """

    person: int
    question: str
    signal: Signal
    others: tuple[int, ...] = ()
    opens_for: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """What somebody wrote to justify an answer."""

    person: int
    task: int
    text: str


def signs(given: Sequence[Given], texts: Sequence[Text] = ()) -> dict[int, list[Sign]]:
    """By person; only who has one. `given` is in the order of time."""
    questions, people = sorted({each.question for each in given}), sorted({each.person for each in given})
    found: dict[int, list[Sign]] = {}
    for question in questions:
        of_question = [each for each in given if each.question == question]
        for sign in _of_question(of_question, people, question, FALSE_SHARE / len(questions)):
            seen = found.setdefault(sign.person, [])
            # The seconds are those of the task: every question of it says the same of them.
            if sign.signal.family != "speed" or not any(_says_the_same(sign, other) for other in seen):
                seen.append(sign)
    for sign in copied_texts(texts):
        found.setdefault(sign.person, []).append(sign)
    return found


def _says_the_same(one: Sign, other: Sign) -> bool:
    return (one.signal.name, one.signal.evidence) == (other.signal.name, other.signal.evidence)


def shared_devices(sharing: Mapping[int, Sequence[int]]) -> dict[int, Sign]:
    """Of whom other people's accounts were signed in from the same browser; who share a site's are left out before."""
    return {person: _device_sign(person, others) for person, others in sharing.items() if others}


def _device_sign(person: int, others: Sequence[int]) -> Sign:
    n = len(others)
    accounts = "1 other account was" if n == 1 else f"{n:,} other accounts were"
    words = f"{accounts} signed in from the same browser, and not of the same site."
    return Sign(
        person,
        "",
        Signal("shared_device", "device", person, float(n), None, None, None, n, None, words),
        tuple(others),
    )


def account_sign(person: int, others: Sequence[int], *, earlier: Sequence[int]) -> Sign:
    """Paid to the same bank account as others: of two accounts of one person the later one is asked about."""
    n = len(others)
    words = f"{'1 other person is' if n == 1 else f'{n:,} others are'} paid to the same bank account."
    signal = Signal("shared_account", ACCOUNT, person, float(n), None, None, None, n, None, words)
    return Sign(person, "", signal, tuple(others), tuple(earlier))


def is_enough(found: Sequence[Sign], looked_into: Collection[int] = ()) -> bool:
    """Two kinds of signs, or one that is enough alone, unless somebody has looked into it with the same people."""
    if len({sign.signal.family for sign in found}) >= FEWEST_FAMILIES:
        return True
    return any(not set(sign.opens_for) <= set(looked_into) for sign in found)


def copied_texts(texts: Sequence[Text]) -> list[Sign]:
    """Who wrote word for word what others wrote of the same task, again and again."""
    people = sorted({each.person for each in texts})
    place = {person: nth for nth, person in enumerate(people)}
    by_task: dict[int, list[Text]] = {}
    for each in texts:
        if len(each.text) >= SHORTEST_TEXT:
            by_task.setdefault(each.task, []).append(each)
    compared: dict[int, int] = {}
    copied: dict[int, int] = {}
    others: dict[int, set[int]] = {}
    for of_task in by_task.values():
        if len({each.person for each in of_task}) < 2:
            continue
        for person in {each.person for each in of_task}:
            compared[person] = compared.get(person, 0) + 1
        same = same_content(
            [place[each.person] for each in of_task], [each.text for each in of_task], shortest=SHORTEST_TEXT
        )
        for group in same:
            for nth in group.workers:
                person = people[nth]
                copied[person] = copied.get(person, 0) + 1
                others.setdefault(person, set()).update(people[each] for each in group.workers if each != nth)
    return [
        sign
        for person in sorted(copied)
        if (sign := _texts_sign(person, copied[person], compared[person], others[person]))
    ]


def refuse_decision(outcome: str, *, decision: str, days: int, way_back: str) -> list[Reason]:
    if outcome not in CaseOutcome.values:
        return [UNKNOWN_OUTCOME(field="outcome")]
    found = [] if decision.strip() else [NEEDS_DECISION(field="decision")]
    if outcome in ENDING and not way_back.strip():
        found.append(NEEDS_A_WAY_BACK(field="way_back"))
    return found


def _of_question(given: Sequence[Given], people: Sequence[int], question: str, share: float) -> list[Sign]:
    answers, truth = encoded(given, people)
    pairs = collusion(answers, truth, false_share=share)
    shared: dict[int, set[int]] = {}
    for pair in pairs.suspects:
        shared.setdefault(pair.first, set()).add(pair.second)
        shared.setdefault(pair.second, set()).add(pair.first)
    sequences: dict[int, set[int]] = {}
    for group in same_sequences(answers):
        for worker in group.workers:
            sequences.setdefault(worker, set()).update(each for each in group.workers if each != worker)
    partners: Mapping[str, Mapping[int, set[int]]] = {"collusion": shared, "same_sequence": sequences}
    signals = [
        *speeding(answers),
        *monotony_signals(answers, false_share=share, n_draws=N_DRAWS),
        *duplicate_signals(answers, false_share=share),
        *collusion_signals(pairs),
    ]
    return [
        Sign(
            people[signal.worker],
            question,
            replace(signal, worker=people[signal.worker]),
            tuple(sorted(people[nth] for nth in partners.get(signal.name, {}).get(signal.worker, ()))),
        )
        for signal in signals
    ]


def _texts_sign(person: int, n_copied: int, n: int, others: set[int]) -> Sign | None:
    share = wilson(n_copied, n)
    if n_copied < FEWEST_TEXTS or share.value is None or share.value < TEXTS_SHARE:
        return None
    words = f"{n_copied:,} of {n:,} justifications stand word for word under another name, of the same task."
    signal = Signal(
        "copied_texts", "copying", person, share.value, None, share.low, share.high, n, None, words
    )
    return Sign(person, "", signal, tuple(sorted(others)))
