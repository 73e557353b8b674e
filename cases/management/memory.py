"""How often a process that does long works looks for what it could forget."""

import gc


def collect_seldom() -> None:
    """Let ten thousand rows live until they are written: looking through them again and again takes a fifth
    of the time that reading them takes, and they are no garbage."""
    gc.set_threshold(50_000, 20, 50)
