"""Words that carry grammar, not subject, in both languages.

They stay in the index (phrases such as "who can" discriminate a little), but a query drops them as long as another
word is left.
"""

STOP_WORDS = frozenset(
    """
    a about after all am an and any are as at be because been being but by can could did do does doing don
    for from had has have having he her here hers him his how i if in into is it its just me more my myself
    no nor not of off on once only or other our ours out over own s same she should so some such t than that
    the their theirs them then there these they this those through to too under until up us very was we were
    what when where which while who whom why will with would you your yours please hello hi thanks thank
    tell know want need like get got
    """.split()  # noqa: SIM905 - one word a line would be four pages
)

STOP_CHARACTERS = frozenset("的了吗呢吧啊呀么嘛我你您他她它们这那是在和与及或就都也还很请问怎什哪谁")
"""A Chinese character or pair with one of these is no subject."""
