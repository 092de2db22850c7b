"""Figures of the backtest's lists by RecTools, from the lists and nothing of Nightshift's code.

    python figures.py FOLDER

FOLDER has text files, columns separated by blanks:
    lists      model protocol user rank item
    relevant   protocol user item
    before     user item                        what was bought up to the cut, each pair once
    catalogue  item                             what anybody had bought up to the cut
    categories item category                    of the items in lists; "-" for an item without one
Prints "model protocol metric k value", one line for each figure of all users.

Where RecTools defines a figure otherwise, its values of each user are brought to Nightshift's definition:
    map        RecTools divides by the relevant items of the user, Nightshift by min(k, relevant)
    diversity  RecTools leaves users without a list out of the mean, Nightshift counts them with 0
    novelty    RecTools takes the mean over lists, Nightshift over the places of all lists; the same for full lists
    novelty and coverage   Nightshift leaves out items that nobody had bought up to the cut
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from rectools import Columns
from rectools.metrics import (
    MAP,
    MRR,
    NDCG,
    CatalogCoverage,
    HitRate,
    IntraListDiversity,
    MeanInvUserFreq,
    PairwiseHammingDistanceCalculator,
    Precision,
    Recall,
)

LENGTHS = (5, 10, 20)


def read(folder, name, columns):
    return pd.read_csv(folder / name, sep=" ", names=columns, dtype=str, keep_default_na=False)


def category_distance(categories):
    """1 between two categories, 0 within one; an item without a category has one of its own."""
    names = np.where(categories["category"] == "-", "of " + categories[Columns.Item], categories["category"])
    codes = pd.DataFrame({"category": pd.factorize(names)[0]}, index=categories[Columns.Item])
    return PairwiseHammingDistanceCalculator(codes)


def figures(lists, relevant, before, catalogue, distance):
    """Yields (metric, k, value) for the lists of one model under one protocol."""
    users = pd.Index(relevant[Columns.User].unique())
    sought = relevant.groupby(Columns.User).size().reindex(users)

    def mean(values):
        return values.reindex(users).fillna(0).mean()

    for k in LENGTHS:
        shown = lists[lists[Columns.Rank] <= k]
        known = shown[shown[Columns.Item].isin(catalogue)]
        places = known.groupby(Columns.User).size()
        yield "ndcg", k, mean(NDCG(k=k, divide_by_achievable=True).calc_per_user(lists, relevant))
        yield "precision", k, mean(Precision(k=k).calc_per_user(lists, relevant))
        yield "recall", k, mean(Recall(k=k).calc_per_user(lists, relevant))
        yield "mrr", k, mean(MRR(k=k).calc_per_user(lists, relevant))
        yield "hit-rate", k, mean(HitRate(k=k).calc_per_user(lists, relevant))
        average_precision = MAP(k=k).calc_per_user(lists, relevant).reindex(users)
        yield "map", k, mean(average_precision * sought / np.minimum(k, sought))
        yield "diversity", k, mean(IntraListDiversity(k=k, distance_calculator=distance).calc_per_user(shown))
        novelty = MeanInvUserFreq(k=k).calc_per_user(known, before)
        yield "novelty", k, (novelty * places.reindex(novelty.index)).sum() / places.sum()
        yield "coverage", k, CatalogCoverage(k=k, normalize=True).calc(known, catalogue)


def main(folder):
    lists = read(folder, "lists", ["model", "protocol", Columns.User, Columns.Rank, Columns.Item])
    lists[Columns.Rank] = lists[Columns.Rank].astype(int)
    relevant = read(folder, "relevant", ["protocol", Columns.User, Columns.Item])
    before = read(folder, "before", [Columns.User, Columns.Item])
    catalogue = read(folder, "catalogue", [Columns.Item])[Columns.Item]
    distance = category_distance(read(folder, "categories", [Columns.Item, "category"]))
    for (model, protocol), of_model in lists.groupby(["model", "protocol"]):
        sought = relevant[relevant["protocol"] == protocol]
        of_model = of_model.sort_values([Columns.User, Columns.Rank]).reset_index(drop=True)
        for metric, k, value in figures(of_model, sought, before, catalogue, distance):
            print(model, protocol, metric, k, repr(float(value)))


main(Path(sys.argv[1]))
