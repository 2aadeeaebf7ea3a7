"""Words in lower case beside which, or instead of which, a word with a capital is no person's name."""

from __future__ import annotations

_NO_NAMES = """
a after all am an and any april are at august be because before but by can could december did do does dear
february for friday from had has have he hello her hi his how however i if in is it january july june last
madam march may me miss monday mr mrs ms my no not november october of ok okay on once or our please saturday
september she should since sir sunday team than thank thanks that the their then there they this thursday to
today tuesday under was we wednesday were what when where which while who whom why will with would yes you
your changed correct different incorrect misspelled missing misspelt spelled spelt still wrong also now being
english british american chinese french german spanish italian department council mayor office support service
services committee everyone folks uk us usa eu
"""
NO_NAMES = frozenset(_NO_NAMES.split())
"""Capitalised at the start of a sentence or by habit, but never part of a name."""

_INSTITUTIONS = """
academy act agency agreement airport amendment army associates association avenue award bank base bay beach
benefit bill boulevard bridge brothers building bureau camp campaign cathedral center centre chapel church
city clinic club code college commission committee company convention corporation council county court creek
day decision department disease district division doctrine drive fellowship field force form fort forum
foundation fund garden gardens gate grant grants hall highway hill hospital hotel house inc index initiative
institute institution island islands lake lane law laws library limited llc loan loans ltd market medal
medical memorial method model monument mountain museum office order park party place plan plaza plc port prize
process program programme project report review river road rule rules scale scholarship school schools society
square stadium station street syndrome system test theater theatre treaty trust university valley vs village
way week
"""
INSTITUTIONS = frozenset(_INSTITUTIONS.split())
"""Beside a name they say that it is the name of a place, a rule or a body."""

_PLACES_BEFORE = """
st saint san santa sao sainte fort port lake mount mt cape camp hurricane storm king queen prince princess
pope emperor the hms uss project operation section part plan schedule class type title
"""
PLACES_BEFORE = frozenset(_PLACES_BEFORE.split())
"""Before a given name they make it a place, a ruler, a storm."""

_LETTERED = """
annex appendix article band block building category chapter class division exhibit figure form grade group
hepatitis level line option part phase plan platform policy room route schedule section step subpart table
terminal tier title type unit visa vitamin ward zone
"""
LETTERED = frozenset(_LETTERED.split())
"""Words that a single letter follows: "Medicare Part B Premium" has no middle initial."""
