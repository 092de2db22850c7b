#!/usr/bin/env python3
"""The same night on one machine with pandas, implicit and scikit-learn: the peer that `scripts/bench night` is timed beside.

Usage: pandas_night.py DATA_FOLDER [--scale 10] [--out FOLDER]
Needs: pip install pandas pyarrow scipy scikit-learn implicit==0.7.3

It does what a careful script would: kept lines, window features, implicit ALS with the top 20 of every user, a repeat blend, a
backtest by time cut with NDCG@10, and five calibrated logistic regressions with four label windows. Recommendations, features,
scores and metrics are written as Parquet.
"""
import argparse
import os
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import numpy as np
import pandas as pd
import scipy.sparse as sparse
from implicit.als import AlternatingLeastSquares
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.preprocessing import StandardScaler

DEPARTMENTS = {"FUEL", "MISCELLANEOUS", "COUPON", "CNTRL/STORE SUP", "POSTAL CENTER", "PROD-WHS SALES", "ELECT &PLUMBING"}
CATEGORIES = {"COUPON/MISC ITEMS", "COUPONS/STORE & MFG", "COUPON", "FUEL", "BOTTLE DEPOSITS"}
TARGETS = ["EGGS", "FROZEN PIZZA", "YOGURT", "LAUNDRY DETERGENTS", None]
HORIZON = 28
DAY = pd.Timestamp("2017-12-28")


def read(folder, scale):
    lines = pd.read_parquet(f"{folder}/transactions.parquet")
    products = pd.read_parquet(f"{folder}/products.parquet")
    kept = products[~products.department.isin(DEPARTMENTS) & ~products.product_category.isin(CATEGORIES)]
    lines = lines.merge(kept[["product_id", "product_category"]], on="product_id")
    lines = lines[(lines.quantity > 0) & (lines.sales_value > 0)]
    stamp = pd.to_datetime(lines.transaction_timestamp)
    if stamp.dt.tz is not None:
        stamp = stamp.dt.tz_convert("UTC").dt.tz_localize(None)
    lines["day"] = stamp.dt.normalize()
    lines = lines[["household_id", "basket_id", "product_id", "product_category", "quantity", "sales_value", "retail_disc", "day"]]
    copies = [lines.assign(household_id=lines.household_id + 100_000 * copy, basket_id=lines.basket_id + 10**12 * copy)
              for copy in range(scale)]
    return pd.concat(copies, ignore_index=True).drop_duplicates()


def features(lines, as_of, users):
    past = lines[lines.day <= as_of]
    age = (as_of - past.day).dt.days
    table = pd.DataFrame(index=users)
    for window in (7, 28, 90, 365):
        part = past[age < window]
        by_user = part.groupby("household_id")
        table[f"orders_{window}"] = by_user.basket_id.nunique()
        table[f"units_{window}"] = by_user.quantity.sum()
        table[f"spend_{window}"] = by_user.sales_value.sum()
        table[f"items_{window}"] = by_user.product_id.nunique()
        table[f"days_{window}"] = by_user.day.nunique()
        for target in TARGETS[:-1]:
            chosen = part[part.product_category == target]
            table[f"{target}_{window}"] = chosen.groupby("household_id").basket_id.nunique()
    table["discount"] = past.groupby("household_id").retail_disc.sum()
    table = table.fillna(0)
    days = past.groupby("household_id").day
    table["since_last"] = (as_of - days.max()).dt.days.reindex(users).fillna(400)
    table["since_first"] = (as_of - days.min()).dt.days.reindex(users).fillna(0)
    return np.log1p(table.clip(lower=0))


def labels(lines, as_of, users, target):
    later = lines[(lines.day > as_of) & (lines.day <= as_of + pd.Timedelta(days=HORIZON))]
    if target is None:
        return (~users.isin(later.household_id)).astype(int)
    return users.isin(later[later.product_category == target].household_id).astype(int)


def propensity(lines, day, tables):
    scores, users = {}, tables[day].index
    cuts = [day - pd.Timedelta(days=HORIZON * step) for step in range(1, 5)]
    scaler = StandardScaler().fit(np.vstack([tables[cut].to_numpy() for cut in cuts]))
    train = np.vstack([scaler.transform(tables[cut].to_numpy()) for cut in cuts])
    newest = scaler.transform(tables[cuts[0]].to_numpy())
    for target in TARGETS:
        y = np.concatenate([labels(lines, cut, tables[cut].index, target) for cut in cuts])
        model = LogisticRegression(C=0.1, max_iter=300).fit(train, y)
        fold, out = np.arange(len(newest)) % 3, np.zeros(len(newest))
        owner = np.concatenate([np.arange(len(tables[cut])) % 3 for cut in cuts])
        for held in range(3):
            part = LogisticRegression(C=0.1, max_iter=300).fit(train[owner != held], y[owner != held])
            out[fold == held] = part.predict_proba(newest[fold == held])[:, 1]
        calibrator = IsotonicRegression(out_of_bounds="clip").fit(out, y[: len(newest)])
        scores[target] = calibrator.predict(model.predict_proba(scaler.transform(tables[day].to_numpy()))[:, 1])
    return pd.DataFrame(scores, index=users)


def lists(lines, as_of, n=20):
    past = lines[lines.day <= as_of]
    users, user = np.unique(past.household_id, return_inverse=True)
    items, item = np.unique(past.product_id, return_inverse=True)
    weight = np.exp2(-(as_of - past.day).dt.days.to_numpy() / 90.0)
    counts = sparse.csr_matrix((np.ones(len(past), np.float32), (user, item)), shape=(len(users), len(items)))
    personal = sparse.csr_matrix((weight, (user, item)), shape=counts.shape)
    model = AlternatingLeastSquares(factors=64, iterations=10, alpha=1.0, regularization=10, num_threads=2, random_state=1)
    model.fit(counts, show_progress=False)
    ids, scores = model.recommend(np.arange(len(users)), counts, N=n, filter_already_liked_items=False)
    new_ids, _ = model.recommend(np.arange(len(users)), counts, N=n, filter_already_liked_items=True)
    blended = np.zeros((len(users), n), ids.dtype)
    for u in range(len(users)):
        start, end = personal.indptr[u], personal.indptr[u + 1]
        own = dict(zip(personal.indices[start:end], personal.data[start:end] / personal.data[start:end].max()))
        top = max(scores[u].max(), 1e-9)
        for i, s in zip(ids[u], scores[u]):
            own[i] = own.get(i, 0) + 0.1 * s / top
        ranked = sorted(own, key=lambda i: (-own[i], i))[:n]
        blended[u, : len(ranked)] = ranked
    return users, items, blended, new_ids


def ndcg(lines, cut):
    users, items, blended, _ = lists(lines, cut)
    test = lines[(lines.day > cut) & (lines.day <= cut + pd.Timedelta(days=HORIZON))]
    relevant = test.groupby("household_id").product_id.agg(set)
    discount = 1 / np.log2(np.arange(2, 12))
    values = []
    for row, user in enumerate(users):
        wanted = relevant.get(user)
        if wanted:
            hits = np.array([items[i] in wanted for i in blended[row, :10]])
            values.append((hits * discount).sum() / discount[: min(10, len(wanted))].sum())
    return float(np.mean(values))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data")
    parser.add_argument("--scale", type=int, default=1)
    parser.add_argument("--out", default="target/bench/pandas-night")
    options = parser.parse_args()
    os.makedirs(options.out, exist_ok=True)
    clock, begun = time.perf_counter, time.perf_counter()

    def lap(name):
        nonlocal begun
        print(f"{name:<12} {clock() - begun:8.2f} s", flush=True)
        begun = clock()

    start = begun
    lines = read(options.data, options.scale)
    lap("ingest")
    users = pd.Index(np.unique(lines.household_id))
    cut = DAY - pd.Timedelta(days=HORIZON)
    tables = {DAY - pd.Timedelta(days=HORIZON * step): None for step in range(6)}
    for as_of in tables:
        tables[as_of] = features(lines, as_of, users)
    tables[DAY].to_parquet(f"{options.out}/user_features.parquet")
    lap("features")
    ids, items, blended, fresh = lists(lines, DAY)
    pd.DataFrame({"user": np.repeat(ids, 20), "item": items[blended].ravel()}).to_parquet(f"{options.out}/recommendations.parquet")
    lap("recommend")
    propensity(lines, DAY, tables).rename(columns=str).to_parquet(f"{options.out}/propensity.parquet")
    measured = propensity(lines, cut, tables)
    lap("propensity")
    print("ndcg@10", round(ndcg(lines, cut), 4))
    for target in TARGETS:
        y = labels(lines, cut, measured.index, target)
        p = measured[target].clip(1e-6, 1 - 1e-6)
        print(target, "auc", round(roc_auc_score(y, p), 4), "log loss", round(log_loss(y, p), 4))
    lap("evaluate")
    print(f"total        {clock() - start:8.2f} s")


if __name__ == "__main__":
    main()
