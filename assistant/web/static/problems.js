// What went wrong, in plain words.

import { seconds, t } from "./i18n.js";

const BY_CODE = {
  already_appealed: "appeal.already",
  already_rated: "rating.already",
  appeal_decided: "appeal.decided",
  no_connection: "problem.no_connection",
  disclosure_outdated: "problem.disclosure_outdated",
};

/** A sentence for an ApiError; with the waiting time where the service named one. */
export function problemText(error) {
  if (error.status === 429) {
    return error.waitSeconds ? t("problem.wait", { wait: seconds(error.waitSeconds) }) : t("problem.wait_a_little");
  }
  if (error.code in BY_CODE) return t(BY_CODE[error.code]);
  if (error.status >= 500) return t("problem.service");
  return error.message ? t("problem.refused", { message: error.message }) : t("problem.unknown");
}
