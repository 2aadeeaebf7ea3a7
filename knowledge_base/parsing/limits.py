"""How much an uploaded file may cost."""

MAX_FILE_BYTES = 20 * 1024 * 1024
"""Twenty megabytes: room for pictures; the text of a policy is a small part of that."""

MAX_UNPACKED_BYTES = 100 * 1024 * 1024
"""What a zip-based file may unpack to in total (checked against bytes really read, not the header's claim)."""

MAX_ARCHIVE_ENTRIES = 2_000
"""Parts in a zip-based file; a long Word document with pictures has a few hundred."""

MAX_PAGES = 500
"""Pages of a PDF."""

MAX_TEXT_CHARACTERS = 3_000_000
"""Characters of text that come out; a report of 65 pages has about 85,000."""

PARSE_SECONDS = 60.0
"""Wall-clock limit per file. A PDF page took 0.02 to 0.4 s on one slow core, the latter when it is all table."""

PARSE_MEMORY_BYTES = 1_500 * 1024 * 1024
"""Address space of the parser process."""

FILES_PER_PROCESS = 200
"""After so many files the parser process is replaced, so that nothing a file left behind lives long."""

MAX_CELLS = 200_000
"""Filled cells of a workbook: a table of 10,000 rows and 20 columns. A larger one is a data set, not a policy."""

MAX_SHEETS = 100
"""Sheets of a workbook."""

MAX_PIXELS = 12_000_000
"""Pixels of a page that is drawn: an A3 page at 200 dots per inch has 7.7 million. A larger page is drawn coarser."""

MAX_PAGE_POINTS = 14_400.0
"""Sides of a page in points: 200 inches, the most that the PDF format knows."""

MAX_RECOGNISED_PAGES = 60
"""Pages of one file that are read by text recognition; one takes 3 to 6 s on one core."""

PICTURE_SECONDS = 20.0
"""Wall-clock limit for drawing one page. Pages of our files took 5 to 60 ms; maps with very many lines take seconds."""

RECOGNITION_MEMORY_BYTES = 2_500 * 1024 * 1024
"""Address space of the parser process where text recognition is installed: 1.5 GB are too few for its models, which
took 0.9 GB of real memory for a page."""
