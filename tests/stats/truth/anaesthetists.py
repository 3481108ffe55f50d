"""Dawid and Skene (1979), table 1: five anaesthetists grade the fitness of 45 patients, the first of them three times.

A row is a patient: three answers of the first, then one answer of each of the others.
"""

import numpy as np

from assay.stats.truth import Judgments, all_from_codes

TABLE = """
1111111 3334334 1122122 2223121 2223222 2223322 1212111 3333433 2222223 2322223 4444444 2223343 1111111 2223212 1211111
1112111 1111111 1111111 2222221 2221322 2222222 2222221 2223222 2212222 1111111 1111111 2322222 1111111 1111111 1121121
1111111 3333233 1111111 2222222 2223232 4334343 2212232 2323233 3333432 1111111 1111111 1212111 2322222 1211111 2222222
"""
RATER = np.array([0, 0, 0, 1, 2, 3, 4], np.int32)


def anaesthetists() -> Judgments:
    answers = np.array([[int(each) - 1 for each in patient] for patient in TABLE.split()], np.int32)
    item = np.repeat(np.arange(45, dtype=np.int32), 7)
    return all_from_codes(item, np.tile(RATER, 45), answers.ravel(), n_items=45, n_workers=5, n_classes=4)
