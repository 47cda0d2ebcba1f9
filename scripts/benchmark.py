"""How long a question takes, understanding and answering together: `python -m scripts.benchmark`.

Every question of `tests/questions` is asked once, conversations in order, in a warm process; none
of them has been seen before, so that no cache of whole questions helps. Processor time decides
whether the limits hold, because a machine with other work to do says little by the clock; both are
printed. Memory is that of the process with everything a Telegram bot loads, one picture drawn.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import resource
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from bot.assistant import BudgetAssistant, load_assistant
from bot.query import Grouping, Measure, Query
from bot.reading import DialogueState

ROOT = Path(__file__).resolve().parent.parent
MEDIAN_LIMIT = 3.0  # ms
P99_LIMIT = 15.0  # ms
MEMORY_LIMIT = 350.0  # MB
_WARM_UP = ("全体の合計は?", "基本目標ごとの内訳", "一番大きい事業は?", "新規事業は何件?", "ありがとう")
_SHOWN_SLOWEST = 5
_SHOWN_FUNCTIONS = 30


@dataclass(frozen=True, slots=True)
class Timing:
    """One question and what it took, in milliseconds."""

    question: str
    processor: float
    clock: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 1 where a limit is broken."""
    options = _parser().parse_args(arguments)
    conversations = _conversations(options.files or sorted(ROOT.glob("tests/questions/*.jsonl")))
    began = time.perf_counter()
    assistant = load_assistant(options.database)
    print(f"loaded in {time.perf_counter() - began:.2f} s")
    for question in _WARM_UP:
        assistant.ask(question)
    profile = cProfile.Profile() if options.profile else None
    timings = _measure(assistant, conversations[: options.limit], profile)
    if not timings:
        print("no questions", file=sys.stderr)
        return 1
    _load_the_rest(assistant)
    holds = _report(timings, _peak_memory())
    if profile is not None:
        pstats.Stats(profile).sort_stats("tottime").print_stats(_SHOWN_FUNCTIONS)
    return 0 if holds else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scripts.benchmark", description=__doc__)
    parser.add_argument(
        "files", type=Path, nargs="*", help="question files (default: all of tests/questions)"
    )
    parser.add_argument("--limit", type=int, help="ask the first so many conversations only")
    parser.add_argument("--database", type=Path, default=ROOT / "data" / "strategy.db")
    parser.add_argument("--profile", action="store_true", help="show the functions that take the time")
    return parser


def _conversations(files: Iterable[Path]) -> list[tuple[str, ...]]:
    return [
        tuple(turn["q"] for turn in json.loads(line)["turns"])
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
        if line
    ]


def _measure(
    assistant: BudgetAssistant, conversations: Iterable[tuple[str, ...]], profile: cProfile.Profile | None
) -> list[Timing]:
    timings = []
    for conversation in conversations:
        state = DialogueState()
        for question in conversation:
            if profile:
                profile.enable()
            clock, processor = time.perf_counter(), time.thread_time()
            turn = assistant.ask(question, state)
            timing = Timing(
                question, 1000 * (time.thread_time() - processor), 1000 * (time.perf_counter() - clock)
            )
            if profile:
                profile.disable()
            timings.append(timing)
            state = turn.state
    return timings


def _load_the_rest(assistant: BudgetAssistant) -> None:
    """What a Telegram bot holds in memory besides: the client, the drawing of pictures, the files."""
    from bot.channels.telegram import app  # noqa: F401, PLC0415 - must not be loaded while measuring
    from bot.presenting.charts import chart  # noqa: PLC0415
    from bot.presenting.files import xlsx_file  # noqa: PLC0415

    answer = assistant.run(Query(Measure.TOTAL, group_by=Grouping.GOAL)).answer
    chart(answer)
    xlsx_file(answer)


def _report(timings: Sequence[Timing], memory: float) -> bool:
    """Print the table; return whether all limits hold."""
    processor = sorted(timing.processor for timing in timings)
    clock = sorted(timing.clock for timing in timings)
    print(f"{len(timings)} questions      median     p95     p99     max")
    for name, values in (("processor", processor), ("clock", clock)):
        shown = (_percentile(values, share) for share in (0.5, 0.95, 0.99, 1.0))
        print(f"  {name:<10} ms" + "".join(f"{value:8.2f}" for value in shown))
    print(f"peak memory {memory:.0f} MB")
    print("slowest:")
    for timing in sorted(timings, key=lambda timing: -timing.processor)[:_SHOWN_SLOWEST]:
        print(f"  {timing.processor:7.2f} ms  {timing.question[:60]}")
    limits = (
        ("median", _percentile(processor, 0.5), MEDIAN_LIMIT, "ms"),
        ("p99", _percentile(processor, 0.99), P99_LIMIT, "ms"),
        ("memory", memory, MEMORY_LIMIT, "MB"),
    )
    broken = [(name, value, limit, unit) for name, value, limit, unit in limits if value >= limit]
    for name, value, limit, unit in broken:
        print(f"TOO MUCH: {name} {value:.2f} {unit}, the limit is {limit:.0f} {unit}", file=sys.stderr)
    return not broken


def _percentile(ordered: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of all do not exceed."""
    return ordered[max(0, ceil(share * len(ordered)) - 1)]


def _peak_memory() -> float:
    """Peak resident memory of this process in MB."""
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, KB elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


if __name__ == "__main__":
    sys.exit(main())
