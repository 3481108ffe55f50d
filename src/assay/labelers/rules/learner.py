"""The built-in learner: linear classifiers over hashed text and fields of the content. No database, no network.

Texts are cut into pieces of two to four letters within words, so that it works in every language without a dictionary;
short values and numbers of the content are features of their own. Hashing keeps the size fixed and needs no
vocabulary, so that what was learnt is a matrix and nothing that could run when it is loaded.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log10
from typing import TYPE_CHECKING, Any  # Content of tasks is JSON; the library ships no types.

from assay.kit.reasons import Reason, declare

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

N_TEXT, N_FIELDS = 2**16, 2**12
LEAST_OF_A_CLASS, LEAST_EXAMPLES, MOST_CLASSES, FOLDS = 5, 50, 60, 5
MOST_LETTERS, MOST_SHORT = 20_000, 40
# So many labels are kept with what was said of them unseen.
MOST_HELD = 5_000
# Weaker than the library's usual penalty: hashed rows have length one, so that their weights have to be larger.
STRENGTH = 10.0

TOO_FEW = declare(
    "labelers.too_few", "There are {n} delivered labels of {question} to learn from; it takes {least}."
)
TOO_FEW_CLASSES = declare(
    "labelers.too_few_classes",
    "{question} has fewer than two answers with {least} delivered labels each, so there is nothing to tell apart.",
)
TOO_MANY_CLASSES = declare(
    "labelers.too_many_classes", "{question} has more than {most} answers: that is too many for the learner."
)


@dataclass(frozen=True, slots=True, eq=False)
class HeldOut:
    """What was said of examples that the classifier had not seen, those with an answer that it never gives among them.

    Attributes
    ----------
    chances : array of float32, shape (n, n_classes)
    truth : tuple of str, length n
    """

    chances: "NDArray[np.float32]"
    truth: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Learnt:
    """A classifier of one question.

    Attributes
    ----------
    classes : tuple of str
    weights : array of float32, shape (n_classes or 1, N_TEXT + N_FIELDS)
        One row where there are two classes: that of the second.
    intercept : array of float32
    n, k : int
        Examples, and those that were right when a classifier had not seen them (five folds).
    held : HeldOut or None
        None: of a version from before it was kept.
    """

    classes: tuple[str, ...]
    weights: "NDArray[np.float32]"
    intercept: "NDArray[np.float32]"
    n: int
    k: int
    held: HeldOut | None = None


def refuse_examples(question: str, labels: Sequence[str]) -> Reason | None:
    """Why nothing can be learnt from these labels; rare ones are left out, and do not count here."""
    kept = _kept(labels)
    if len(kept) < 2:
        return TOO_FEW_CLASSES(question=question, least=LEAST_OF_A_CLASS)
    if len(kept) > MOST_CLASSES:
        return TOO_MANY_CLASSES(question=question, most=MOST_CLASSES)
    n = sum(label in kept for label in labels)
    return TOO_FEW(question=question, n=n, least=LEAST_EXAMPLES) if n < LEAST_EXAMPLES else None


def learn(contents: Sequence[Mapping[str, Any]], labels: Sequence[str], *, seed: int = 0) -> Learnt:
    """Learn to tell labels by content. The same examples in the same order give the same classifier.

    What was refused by `refuse_examples` is an error. Labels with fewer than five examples are left out: such an answer
    is never given.
    """
    import numpy as np
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    kept = _kept(labels)
    chosen = [nth for nth, label in enumerate(labels) if label in kept]
    found = _features([contents[nth] for nth in chosen])
    truth = np.array([labels[nth] for nth in chosen])
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    unseen = cross_val_predict(_classifier(), found, truth, cv=folds, method="predict_proba")
    made = _classifier().fit(found, truth)
    # What is too rare to be learnt was not seen by the classifier of all examples either.
    rare = [nth for nth, label in enumerate(labels) if label not in kept]
    if rare:
        unseen = np.concatenate([unseen, made.predict_proba(_features([contents[nth] for nth in rare]))])
    # In the order of the examples, which is one of chance.
    places = np.argsort([*chosen, *rare], kind="stable")[:MOST_HELD]
    return Learnt(
        classes=tuple(str(each) for each in made.classes_),
        weights=made.coef_.astype(np.float32),
        intercept=made.intercept_.astype(np.float32),
        n=len(chosen),
        k=int((made.classes_[unseen[: len(chosen)].argmax(axis=1)] == truth).sum()),
        held=HeldOut(unseen[places].astype(np.float32), tuple(labels[: len(places)])),
    )


def predict(learnt: Learnt, contents: Sequence[Mapping[str, Any]]) -> list[tuple[str, float]]:
    """The label of each content with its probability by the model."""
    if not contents:
        return []
    found = chances_of(learnt, contents)
    best = found.argmax(axis=1)
    return [(learnt.classes[each], float(row[each])) for each, row in zip(best.tolist(), found, strict=True)]


def chances_of(learnt: Learnt, contents: Sequence[Mapping[str, Any]]) -> "NDArray[np.float64]":
    """By content (at least one) and class, the probability by the model."""
    import numpy as np
    from scipy.special import expit, softmax

    scores = np.asarray(_features(contents) @ learnt.weights.T) + learnt.intercept
    if len(learnt.classes) == 2:
        second = expit(scores[:, 0].astype(np.float64))
        return np.stack([1 - second, second], axis=1)
    found: NDArray[np.float64] = softmax(scores.astype(np.float64), axis=1)
    return found


def packed(questions: Mapping[str, Learnt]) -> bytes:
    """As NumPy's .npz, without objects."""
    import numpy as np

    arrays: dict[str, Any] = {}
    for question, learnt in questions.items():
        arrays[f"{question}/classes"] = np.array(learnt.classes)
        arrays[f"{question}/weights"] = learnt.weights
        arrays[f"{question}/intercept"] = learnt.intercept
        arrays[f"{question}/counts"] = np.array([learnt.n, learnt.k])
        if learnt.held is not None:
            arrays[f"{question}/held"] = learnt.held.chances
            arrays[f"{question}/truth"] = np.array(learnt.held.truth)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return buffer.getvalue()


def unpacked(stored: bytes) -> dict[str, Learnt]:
    """What was packed; a file that holds objects is refused by NumPy, so that nothing in it can run."""
    import numpy as np

    with np.load(io.BytesIO(stored), allow_pickle=False) as arrays:
        questions = [name.removesuffix("/classes") for name in arrays if name.endswith("/classes")]
        return {
            question: Learnt(
                tuple(str(each) for each in arrays[f"{question}/classes"]),
                arrays[f"{question}/weights"],
                arrays[f"{question}/intercept"],
                int(arrays[f"{question}/counts"][0]),
                int(arrays[f"{question}/counts"][1]),
                held=_held(arrays, question),
            )
            for question in questions
        }


def _held(arrays: Any, question: str) -> HeldOut | None:
    if f"{question}/held" not in arrays:
        return None
    return HeldOut(arrays[f"{question}/held"], tuple(str(each) for each in arrays[f"{question}/truth"]))


def _kept(labels: Sequence[str]) -> frozenset[str]:
    counts: dict[str, int] = {}
    for label in labels:
        counts[label] = counts.get(label, 0) + 1
    return frozenset(label for label, n in counts.items() if n >= LEAST_OF_A_CLASS)


def _classifier() -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=STRENGTH, max_iter=500)


def _features(contents: Sequence[Mapping[str, Any]]) -> Any:
    """Hashed letters of all texts beside hashed fields, each part of length one."""
    from scipy.sparse import hstack
    from sklearn.feature_extraction import FeatureHasher
    from sklearn.feature_extraction.text import HashingVectorizer
    from sklearn.preprocessing import normalize

    leaves = [list(_leaves(content, "")) for content in contents]
    texts = [" ".join(str(value) for _, value in each if isinstance(value, str)) for each in leaves]
    letters = HashingVectorizer(n_features=N_TEXT, analyzer="char_wb", ngram_range=(2, 4))
    fields = FeatureHasher(n_features=N_FIELDS, input_type="pair")
    pairs = [list(_pairs(each)) for each in leaves]
    text = letters.transform(text[:MOST_LETTERS] for text in texts)
    return hstack([text, normalize(fields.transform(pairs))], format="csr")


def _leaves(value: object, path: str) -> Iterator[tuple[str, object]]:
    """Every text, number and truth value with the place where it lies; places in lists are all one."""
    if isinstance(value, Mapping):
        for name, inner in sorted(value.items(), key=lambda each: str(each[0])):
            yield from _leaves(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, path)
    elif value is not None:
        yield path, value


def _pairs(leaves: Sequence[tuple[str, object]]) -> Iterator[tuple[str, float]]:
    """Short texts and truth values as they are; numbers by their size, in steps of which two make a power of ten."""
    for path, value in leaves:
        if isinstance(value, bool):
            yield f"{path}={value}", 1.0
        elif isinstance(value, int | float):
            step = round(2 * log10(abs(value))) if value else 0
            yield f"{path}{'-' if value < 0 else '+'}{step if value else 'none'}", 1.0
        elif isinstance(value, str) and 0 < len(value) <= MOST_SHORT:
            yield f"{path}={value.casefold()}", 1.0
