/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-match-words"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-match-words.h"

/**
 * kin_match_to_words:
 * @match: how well the record fits the person, with all that is known of them
 * @by_name: the same by name and birth date alone
 * @here_born: (nullable): the birth date that was typed
 * @there_born: (nullable): the one that the clinic sent
 *
 * Returns: (transfer none): what to look at before adding it
 */
const char *
kin_match_to_words (KinMatch    match,
                    KinMatch    by_name,
                    const char *here_born,
                    const char *there_born)
{
  gboolean both_born = here_born != NULL && there_born != NULL;

  if (by_name == KIN_MATCH_OTHER && match == KIN_MATCH_ASK)
    return _("Both people are made up, so it can be added to this sample record.");
  if (by_name == KIN_MATCH_OTHER)
    return _("The birth dates are not the same, so it cannot be added here. Sign in again with the"
             " right login, or choose the right person first.");
  if (match == KIN_MATCH_OTHER)
    return _("It does not match what is known of this person, so it cannot be added here. Ask the"
             " clinic which numbers it keeps for you.");
  if (by_name == KIN_MATCH_ASK && both_born)
    return _("The birth date is the same, the name is not: it may have changed, or it is a"
             " twin. Add it only if you are sure that both are one person.");
  if (by_name == KIN_MATCH_ASK)
    return _("The names are not the same, and a birth date is missing. Add it only if you are sure"
             " that both are one person.");
  if (!both_born)
    return _("The name matches, but a birth date is missing. Two people can have one name. Add it"
             " only if you are sure that both are one person.");
  if (match == KIN_MATCH_ASK)
    return _("Name and birth date match. But this clinic, or another one, has sent a record that"
             " differs in something else. Add it only if you are sure that both are one person.");

  return _("Name and birth date match.");
}

/**
 * kin_merge_to_words:
 *
 * Returns: (transfer none) (nullable): what a clinic says about records that it joined
 */
const char *
kin_merge_to_words (KinMerge merge)
{
  switch (merge)
    {
    case KIN_MERGE_CLOSED:
      return _("The clinic says that this record is closed. It may have joined it with another"
               " one. Add it only if you are sure that both are one person.");
    case KIN_MERGE_INTO:
    case KIN_MERGE_OF:
      return _("The clinic joined two records into one. What is in it may be of two people. Add it"
               " only if you are sure that both are one person.");
    case KIN_MERGE_NONE:
    default:
      return NULL;
    }
}
