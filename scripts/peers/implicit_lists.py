#!/usr/bin/env python3
"""Lists of implicit's ALS for scripts/bench quality: TRAIN OUT RANK ITERATIONS REGULARIZATION ALPHA N SEED.

TRAIN is a Parquet folder of user, item (int) and weight (float), OUT a Parquet file of id and items, without items in TRAIN.
Needs implicit, numpy, scipy, pandas and pyarrow.
"""
import os
import sys

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import numpy as np
import pandas as pd
import scipy.sparse as sp
from implicit.cpu.als import AlternatingLeastSquares


def main(train, out, rank, iterations, regularization, alpha, n, seed):
    pairs = pd.read_parquet(train)
    users, rows = np.unique(pairs.user, return_inverse=True)
    items, columns = np.unique(pairs.item, return_inverse=True)
    matrix = sp.csr_matrix((pairs.weight.astype(np.float32), (rows, columns)))
    model = AlternatingLeastSquares(
        factors=int(rank), iterations=int(iterations), regularization=float(regularization), alpha=float(alpha),
        use_cg=False, num_threads=2, random_state=int(seed))
    model.fit(matrix, show_progress=False)
    ids, _ = model.recommend(np.arange(len(users)), matrix, N=int(n), filter_already_liked_items=True)
    lists = [items[row[row >= 0]].astype(np.int32) for row in ids]
    pd.DataFrame({"id": users.astype(np.int32), "items": lists}).to_parquet(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
