"""Runs whole processes, with all that they start, and tells what they took."""

import dataclasses
import os
import pathlib
import subprocess
import sys
import time


@dataclasses.dataclass
class Run:
    """Seconds by the clock, and of the processor for the process and all that it waited for."""

    clock: float
    processor: float


def run(command):
    """Runs a command to its end, which must be a good one."""
    start = time.monotonic()
    process = started(command)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    clock = time.monotonic() - start
    ended(process, status, errors)
    return Run(clock, usage.ru_utime + usage.ru_stime)


def memory(command):
    """The sum of the peaks of resident memory of a command's processes, in MB.

    Reads `VmHWM`, the kernel's own high-water mark, of each process of the tree about every two milliseconds, and adds up the last
    one seen of each. Processes of one program share its code, which is counted for each of them; files on tmpfs are not memory of
    a process and are not counted.
    """
    process = started(command)
    peaks = {}
    while True:
        pid, status = os.waitpid(process.pid, os.WNOHANG)
        if pid:
            break
        tree = [process.pid]
        for parent in tree:
            tree += children(parent)
            peaks[parent] = max(peaks.get(parent, 0), high_water(parent))
        time.sleep(0.002)
    ended(process, status, process.stderr.read())
    return sum(peaks.values()) / 1e6


def started(command):
    return subprocess.Popen([str(word) for word in command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                            stderr=subprocess.PIPE)


def ended(process, status, errors):
    process.stderr.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{process.args} ended with {process.returncode}\n{errors.decode(errors='replace')}")


def children(pid):
    found = []
    for path in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(word) for word in path.read_text().split()]
        except OSError:
            pass  # it has ended
    return found


def high_water(pid):
    try:
        for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass  # it has ended
    return 0
