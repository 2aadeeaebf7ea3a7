"""Plain labels for tasks, needs and the agenda."""

from __future__ import annotations

from review_console.language import defer

TASK_KINDS = {
    "conflict": defer("Contradiction"),
    "content_fault": defer("Misleading page"),
    "document": defer("Document to write"),
    "review_due": defer("Review due"),
    "test_failed": defer("Test question failed"),
    "approved_answer": defer("Approved answer"),
    "alarm": defer("Alarm on automatic answers"),
    "call_back": defer("Call back"),
    "visit": defer("Visit"),
}

TASK_TITLES = {
    "contradiction": defer("“{0}” and “{1}” contradict each other"),
    "questions_fail": defer("Test questions no longer find “{0}”"),
    "answer_lapsed": defer("An approved answer has lapsed: “{0}”"),
    "proposed_by_citizen": defer("A citizen proposes a correction of “{0}”"),
    "low_rating": defer("A citizen rated an automatic reply as bad"),
}

TASK_STATES = {"open": defer("Open"), "done": defer("Done"), "dropped": defer("Dropped")}

TASK_STEPS = {
    "assigned": defer("Given to"),
    "due": defer("Due date set"),
    "noted": defer("Note"),
    "done": defer("Done"),
    "dropped": defer("Dropped"),
    "reopened": defer("Opened again"),
}

NEED_STATES = {
    "open": defer("Open"),
    "assigned": defer("In somebody's hands"),
    "tasked": defer("Document asked for"),
    "served": defer("Served"),
    "dropped": defer("Dropped"),
    "merged": defer("Part of another need"),
}

NEED_STEPS = {
    "assigned": defer("Given to"),
    "due": defer("Due date set"),
    "moved": defer("Handed to a department"),
    "noted": defer("Note"),
    "tasked": defer("Document asked for"),
    "visit": defer("Visit asked for"),
    "proposed": defer("Version proposed or declined"),
    "served": defer("Served by a version"),
    "dropped": defer("Dropped"),
    "reopened": defer("Opened again"),
    "merged": defer("Made part of another need"),
    "split": defer("Some questions became a need of their own"),
    "split_off": defer("Taken out of another need"),
}

CAUSES = {
    "not_found": defer("No text found"),
    "not_supported": defer("Text does not carry an answer"),
    "written": defer("Answered by a person's own words"),
    "rejected": defer("Draft set aside"),
    "low_rated": defer("Answer rated low"),
}

TOLD = {
    "waiting": defer("still to be answered"),
    "redrafted": defer("open case drafted anew"),
    "nothing_drafted": defer("open case, nothing found to draft from"),
    "message": defer("told in the conversation"),
    "same_conversation": defer("told with another question of the same conversation"),
    "answered": defer("had an answer with sources already"),
    "erased": defer("conversation erased"),
}

AGENDA_SECTIONS = {
    "conflicts": defer("Contradictions not settled"),
    "reassigned": defer("Cases passed on between departments"),
    "gaps": defer("Knowledge gaps"),
    "content_faults": defer("Pages that misled"),
    "overdue": defer("Tasks past their day"),
    "human_contact": defer("Too few conversations with a person"),
}

SYSTEM_NOTES = {
    "not_served": defer("Its version is not served any more."),
    "nobody_left": defer("Everybody who asked has erased the conversation."),
    "text_out_of_force": defer("One of the two texts is no longer in force."),
    "texts_in_force_again": defer("Both texts are in force again."),
    "questions_find_again": defer("All test questions of the document pass again."),
    "lapsed:source_changed": defer("A text it quotes is no longer in force."),
    "lapsed:conflict": defer("A contradiction about a text it quotes is open."),
    "lapsed:wording_erased": defer("The only words that asked for it were a citizen's, who has erased them."),
}
