"""How much an uploaded file may cost. A policy document of a city is far below each of these."""

MAX_FILE_BYTES = 20 * 1024 * 1024
"""Twenty megabytes: three times the largest of sixty real public documents tried."""

MAX_UNPACKED_BYTES = 100 * 1024 * 1024
"""What a zip-based file may unpack to in total (checked against bytes really read, not the header's claim)."""

MAX_ARCHIVE_ENTRIES = 2_000
"""Parts in a zip-based file; a long Word document with pictures has a few hundred."""

MAX_PAGES = 500
"""Pages of a PDF."""

MAX_TEXT_CHARACTERS = 3_000_000
"""Characters of text that come out; ten times the longest statute tried."""

PARSE_SECONDS = 60.0
"""Wall-clock limit per file; a 300-page PDF with tables takes about 25 s on one slow core."""

PARSE_MEMORY_BYTES = 1_500 * 1024 * 1024
"""Address space of the parser process."""

FILES_PER_PROCESS = 200
"""After so many files the parser process is replaced, so that nothing a file left behind lives long."""
