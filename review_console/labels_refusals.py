"""Refusals of the service in the reader's language, by code."""

from __future__ import annotations

from review_console.language import defer

REFUSALS = {
    "not_now": defer("This is not possible at this point of the case."),
    "already_offered": defer("This case has been offered to a department that has not answered yet."),
    "not_offered": defer("This case is no longer offered to your department."),
    "not_consulted": defer("This part is no longer asked for."),
    "hand_over_ended": defer("This hand-over has been answered already."),
    "not_claimed": defer("You no longer hold this case. Take it in hand again, then send."),
    "draft_changed": defer(
        "The draft has changed since you opened the case. Refresh, read the new draft, then decide."
    ),
    "already_labelled": defer("You have labelled this answer already."),
    "check_needed": defer(
        "Your competence check of this topic is missing or has expired. Sit it under “Competence checks”; until then you may "
        "reject drafts and write replies."
    ),
    "no_check": defer("No check has been set for this topic."),
    "too_soon": defer("Read the policy first and try again later."),
    "already_answered": defer("This check has been answered already."),
    "already_retired": defer("This question is asked no more already."),
    "trial_runs": defer("A trial of this department runs already."),
    "few_seeds": defer(
        "Too few answers have been approved in this department to make a trial of: about thirty are needed."
    ),
    "few_readings": defer("Too few wrong drafts have been judged yet; twenty are needed."),
    "already_ended": defer("This trial has ended already."),
    "trial_needed": defer("This department must pass an oversight trial before a certificate is signed."),
    "no_other_reading": defer("Nothing else that was found answers the question."),
    "break_needed": defer(
        "You have approved many drafts without a break. Take ten minutes, then go on; rejecting and writing are possible now."
    ),
    "judgement_needed": defer("Record your own judgement first."),
    "already_judged": defer("You have judged this case already."),
    "pair_needed": defer(
        "For now a colleague must stand by a draft before you approve it. They open the case and press “Stand by this draft”."
    ),
    "people_only": defer(
        "The citizen wants people only: no draft of the machine is made or sent. Write the reply yourself."
    ),
    "own_reply": defer(
        "You had a part in the reply that this appeal is about. Another person must look at it."
    ),
    "appeal_by_hand": defer(
        "No draft is made for an appeal: judge the reply by the policy text and write what you found."
    ),
    "rating_changed": defer("Somebody changed this rating meanwhile; look again."),
    "already_paired": defer("You stand by this draft already."),
    "not_suspended": defer("This person approves alone already."),
    "already_limited": defer("This threshold is set already."),
    "already_decided": defer("This case has already been decided."),
    "second_person": defer("Somebody else must confirm what you proposed."),
    "change_decided": defer("This change was decided already."),
    "too_many_contacts": defer(
        "Together with the department's own, too many numbers would be shown at once."
    ),
    "contacts_over": defer("Its last day has passed; state it again."),
    "contacts_changed": defer("Somebody else changes the contacts just now. Try again."),
    "change_exists": defer("The same is in force or proposed already."),
    "second_person_needed": defer(
        "Whoever uploaded or submitted a version cannot publish it: a second person must."
    ),
    "draft_void": defer("This draft can no longer be sent. Ask for a new draft or write your own reply."),
    "unresolved_findings": defer(
        "Some marked problems are unresolved. Say for each why the sentence is kept, or change it."
    ),
    "task_closed": defer("This task is closed; open it again first."),
    "task_open": defer("This task is open already."),
    "task_changed": defer("Somebody changed this task meanwhile; look again."),
    "need_closed": defer("This need is closed; open it again first."),
    "need_open": defer("This need is open already."),
    "need_changed": defer("Somebody changed this need meanwhile; look again."),
    "version_not_in_force": defer("Only a public version in force can serve a need."),
    "case_open": defer("This case still waits for its reply; answer it first."),
    "knowledge_changed": defer(
        "A policy text behind this draft has changed. Refresh or ask for a new draft."
    ),
    "group_changed": defer("Other words are in force by now. Look at the replies again, then decide."),
    "case_changed": defer("Somebody else changed this case a moment ago. Refresh and try again."),
    "api_unreachable": defer(
        "The service cannot be reached. What you typed is kept here; try again in a moment."
    ),
    "unreadable_answer": defer(
        "The service gave an answer that this console cannot read. What you typed is kept here."
    ),
    "too_many": defer("Too many attempts. Wait a few minutes and try again."),
    "fetch_failed": defer("The site gave no document. Try again later, or upload the file."),
    "test_questions_failed": defer(
        "Test questions would no longer find their document. See which, and change the text or give a reason."
    ),
    "quarantined": defer("The file holds something that a second person must release first. See the checks."),
    "unacknowledged": defer("Look at each finding of the checks, tick it as seen and say why you publish."),
    "check_failed": defer("A check could not be done. Try again; nothing is published unchecked."),
    "checks_outdated": defer(
        "Something else was published meanwhile. Look at the checks of this version again."
    ),
    "same_person": defer("Whoever uploaded a file does not release it: a second person must."),
    "not_waiting": defer("This version no longer waits to be published."),
    "not_decided": defer("Decide the case first."),
    "no_sources": defer("A reply without sources cannot be kept: nothing would tell when it is out of date."),
    "topic_unknown": defer("The topic of this case is not known, so its question would not be found again."),
    "personal_data": defer("This speaks of one person or repeats their words. It cannot be kept."),
    "already_kept": defer("This reply is an approved answer already."),
    "wording_taken": defer("Another approved answer is in use for these words."),
    "answer_withdrawn": defer("This answer has been withdrawn."),
    "answer_standing": defer("This answer is in use."),
    "answer_changed": defer("Somebody changed this answer meanwhile; look again."),
    "no_wording": defer("Write first in which words this is asked."),
    "quotes_changed": defer(
        "What this answer quotes no longer stands in the text in force. Withdraw it and keep a new reply."
    ),
    "conflict_open": defer("A contradiction about what this answer quotes is still open."),
    "question_exists": defer("The document has this test question already."),
    "not_found": defer("This does not exist, or you may not see it."),
    "forbidden": defer("You are not permitted to do this."),
}
