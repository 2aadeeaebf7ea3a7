"""Environment of a process that serves searches."""

from __future__ import annotations

ONE_AT_A_TIME = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "RAYON_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
"""Matrices and texts of one search are small: sharing them out among threads made a search take twice as long on two busy
cores, because the threads wait for each other spinning (755 sample questions: 36 s of processor time, 21 s with this).
Searches side by side use the cores anyway."""
