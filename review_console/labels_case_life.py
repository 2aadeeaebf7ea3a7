"""Labels of the life of a case: phases, clocks, hand-overs and the events between departments."""

from __future__ import annotations

from review_console.language import defer

CASE_LIFE_EVENTS = {
    "dispatched": defer("Dispatched to its department"),
    "taken_over": defer("Taken over by a supervisor"),
    "offered": defer("Offered to another department"),
    "handed_over": defer("Accepted by the other department"),
    "returned": defer("Returned with a reason"),
    "lapsed": defer("Not accepted in time; stays with its department"),
    "sent_to_coordinator": defer("Returned three times; sent to the coordinator"),
    "consulted": defer("Another department asked for its part"),
    "part_written": defer("Part written by another department"),
    "consult_ended": defer("Part no longer needed"),
    "warned": defer("Warning: the promised time runs out"),
    "escalated": defer("Supervisors told: the promised time is almost over"),
    "citizen_asked": defer("Citizen asked back; the clock rests"),
    "citizen_answered": defer("Citizen has written; the clock goes on"),
    "followed_up": defer("Asked whether the reply helped"),
    "closed": defer("Closed"),
}

PHASES = {
    "accepted": defer("Accepted"),
    "dispatched": defer("Dispatched, nobody has it in hand"),
    "in_hand": defer("In hand"),
    "offered": defer("Offered to another department"),
    "waiting_for_citizen": defer("The citizen is waited for"),
    "waiting_for_department": defer("Another department writes its part"),
    "replied": defer("Replied"),
    "follow_up": defer("Asked whether the reply helped"),
    "closed": defer("Closed"),
    "withdrawn": defer("Withdrawn by the citizen"),
}

CLOCK_STAGES = {
    "in_time": defer("In time"),
    "warned": defer("The promised time runs out"),
    "escalated": defer("Almost past the promised time"),
    "broken": defer("Past the promised time"),
}

HAND_OVER_KINDS = {
    "transfer": defer("Hand the case over"),
    "consult": defer("Ask for a part of the reply"),
}

HAND_OVER_OUTCOMES = {
    "accepted": defer("Accepted"),
    "returned": defer("Returned"),
    "lapsed": defer("Not accepted in time"),
    "written": defer("Part written"),
    "called_off": defer("No longer needed"),
}
