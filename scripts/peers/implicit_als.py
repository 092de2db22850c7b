#!/usr/bin/env python3
"""One run of implicit's ALS for scripts/bench als: PAIRS RANK ITERATIONS REGULARIZATION ALPHA SOLVER THREADS N.

PAIRS is a Parquet folder of user, item (int) and weight (float). Prints seconds of the fit and of the lists without seen items, the
peak memory in MB, and the objective: implicit's own, whose regularization is not scaled and whose confidence has no 1 added. Reading is
not timed. Needs implicit==0.7.3, scipy, pandas and pyarrow.
"""
import json
import os
import resource
import sys
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import numpy as np
import pandas as pd
import scipy.sparse as sp
from implicit.cpu._als import calculate_loss
from implicit.cpu.als import AlternatingLeastSquares


def main(pairs, rank, iterations, regularization, alpha, solver, threads, n):
    pairs = pd.read_parquet(pairs)
    matrix = sp.csr_matrix((pairs.weight.astype(np.float32), (pairs.user, pairs.item)))
    model = AlternatingLeastSquares(
        factors=int(rank), iterations=int(iterations), regularization=float(regularization), alpha=float(alpha),
        use_cg=solver == "cg", num_threads=int(threads), random_state=0)
    begun = time.perf_counter()
    model.fit(matrix, show_progress=False)
    fitted = time.perf_counter()
    model.recommend(np.arange(matrix.shape[0]), matrix, N=int(n), filter_already_liked_items=True)
    listed = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"fit": fitted - begun, "lists": listed - fitted, "peak": peak, "objective": objective(matrix, model)}))


def objective(matrix, model):
    confidence = model.alpha * matrix
    mean = calculate_loss(confidence, model.user_factors, model.item_factors, model.regularization, num_threads=model.num_threads)
    # The library divides by the sum of all confidences, 1 for what is not in the matrix.
    return float(mean) * (float(confidence.sum()) + matrix.shape[0] * matrix.shape[1] - matrix.nnz)


if __name__ == "__main__":
    main(*sys.argv[1:])
