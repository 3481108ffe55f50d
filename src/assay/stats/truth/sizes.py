"""What is too little or too much to fit."""

from assay.stats.truth.judgments import Judgments

# More cells than this are 4 GB of numbers: then the labels are no classes, or the file is another one.
MOST_CELLS = 500_000_000


def check_size(judgments: Judgments, *, matrices: bool) -> None:
    """Refuse what cannot be fitted, before memory runs out.

    Raises
    ------
    ValueError
        When there are no judgments or no classes, or the posterior (or, with `matrices`, a confusion matrix per
        contributor) would have more than half a thousand million cells.
    """
    if judgments.n == 0 or judgments.n_classes == 0:
        raise ValueError("there is nothing to fit")
    n_classes = judgments.n_classes
    if judgments.n_items * n_classes > MOST_CELLS:
        raise ValueError(
            f"{judgments.n_items:,} items with {n_classes:,} classes are too many: is the label a class?"
        )
    if matrices and judgments.n_workers * n_classes * n_classes > MOST_CELLS:
        raise ValueError(
            f"a matrix of {n_classes:,} classes for each of {judgments.n_workers:,} people is too large: "
            "is the label a class? Majority vote needs no matrix."
        )
