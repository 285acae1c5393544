# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rounds of measuring and their tables."""

import random
import statistics

# Milliseconds between two pictures of a screen.
FRAME = 16.7


def compare(title, variants, rounds, bars, shuffled=False):
    """Runs @variants (name to a function), the limit first; @bars: name to what it may take.

    @shuffled: in another order in each round, where it is felt what ran before (by 3 to 5 %).
    """
    results = {name: [] for name in variants}
    order, chance = list(variants), random.Random(1)
    for _ in range(rounds):
        if shuffled:
            chance.shuffle(order)
        for name in order:
            results[name].append(variants[name]())
    limit = next(iter(results.values()))
    print(f'\n{title}: median of {rounds} interleaved rounds')
    print(f'{"":34} {"wall s":>8} {"cpu s":>8} {"n":>8} {"x wall":>7} {"x cpu":>7} {"bar":>6}')
    for name, runs in results.items():
        wall, cpu = (statistics.median(r[key] for r in runs) for key in ('wall', 'cpu'))
        times = [statistics.median(r[key] / base[key] for r, base in zip(runs, limit))
                 for key in ('wall', 'cpu')]
        bar = f'{bars[name]:6.2f}' if name in bars else ''
        print(f'{name:34} {wall:8.4f} {cpu:8.4f} {runs[0]["n"]:8} {times[0]:7.2f} '
              f'{times[1]:7.2f} {bar}', flush=True)
    for name, runs in results.items():
        for line in runs[0]['settings']:
            print(f'  {name}: {line}')


def show_times(title, variants, rounds, bars):
    """Like compare() for many small pieces of work, in milliseconds."""
    results = {name: [] for name in variants}
    for _ in range(rounds):
        for name, variant in variants.items():
            results[name].append(variant())
    print(f'\n{title}: median of {rounds} interleaved rounds')
    print(f'{"":34} {"p50 ms":>8} {"max ms":>8} {"n":>8} {"p99 ms":>8} {"p99 cpu":>8} {"bar":>6}')
    for name, runs in results.items():
        p50, most, p99, cpu = (1000 * statistics.median(r[key] for r in runs)
                               for key in ('p50', 'max', 'p99', 'p99_cpu'))
        bar = f'{bars[name]:6.1f}' if name in bars else ''
        print(f'{name:34} {p50:8.3f} {most:8.3f} {runs[0]["n"]:8} {p99:8.3f} {cpu:8.3f} {bar}',
              flush=True)
