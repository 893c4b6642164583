#!/usr/bin/env python3
"""Measures Python's process pools and Baton side by side, and prints a table in Markdown.

    docs/compare/peers.py            from the top of a source tree, on a quiet machine; minutes
    docs/compare/peers.py --python   Python's pools alone

joblib is measured if it can be imported. All answers are checked. Two workers each. Figures are medians
of what is measured here and now; nothing is remembered from other runs.
"""
import array
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor

WORKERS = 2
ROUND_TRIPS = 2_000
PACED = 300
INTERVAL_S = 0.010
SUBMITS = 20_000
ITEMS = 200_000
CHUNK = 256
ROUNDS = 3
ARRAY_BYTES = 64 << 20
ARRAYS = 9


def same(value):
    return value


def total(values):
    return values[0] + values[-1]


def median_us(seconds):
    return statistics.median(seconds) * 1e6


def require(condition):
    if not condition:
        raise SystemExit("a wrong answer")


def timed(action):
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def python_pool():
    """Returns the figures of ProcessPoolExecutor by row."""
    figures = {}
    start = time.perf_counter()
    with ProcessPoolExecutor(WORKERS) as pool:
        require(pool.submit(same, 1).result() == 1)
        figures["start"] = (time.perf_counter() - start) * 1e3

        def trip():
            require(pool.submit(same, 7).result() == 7)

        for _ in range(ROUND_TRIPS):
            trip()
        figures["back-to-back"] = median_us([timed(trip) for _ in range(ROUND_TRIPS)])
        paced = []
        for _ in range(PACED):
            time.sleep(INTERVAL_S)
            paced.append(timed(trip))
        figures["paced"] = median_us(paced)

        def submits():
            futures = [pool.submit(same, i) for i in range(SUBMITS)]
            require(all(future.result() == i for i, future in enumerate(futures)))

        figures["submit"] = SUBMITS / min(timed(submits) for _ in range(ROUNDS))

        def items():
            results = pool.map(same, range(ITEMS), chunksize=CHUNK)
            require(all(result == i for i, result in enumerate(results)))

        figures["map"] = ITEMS / min(timed(items) for _ in range(ROUNDS))
        numbers = array.array("d", [1.0]) * (ARRAY_BYTES // 8)
        figures["array"] = 1e3 * statistics.median(
            timed(lambda: require(pool.submit(total, numbers).result() == 2.0)) for _ in range(ARRAYS)
        )
    return figures


def joblib_pool():
    """Returns the figures of joblib that can be compared, or nothing if there is no joblib."""
    try:
        from joblib import Parallel, delayed
    except ImportError:
        return {}
    figures = {}
    start = time.perf_counter()
    with Parallel(n_jobs=WORKERS) as pool:
        require(pool([delayed(same)(1)]) == [1])
        figures["start"] = (time.perf_counter() - start) * 1e3

        def items():
            require(pool(delayed(same)(i) for i in range(ITEMS)) == list(range(ITEMS)))

        figures["map"] = ITEMS / min(timed(items) for _ in range(ROUNDS))
    return figures


def baton():
    """Returns Baton's figures by row, of its own measurements."""
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    launcher = os.path.join(root, "baton")
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        cases = {}
        for part in ("latency", "throughput"):
            report = os.path.join(folder, part + ".json")
            subprocess.run(
                [launcher, "measure", part, "--quick", "--json", report],
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            with open(report, encoding="utf-8") as file:
                cases.update({case["case"]: case["p50"] for case in json.load(file)})
        for row, case in {
            "back-to-back": "back-to-back",
            "paced": "round-trip",
            "submit": "submit",
            "map": "map",
        }.items():
            figures[row] = cases[case]
        run = [launcher, "run", "sum", "--to", "1000", "--tasks", "2", "--workers", str(WORKERS)]
        figures["run"] = 1e3 * statistics.median(
            timed(lambda: subprocess.run(run, check=True, stdout=subprocess.DEVNULL)) for _ in range(ROUNDS)
        )
    return figures


ROWS = [
    ("back-to-back", "no-op round trip, one after the other, µs"),
    ("paced", "the same, one each 10 ms, µs"),
    ("submit", "20,000 no-op submits, per second"),
    ("map", "200,000 no-op map items, per second"),
    ("start", "a new pool to its first result, ms"),
    ("run", "`baton run sum`, all in all, ms"),
    ("array", "64 MiB of double as an argument, ms"),
]


def main():
    columns = {"ProcessPoolExecutor": python_pool(), "joblib": joblib_pool()}
    if "--python" not in sys.argv[1:]:
        columns["Baton"] = baton()
    columns = {name: figures for name, figures in columns.items() if figures}
    print("| | " + " | ".join(columns) + " |")
    print("| --- |" + " ---: |" * len(columns))
    for row, label in ROWS:
        values = [figures.get(row) for figures in columns.values()]
        if any(value is not None for value in values):
            print(f"| {label} | " + " | ".join("" if v is None else f"{v:,.0f}" for v in values) + " |")


if __name__ == "__main__":
    main()
