#!/usr/bin/env python3
"""Many short commands: `baton exec` beside GNU parallel, xargs and a loop around ProcessBuilder.

    docs/compare/exec.py [--count 10000] [--rounds 3] [--jobs 2]

All four run `true` in each round, one after the other, so that a busy machine is busy for all of
them. Each has to say that as many commands succeeded: Baton and GNU parallel in their --joblog,
xargs by its exit code, the loop by its own count. Needs `parallel`, `xargs`, a JDK, and a Baton
that is built.
"""

import argparse
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
BATON = HERE.parent.parent / "baton"


def java():
    home = os.environ.get("JAVA_HOME")
    return f"{home}/bin/java" if home else "java"


def timed(command, **more):
    start = time.monotonic()
    subprocess.run(command, check=True, **more)
    return time.monotonic() - start


def check_log(log, count):
    lines = log.read_text().splitlines()[1:]
    succeeded = sum(line.split("\t")[6:8] == ["0", "0"] for line in lines)
    assert succeeded == count, f"{log}: {succeeded} of {count} succeeded"
    log.unlink()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(asked, pathlib.Path(folder))


def measure(asked, folder):
    values = folder / "values"
    values.write_text("".join(f"{i}\n" for i in range(asked.count)))
    log = folder / "log"
    jobs = str(asked.jobs)
    loop = [java(), "-XX:+UseSerialGC", "-cp", str(folder), "ProcessLoop", str(asked.count), jobs]
    subprocess.run([java() + "c", "-d", str(folder), str(HERE / "ProcessLoop.java")], check=True)
    ways = {
        "ProcessBuilder loop": loop,
        "baton exec": [str(BATON), "exec", f"-j{jobs}", f"--joblog={log}", "-a", str(values), "true"],
        "xargs": ["xargs", f"-P{jobs}", "-n1", "-a", str(values), "true"],
        "GNU parallel": ["parallel", f"-j{jobs}", "--joblog", str(log), "-a", str(values), "true"],
    }
    ways = {name: command for name, command in ways.items() if shutil.which(command[0])}
    environment = dict(os.environ, BATON_NO_BUILD="1", XDG_STATE_HOME=str(folder / "state"))
    seconds = {name: [] for name in ways}
    for round_number in range(asked.rounds):
        for name, command in ways.items():
            seconds[name].append(timed(command, env=environment, stdin=subprocess.DEVNULL))
            if log.exists():
                check_log(log, asked.count)
            print(f"# round {round_number + 1}: {name}: {seconds[name][-1]:.1f} s", flush=True)
    median = {name: statistics.median(each) for name, each in seconds.items()}
    print(f"{asked.count:,} x true, {jobs} at a time, median of {asked.rounds}, load average"
          f" {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, Linux {platform.release()}")
    for name, each in median.items():
        print(f"{name:20} {each:7.2f} s {asked.count / each:8,.0f}/s"
              f" {median['ProcessBuilder loop'] / each:6.2f} of the loop")


if __name__ == "__main__":
    main()
