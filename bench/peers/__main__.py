"""The engine beside its peers: the same rules, the same answers, the same results, in one run.

`python3 dev.py peers` checks every contender against the plain reading, times all of them in
turns (processor time, so that other work on the machine counts little), and writes the table
into `bench/README.md`. `python3 dev.py peers 60 shipped` prints some of it only.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from bench.peers.contenders import DECIDING, EXPLAINING, Problem
from bench.peers.problems import problem
from bench.report import machine, put

OURS = next(iter(DECIDING))
NAMES = ("shipped", "60", "600", "6000")
ROUNDS = 9
SPELL = 0.04  # seconds a contender is timed for in each round
# Seconds an evaluation: who takes longer is not timed, or not asked about more rules.
LONGEST, LONG = 0.3, 0.003
TITLES = {
    "decide": "Deciding: which rules fire, in order",
    "explain": "Deciding with explanation: every comparison of every rule, and what became of it",
}
AIMS = {"60": 0.25, "600": 0.17, "6000": 0.12}

Timed = dict[str, float]  # contender -> seconds an evaluation
Compiled = Mapping[str, Callable[[Problem], Callable[[Any], Any]]]


def main(arguments: list[str]) -> None:
    if len(arguments) == 2 and arguments[0] in DECIDING:
        print(json.dumps(weighed(*arguments)))
        return
    names = arguments or NAMES
    found: dict[str, dict[str, Timed]] = {"decide": {}, "explain": {}}
    weights: dict[str, dict[str, dict[str, float]]] = {}
    contenders = DECIDING
    for name in names:
        asked = problem(name)
        times = timed(ready(asked, contenders, asked.expected))
        found["decide"][name] = times
        if name != "shipped":
            quick = {each for each, time in times.items() if time < LONG}
            contenders = {each: made for each, made in contenders.items() if each in quick}
        found["explain"][name] = timed(ready(asked, EXPLAINING, None))
        weights[name] = {each: in_a_process(each, name) for each in EXPLAINING}
    text = "".join(table(kind, each) for kind, each in found.items()) + weight_table(weights)
    print(text)
    if tuple(names) == NAMES:
        put("peers", f"## Peers\n\n{text}{date.today():%Y-%m-%d}, {machine()}.\n")


# Times


def ready(
    asked: Problem, contenders: Compiled, expected: Any
) -> dict[str, tuple[Callable[[Any], Any], Any]]:
    """The contenders that can say these rules, each with its answers; all agree.

    Ours comes first; without `expected` the others have to agree with it.
    """
    found = {}
    for name, compiled in contenders.items():
        answers = asked.own_answers if name == OURS else asked.answers
        try:
            evaluate = compiled(asked)
            evaluate(answers[0])
            started = process_time()
            evaluate(answers[1])
            slow = process_time() - started > LONGEST
        except Exception as error:  # whatever keeps an engine from these rules
            print(f"{asked.name}: {name} cannot: {type(error).__name__}", file=sys.stderr)
            continue
        count = 3 if slow else len(answers)
        results = list(map(evaluate, answers[:count]))
        expected = results if expected is None else expected
        both = zip(results, expected, strict=False)
        assert all(one == other for one, other in both), f"{asked.name}: {name} decides otherwise"
        if not slow:
            found[name] = evaluate, answers
        print(f"{asked.name}: {name} agrees in {count}", file=sys.stderr, flush=True)
    return found


def timed(contenders: Mapping[str, tuple[Callable[[Any], Any], Any]]) -> Timed:
    """The median time of an evaluation of each; they take turns."""
    counts = {name: batch(*each) for name, each in contenders.items()}
    rounds: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(ROUNDS):
        for name, (evaluate, answers) in contenders.items():
            batch_of = list(islice(cycle(answers), counts[name]))
            started = process_time()
            for each in batch_of:
                evaluate(each)
            rounds[name].append((process_time() - started) / counts[name])
    return {name: median(times) for name, times in rounds.items()}


def batch(evaluate: Callable[[Any], Any], answers: Any) -> int:
    """How many evaluations fill a spell."""
    started = process_time()
    for each in answers[:3]:
        evaluate(each)
    return max(1, int(SPELL / ((process_time() - started) / 3 + 1e-7)))


# Time to compile, and memory


def in_a_process(contender: str, name: str) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.peers", contender, name]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    return dict(json.loads(done.stdout))


def weighed(contender: str, name: str) -> dict[str, float]:
    """Seconds and MiB that compiling takes up to the first evaluation, in this process."""
    asked = problem(name)
    answers = asked.own_answers if contender == OURS else asked.answers
    before, started = memory(), process_time()
    evaluate = DECIDING[contender](asked)
    evaluate(answers[0])
    return {"seconds": process_time() - started, "mebibytes": memory() - before}


def memory() -> float:
    """MiB of this process in memory (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 2**20


# Tables


def table(kind: str, found: Mapping[str, Timed]) -> str:
    """Microseconds of each contender, and what share of them we take."""
    names = list(found)
    lines = [
        f"### {TITLES[kind]}\n\n",
        f"| Microseconds (our time as a share of it) | {' | '.join(map(title, names))} |\n",
        f"| --- |{' ---: |' * len(names)}\n",
    ]
    for contender in {name: None for times in found.values() for name in times}:
        cells = [cell(times, contender) for times in found.values()]
        lines.append(f"| {contender} | {' | '.join(cells)} |\n")
    shares = [share(times) for times in found.values()]
    lines.append(f"| **our share of the best peer's time** | {' | '.join(shares)} |\n")
    if kind == "decide":
        aims = [f"{AIMS[name]}" if name in AIMS else "below 1" for name in names]
        lines.append(f"| aim: at most | {' | '.join(aims)} |\n")
    return "".join(lines) + "\n"


def title(name: str) -> str:
    return "shipped base" if name == "shipped" else f"{int(name):,} rules"


def cell(times: Timed, contender: str) -> str:
    if contender not in times:
        return "–"
    time = f"{times[contender] * 1e6:,.1f}"
    return time if contender == OURS else f"{time} ({times[OURS] / times[contender]:.3f})"


def share(times: Timed) -> str:
    peers = [time for name, time in times.items() if name != OURS]
    return f"**{times[OURS] / min(peers):.3f}**" if peers else "–"


def weight_table(weights: Mapping[str, Mapping[str, Mapping[str, float]]]) -> str:
    names = list(weights)
    lines = [
        "### Compiling, up to the first evaluation, in a process of its own\n\n",
        f"| Milliseconds · MiB | {' | '.join(map(title, names))} |\n",
        f"| --- |{' ---: |' * len(names)}\n",
    ]
    for contender in EXPLAINING:
        cells = [
            f"{each[contender]['seconds'] * 1000:,.0f} · {each[contender]['mebibytes']:.1f}"
            for each in weights.values()
        ]
        lines.append(f"| {contender} | {' | '.join(cells)} |\n")
    return "".join(lines) + "\n"


if __name__ == "__main__":
    main(sys.argv[1:])
