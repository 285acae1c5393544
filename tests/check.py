# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stages of ./check, one function each.

A stage returns a Count, or raises Broken when nothing after it makes sense.
Logs of what failed are in _build/check.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from coverage import ROOMS
from kinlib import processor_seconds

PROJECT = Path(__file__).resolve().parent.parent
WORK = PROJECT / '_build' / 'check'
GCC, CLANG, SANITIZED, THREADS, FUZZ, COVERAGE = (
    WORK / name for name in ('gcc', 'clang', 'asan', 'tsan', 'fuzz', 'coverage'))
SHARED = PROJECT.parent / 'shared'
PROGRAMS = ['src/kinchart', 'src/cli/kinchart-cli', 'src/practice/kinchart-practice']
VALGRIND_PROGRAMS = ['tests/store/test-kin-record-store', 'tests/store/test-kin-item-list']
THREADED = ['kin-compression', 'kin-file', 'kin-item-list', 'kin-personal-store',
            'kin-record-attachments', 'kin-record-ingest', 'kin-record-search',
            'kin-record-store', 'kin-record-twins', 'kin-row-reader', 'kin-worker']
LONG = '--long' in sys.argv[1:]
TAP_LINE = re.compile(r'^(not )?ok\b([^#\n]*)(#\s*SKIP\s*(.*))?$', re.IGNORECASE | re.MULTILINE)


# Compilers and windows take much memory, a page at a time, and on a virtual machine each page is
# dear: large ones where the C library is asked for memory make both faster by a quarter.
os.environ['GLIBC_TUNABLES'] = 'glibc.malloc.hugetlb=1'


class Broken(Exception):
    """A stage that leaves nothing to test."""


class Count:
    """How many tests passed and failed, and why which were skipped."""

    def __init__(self, passed=0, failures=(), skips=()):
        self.passed = passed
        self.failures = list(failures)
        self.skips = list(skips)

    def add(self, other):
        self.passed += other.passed
        self.failures += other.failures
        self.skips += other.skips
        return self


def verdict(title, good, why=''):
    return Count(passed=1) if good else Count(failures=[f'{title}: {why}' if why else title])


def command(words, log, env=None, timeout=14400 if LONG else 1800):
    """Runs a command with its output in a log; returns (exit code, output)."""
    path = WORK / 'logs' / f'{log}.log'
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open('w', encoding='utf-8') as file:
        try:
            code = subprocess.run([str(w) for w in words], cwd=PROJECT, stdin=subprocess.DEVNULL,
                                  stdout=file, stderr=subprocess.STDOUT, timeout=timeout,
                                  env={**os.environ, **(env or {})}, check=False).returncode
        except subprocess.TimeoutExpired:
            code = -1
    return code, path.read_text(encoding='utf-8', errors='replace')


def set_up(folder, *options, env=None):
    """Sets up one tree, unless it is there. Its programs say where they were, and no more of what
    debuggers want: a tenth of the time."""
    if (folder / 'build.ninja').exists():
        return
    shutil.rmtree(folder, ignore_errors=True)
    code, said = command(['meson', 'setup', folder, '-Dprofile=development', '-Dc_args=-g1',
                          *options], f'set-up-{folder.name}', env)
    if code:
        raise Broken(f'set-up-{folder.name}:\n{said[-2000:]}')


def build(folder, *options, env=None, targets=()):
    """Sets up and builds one tree; a warning breaks it, because warnings are errors."""
    log = f'build-{folder.name}'
    set_up(folder, *options, env=env)
    code, said = command(['ninja', '-C', folder,
                          *(targets(folder) if callable(targets) else targets)], log)
    if code:
        errors = re.findall(r'^FAILED: .*|^.*\berror: .*|^ninja: error.*', said, re.MULTILINE)
        raise Broken('\n'.join([log, *errors[:10]]))
    warnings = len(re.findall(r'\bwarning:', said))
    return verdict(f'{log} without warnings', not warnings, f'{warnings} warnings')


# Counting


def remark_before(line):
    """What a program said last before a line of its verdicts, such as why it failed."""
    said = line.string[:line.start()].rstrip().rpartition('\n')[2]
    return f'\n        {said[2:600]}' if said.startswith('# ') else ''


def count_tap(title, text, code):
    """Counts the lines of a TAP program; a bad end without a failed line is a failure too."""
    count = Count()
    for line in TAP_LINE.finditer(text):
        bad, name, skip, reason = line.groups()
        if skip:
            count.skips.append((title, reason.strip()))
        elif bad:
            count.failures.append(f'{title}:{name}{remark_before(line)}')
        else:
            count.passed += 1
    plan = re.search(r'^1\.\.(\d+)', text, re.MULTILINE)
    ran = count.passed + len(count.failures) + len(count.skips)
    if code and not count.failures:
        count.failures.append(f'{title} (exit {code})')
    elif plan and ran < int(plan.group(1)):
        count.failures.append(f'{title} ({ran} of {plan.group(1)} tests ran)')
    return count


def count_meson(folder, log):
    """Counts what `meson test` has just run in @folder."""
    count = Count()
    path = folder / 'meson-logs' / f'{log}.json'
    for line in path.read_text(encoding='utf-8').splitlines():
        test = json.loads(line)
        said = test.get('stdout') or ''
        if test['result'] == 'SKIP' and not TAP_LINE.search(said):
            count.skips.append((test['name'], 'the whole program'))
        elif re.search(r'^1\.\.\d', said, re.MULTILINE):
            code = 0 if test['result'] in ('OK', 'SKIP') else test['returncode'] or 1
            count.add(count_tap(test['name'], said, code))
        else:
            count.add(verdict(test['name'], test['result'] == 'OK', test['result']))
    return count


def meson_test(folder, log, *options, env=None):
    code, said = command(['meson', 'test', '-C', folder, '--no-rebuild', '--logbase', log,
                          '--num-processes', '3', *options], log, env)
    if 'No suitable tests' in said:
        return Count()
    count = count_meson(folder, log)
    if code and not count.failures:
        count.failures.append(f'{log} (exit {code})')
    return count


# The longest first, so that none is left alone at the end.
LONGEST = ('test-crashes.py', 'test-screens.py', 'test-kills.py', 'test-connect.py',
           'test-come-back.py', 'test-network.py', 'test-bad-disk.py', 'test-set-up.py',
           'test-reference-portal.py', 'test-open-file.py', 'test-recovery.py')


def program_order(program):
    return LONGEST.index(program.name) if program.name in LONGEST else len(LONGEST), program


def python_tests(*folders, on=GCC):
    """Runs test programs on a build: mostly they wait, so five at a time."""
    count = Count()
    programs = sorted((program for folder in folders
                       for program in (PROJECT / 'tests' / folder).glob('test-*.py')),
                      key=program_order)
    with ThreadPoolExecutor(5) as pool:
        for result in pool.map(lambda program: python_test(program, on), programs):
            count.add(result)
    return count


def python_test(program, on):
    begin = time.monotonic()
    env = {'KIN_BUILD': str(on), 'PYTHONDONTWRITEBYTECODE': '1',
           'PYTHONPATH': str(PROJECT / 'tests')}
    code, said = command([sys.executable, program], program.stem, env, timeout=14400)
    count = count_tap(program.name, said, code)
    busy = sum(map(float, re.findall(r'^# .*, ([\d.]+) s of processor$', said, re.MULTILINE)))
    print(f'    {program.parent.name}/{program.name}: {time.monotonic() - begin:.0f} s, '
          f'{busy:.0f} s of processor, {count.passed} passed', flush=True)
    return count


# Stages


def build_with_gcc():
    """What is shipped, and what tests of the whole of it need; in the long form all else."""
    return build(GCC, targets=() if LONG else all_but_tests)


def all_but_tests(folder):
    """The tests in C run in the tree of the sanitizers."""
    said = subprocess.run(['meson', 'introspect', '--targets', folder], check=True,
                          capture_output=True, text=True).stdout
    return VALGRIND_PROGRAMS + [
        os.path.relpath(target['filename'][0], folder) for target in json.loads(said)
        if target['build_by_default']
        and not (target['type'] == 'executable' and target['name'].startswith('test-'))]


def build_with_clang():
    """For what it warns of: each source that the fuzzers are not made of, and nothing is linked."""
    set_up_fuzzers()
    return build(CLANG, '-Doptimization=0', '-Ddebug=false', env={'CC': 'clang'}, targets=objects)


def objects(folder):
    """Those of the fuzzers' sources come from clang in their own tree, with the same warnings."""
    of_fuzzers = set(subprocess.run(['ninja', '-C', FUZZ, '-t', 'inputs', 'fuzzers'], check=True,
                                    capture_output=True, text=True).stdout.split())
    commands = json.loads((folder / 'compile_commands.json').read_text(encoding='utf-8'))
    return [command['output'] for command in commands if command['file'] not in of_fuzzers]


def rooms():
    return meson_test(GCC, 'rooms', '--suite', 'house')


def unit_tests():
    """As they are shipped. Those in C run under the sanitizers, too, which is enough for each day;
    the whole program runs here each day, and under the sanitizers in the long form."""
    return meson_test(GCC, 'unit', '--no-suite', 'house', *(() if LONG else ('--suite', 'program')),
                      '--timeout-multiplier', '10')


def with_a_portal_or_window():
    """End to end, a portal of others' parts, faults, and the window by keyboard and by rule.

    All in one go: while the faults wait, the screens draw.
    """
    return python_tests('e2e', 'interop', 'fault', 'ui')


def modules_of_gio():
    """The modules of GIO with a cache of their own, newer than they are.

    GIO loads a module that changed after the cache at once, and loses it: a leak that is not ours.
    """
    def variable(name):
        return subprocess.run(['pkg-config', f'--variable={name}', 'gio-2.0'], check=True,
                              capture_output=True, text=True).stdout.strip()
    folder = WORK / 'gio-modules'
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(variable('giomoduledir'), folder)
    subprocess.run([variable('gio_querymodules'), folder], check=True)
    return folder


def fallen_sanitizers(log):
    """The tests in which LeakSanitizer itself fell, beside threads that just end."""
    path = SANITIZED / 'meson-logs' / f'{log}.json'
    tests = [json.loads(line) for line in path.read_text(encoding='utf-8').splitlines()]
    return [test['name'] for test in tests if test['result'] != 'OK'
            and 'LeakSanitizer has encountered a fatal error' in test.get('stderr', '')]


def again_where_it_fell(count, log, env):
    """Where it said nothing of ours, it is asked once more."""
    names = fallen_sanitizers(log)
    if not names:
        return count
    print(f'    LeakSanitizer fell, asked once more: {", ".join(names)}', flush=True)
    count.failures = [failure for failure in count.failures
                      if not failure.startswith(tuple(names))]
    return count.add(meson_test(SANITIZED, f'{log}-again', '--timeout-multiplier', '4',
                                *[name.split(' / ')[-1] for name in names], env=env))


def sanitizers():
    count = build(SANITIZED, '-Db_sanitize=address,undefined', '-Db_lundef=false',
                  '-Doptimization=1')
    env = {'ASAN_OPTIONS': 'detect_leaks=1:abort_on_error=0:exitcode=99',
           'LSAN_OPTIONS': f'suppressions={PROJECT}/tests/lsan.supp:print_suppressions=0',
           'UBSAN_OPTIONS': 'halt_on_error=1:print_stacktrace=1', 'G_SLICE': 'always-malloc',
           'GIO_MODULE_DIR': str(modules_of_gio())}
    tested = meson_test(SANITIZED, 'asan', '--no-suite', 'house', '--no-suite', 'whole-stacks',
                        *(() if LONG else ('--no-suite', 'program')),
                        '--timeout-multiplier', '20' if LONG else '4', env=env)
    count.add(again_where_it_fell(tested, 'asan', env))
    # Four times as slow; without them nobody can tell whose the leak is.
    env['ASAN_OPTIONS'] += ':fast_unwind_on_malloc=0'
    return count.add(meson_test(SANITIZED, 'asan-stacks', '--suite', 'whole-stacks',
                                '--timeout-multiplier', '4', env=env))


def threads():
    """No two threads touch one thing at once: several people's records at a time, and the store.

    GLib is not built for this: tests/threads/happens-before.c says for it what it puts in order.
    """
    tests = [f'tests/store/test-{name}' for name in THREADED] + ['tests/engine/test-kin-people']
    count = build(THREADS, '-Db_sanitize=thread', '-Db_lundef=false', '-Doptimization=1',
                  targets=[*tests, 'tests/threads/planted-race',
                           'tests/threads/libhappens-before.so', 'src/practice/kinchart-practice'])
    order = str(THREADS / 'tests' / 'threads' / 'libhappens-before.so')
    # GLib's own pieces of memory go from thread to thread in an order that nobody sees.
    env = {'LD_PRELOAD': order, 'KIN_PRELOAD': order, 'G_SLICE': 'always-malloc',
           'TSAN_OPTIONS': 'ignore_noninstrumented_modules=1:exitcode=66',
           'KIN_TEST_ROWS': '5000'}
    race = THREADS / 'tests' / 'threads' / 'planted-race'
    for words, wanted in (([race], 66), ([race, 'quiet'], 0)):
        code, said = command(words, 'planted-race', env)
        count.add(verdict(f'planted race, {len(words)} words', code == wanted, said[-300:]))
    return count.add(meson_test(THREADS, 'tsan', '--timeout-multiplier', '8', *THREADED,
                                'kin-people', env=env))


def valgrind():
    count = Count()
    for program in VALGRIND_PROGRAMS:
        code, said = command(
            ['meson', 'test', '-C', GCC, '--no-rebuild', '--logbase', 'valgrind',
             '--timeout-multiplier', '20', Path(program).name.removeprefix('test-'),
             '--wrap', f'valgrind --error-exitcode=99 --leak-check=full --num-callers=30 '
             f'--errors-for-leak-kinds=definite --suppressions={PROJECT}/tests/valgrind.supp'],
            f'valgrind-{Path(program).name}',
            {'G_SLICE': 'always-malloc', 'KIN_TEST_ROWS': '5000'})
        count.add(verdict(f'valgrind {program}', code == 0, said[-300:]))
    return count


def set_up_fuzzers():
    set_up(FUZZ, '-Dfuzz=true', '-Db_sanitize=address,undefined', '-Db_lundef=false',
           '-Dtests=false', '-Doptimization=1', env={'CC': 'clang'})


def fuzz():
    set_up_fuzzers()
    count = build(FUZZ, targets=['fuzzers'])
    programs = sorted(p for p in (FUZZ / 'tests' / 'fuzz').glob('fuzz-*') if p.is_file())
    with ThreadPoolExecutor(2) as pool:
        for result in pool.map(fuzz_one, programs):
            count.add(result)
    return count


def fuzz_one(program):
    corpus = WORK / 'corpus' / program.name
    corpus.mkdir(parents=True, exist_ok=True)
    seeds = PROJECT / 'tests' / 'fuzz' / 'seeds' / program.name
    code, said = command(
        [program, corpus, *([seeds] if seeds.is_dir() else []),
         f'-max_total_time={600 if LONG else 10}', '-timeout=10', '-rss_limit_mb=2048',
         '-max_len=65536', f'-artifact_prefix={WORK}/logs/{program.name}-', '-verbosity=0',
         '-print_final_stats=1'], program.name)
    runs = re.search(r'number_of_executed_units:\s*(\d+)', said)
    print(f'    {program.name}: {runs.group(1) if runs else "no"} runs', flush=True)
    return verdict(program.name, code == 0 and runs, said[-300:])


def hardening():
    """security.md B-01 and K-02 on the programs as they are built."""
    count = Count()
    for program in PROGRAMS:
        name = Path(program).name
        _, said = command(['readelf', '--wide', '--file-header', '--program-headers', '--dynamic',
                           '--syms', GCC / program], f'readelf-{name}')
        for title, good in hardening_facts(name, said).items():
            count.add(verdict(f'{name}: {title}', good))
    return count.add(branch_protection())


def branch_protection():
    """Each object of ours says so itself: Debian's start files do not, and so no program does."""
    objects = sorted((GCC / 'src').rglob('*.c.o'))
    _, said = command(['readelf', '--wide', '--notes', *objects], 'readelf-objects')
    marked = len(re.findall(r'x86 feature: IBT, SHSTK', said))
    return verdict('branch protection', marked == len(objects) or os.uname().machine != 'x86_64',
                   f'{marked} of {len(objects)} objects')


def hardening_facts(name, elf):
    facts = {
        'PIE': bool(re.search(r'Flags:.*\bPIE\b', elf)),
        'full RELRO': 'GNU_RELRO' in elf and bool(re.search(r'BIND_NOW|Flags:.*\bNOW\b', elf)),
        'stack not executable': bool(re.search(r'GNU_STACK.*\sRW\s', elf)),
        'stack canary': '__stack_chk_fail' in elf,
        'fortified': bool(re.search(r'__\w+_chk\b', elf)),
        'no second SQLite': 'NEEDED' in elf and 'libsqlite3' not in elf,
        'no web view': 'NEEDED' in elf and not re.search('NEEDED.*(webkit|wpe)', elf, re.I),
    }
    if name != 'kinchart-practice':
        facts['SQLCipher'] = bool(re.search(r'NEEDED.*libsqlcipher', elf))
    return facts


def coverage():
    """Whether the tests go through all of what must not fail, and through most of the rest.

    Those of the rooms that are measured, and the programs as a person uses them: what only a test
    of windows goes through is not held by anything that says so.
    """
    count = build(COVERAGE, '-Db_coverage=true', '-Doptimization=0')
    for earlier in COVERAGE.rglob('*.gcda'):
        earlier.unlink()
    suites = [word for room in ROOMS for word in ('--suite', room)]
    count.add(meson_test(COVERAGE, 'coverage-unit', *suites, '--timeout-multiplier', '10'))
    count.add(python_tests('e2e', on=COVERAGE))
    code, said = command([sys.executable, PROJECT / 'tests' / 'coverage.py', COVERAGE], 'coverage')
    print(said, flush=True)
    return count.add(verdict('coverage', code == 0, 'less than it has to be'))


def bench():
    """How long things took never decides anything."""
    code, said = command([sys.executable, PROJECT / 'tests' / 'bench' / 'bench.py'], 'bench',
                         {'KIN_BUILD': str(GCC), 'GLIBC_TUNABLES': ''})
    print(said, flush=True)
    return verdict('bench', code == 0, said[-300:])


STAGES = [
    ('build, gcc', build_with_gcc),
    ('build, clang', build_with_clang),
    ('rooms', rooms),
    ('unit tests', unit_tests),
    ('portal and window', with_a_portal_or_window),
    ('ASan and UBSan', sanitizers),
    ('threads', threads),
    ('valgrind', valgrind),
    ('fuzzing', fuzz),
    ('hardening', hardening),
] + ([('bench', bench), ('coverage', coverage)] if LONG else [])


def run_stage(title, stage):
    begin, busy = time.monotonic(), processor_seconds()
    try:
        count = stage()
    except Broken as error:
        count = Count(failures=[str(error)])
    print(f'{title:20} {time.monotonic() - begin:4.0f} s, {processor_seconds() - busy:4.0f} s of '
          f'processor   {count.passed} passed, {len(count.failures)} failed, '
          f'{len(count.skips)} skipped', flush=True)
    for failure in count.failures:
        print(f'    FAILED {failure}', flush=True)
    return count


def refuse_skips(total):
    """A skip for a reason that nobody allowed is a failure."""
    path = PROJECT / 'tests' / 'allowed-skips'
    allowed = {line for line in path.read_text(encoding='utf-8').splitlines()
               if line and not line.startswith('#')}
    if (SHARED / 'data').is_dir():
        allowed.discard('no shared test data')
    for title, reason in total.skips:
        if reason not in allowed:
            total.failures.append(f'{title} was skipped: {reason}')
            print(f'    FAILED {title} was skipped: {reason or "no reason"}')


def main():
    begin = time.monotonic()
    total = Count()
    if LONG:
        os.environ['KIN_LONG'] = '1'
    wanted = [word for word in sys.argv[1:] if not word.startswith('-')]
    for title, stage in STAGES:
        if not wanted or stage.__name__ in wanted or stage is build_with_gcc:
            total.add(run_stage(title, stage))
    refuse_skips(total)
    print(f'{"all stages":20} {time.monotonic() - begin:4.0f} s   logs in {WORK}/logs')
    print(f'{total.passed} passed, {len(total.failures)} failed, {len(total.skips)} skipped')
    return 1 if total.failures else 0


if __name__ == '__main__':
    sys.exit(main())
