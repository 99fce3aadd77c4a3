"""Gives memory that is free back to the system between two parts of an import, where the system has a way."""

import ctypes
import gc


def give_back() -> None:
    """Cycles are collected; then glibc, which keeps free pages between used ones, is asked to let them go."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)
